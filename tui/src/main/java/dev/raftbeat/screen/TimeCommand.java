package dev.raftbeat.screen;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World.Outcome;

/** Something that is done to the time of a world, or to a message in it. May take seconds. */
public sealed interface TimeCommand {
    /** How far a simulation is played at once: all its facts are kept, and nothing else is done meanwhile. */
    long AHEAD_NANOS_MAX = 600_000_000_000L;

    /** Does it; an empty sentence when the picture says enough. */
    Outcome take(TimeTravel time);

    /** Stops time, or lets it go on. */
    record StopOrGo() implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            if (time.isPlaying()) {
                time.pause();
            } else {
                time.resume();
            }
            return new Outcome(true, "");
        }
    }

    /** The next speed down or up. */
    record Pace(boolean faster) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            double next = faster ? Speed.faster(time.speed()) : Speed.slower(time.speed());
            time.speed(next);
            return new Outcome(true, "speed " + Speed.word(next) + (time.isPlaying() ? "" : "; time is stopped"));
        }
    }

    /** One step on or back. */
    record Step(TimeStep size, boolean back) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return back ? back(time) : forward(time);
        }

        private Outcome back(TimeTravel time) {
            boolean found = time.back(size);
            return new Outcome(found, found ? "" : "nothing such before: this is the beginning");
        }

        /** In a calm run there may be none for long; then it is better to stay than to be ten minutes away. */
        private Outcome forward(TimeTravel time) {
            time.pause();
            Moment here = time.position();
            if (time.forward(size)) {
                return new Outcome(true, "");
            }
            time.jump(here);
            boolean recorded = time.source() == TimeTravel.Source.RECORDING;
            return new Outcome(
                    false,
                    recorded
                            ? "none in the rest of the recording: still here"
                            : "none within ten virtual minutes: still here");
        }
    }

    /** To a virtual time, with all that is told at that very time. */
    record ToTime(long nanos) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            long most = time.position().nanos() + AHEAD_NANOS_MAX;
            if (nanos > most && time.source() != TimeTravel.Source.RECORDING) {
                return new Outcome(false, "at most ten minutes ahead: at " + ClockText.moment(most));
            }
            time.jump(nanos);
            return new Outcome(true, "at " + ClockText.moment(nanos));
        }
    }

    /** Stops, and goes to a virtual time, with all that is told at that very time. */
    record StopAt(long nanos) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            time.pause();
            time.jump(nanos);
            return new Outcome(true, "stopped at " + ClockText.moment(nanos));
        }
    }

    /** To the moment at which so many facts have been told, and stops there. */
    record ToFact(long facts) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            time.pause();
            if (facts < time.position().facts()) {
                time.jump(Moment.START);
            }
            long most = time.position().nanos() + AHEAD_NANOS_MAX;
            boolean more = true;
            while (more && time.position().facts() < facts && time.position().nanos() <= most) {
                more = time.forward(TimeStep.FACT);
            }
            boolean there = time.position().facts() == facts;
            return new Outcome(there, there ? "at fact " + facts : "no such fact within ten virtual minutes");
        }
    }

    /** Goes on from this moment of a recording in a simulation, after this line of the fault language. */
    record Fork(String line) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return TypedLines.read(line, time::fork);
        }
    }

    /** Back from a fork to the recording. */
    record Unfork() implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return time.unfork();
        }
    }

    /** Loses a message that is under way. */
    record Drop(FactId message) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return time.drop(message);
        }
    }

    /** Lets a message take so much longer. */
    record Delay(FactId message, long nanos) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return time.delay(message, nanos);
        }
    }

    /** Lets a message arrive once more. */
    record Duplicate(FactId message) implements TimeCommand {
        @Override
        public Outcome take(TimeTravel time) {
            return time.duplicate(message);
        }
    }
}
