package dev.raftbeat.screen;

import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel;
import java.util.List;

/**
 * The time of a world that can be stopped and taken back, as it was for one picture.
 *
 * @param seed of what is simulated; means nothing in a recording
 * @param speed virtual seconds in a second of real time; infinite for as fast as possible
 * @param inFlight in the order in which they will arrive
 */
public record TimeView(
        TimeTravel.Source source, long seed, Moment position, boolean playing, double speed, List<InFlight> inFlight) {
    public TimeView {
        inFlight = List.copyOf(inFlight);
    }

    /** Waits while the world is on its way to another moment. */
    public static TimeView of(TimeTravel time) {
        return new TimeView(
                time.source(), time.seed(), time.position(), time.isPlaying(), time.speed(), time.inFlight());
    }

    /** Whether what is shown was recorded, so that nothing can act on it. */
    public boolean recorded() {
        return source == TimeTravel.Source.RECORDING;
    }

    /** Where it comes from, for the title line. */
    public String origin() {
        return switch (source) {
            case SIMULATION -> "seed " + seed;
            case RECORDING -> "recorded";
            case FORK -> "fork, seed " + seed;
        };
    }

    /** The virtual time. */
    public long nanos() {
        return position.nanos();
    }

    /** Playing or not, and how fast, in few characters. */
    public String pace() {
        return playing ? Glyphs.HERE + " " + Speed.word(speed) : Glyphs.PAUSED + " paused";
    }
}
