package dev.raftbeat.sim;

import dev.raftbeat.drive.Ports.SaveAnswer;
import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.rule.DiskMode;
import dev.raftbeat.protocol.Ballot;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A host's disk with its one ballot. Saves are done one by one, in the order of the calls; what is not forced when the
 * process dies is lost, torn or, after all, there.
 */
final class SimDisk {
    private static final double LOST = 1 / 3.0;
    private static final double TORN = 2 / 3.0;

    private final SimHost host;
    private final Delays delays;
    private final SplittableRandom random;
    private final ArrayDeque<Save> waiting = new ArrayDeque<>();
    private Ballot durable = Ballot.BLANK;
    private Optional<String> torn = Optional.empty();
    private DiskMode mode = DiskMode.OK;
    private Save writing;
    private boolean failed;

    SimDisk(SimHost host, Delays delays, SplittableRandom random) {
        this.host = host;
        this.delays = delays;
        this.random = random;
    }

    /** What a boot finds. */
    Ballot ballot() {
        return durable;
    }

    /** What lies on it when a run goes on from another one. */
    void found(Ballot ballot) {
        durable = ballot;
    }

    /** What had to be repaired at this boot; told once. */
    Optional<String> takeRepair() {
        Optional<String> repair = torn;
        torn = Optional.empty();
        return repair;
    }

    void save(SimProcess life, Ballot ballot, SaveAnswer answer) {
        waiting.add(new Save(life, ballot, answer));
        goOn();
    }

    /** A save that is being written is not held back by a stall. */
    void mode(DiskMode next) {
        mode = next;
        goOn();
    }

    /** Begins the next save, unless one is being written, the disk is stalled, or the process is frozen. */
    void goOn() {
        if (writing == null
                && mode != DiskMode.STALL
                && !waiting.isEmpty()
                && waiting.peek().life.isRunning()) {
            writing = waiting.poll();
            writing.fails = mode == DiskMode.FAIL || failed;
            host.world().queue().plan(writing, host.world().now() + delays.nanos(random.nextDouble()));
        }
    }

    /** The process has died. Draws once, whether or not anything was being written. */
    void crash() {
        double fate = random.nextDouble();
        if (writing != null && !writing.fails) {
            if (fate >= TORN) {
                durable = writing.ballot;
            } else if (fate >= LOST) {
                torn = Optional.of("a torn write of the newer slot; the older one counts");
            }
        }
        if (writing != null) {
            writing.cancelled = true;
        }
        writing = null;
        waiting.clear();
        failed = false;
    }

    void wipe() {
        durable = Ballot.BLANK;
        torn = Optional.empty();
    }

    private void done(Save save) {
        writing = null;
        failed |= save.fails;
        if (!save.fails) {
            durable = save.ballot;
            if (host.crashesAt(CrashPoint.AFTER_SAVE)) {
                return;
            }
        }
        save.life.take(new Answered(save));
        goOn();
    }

    private final class Save extends Event {
        private final SimProcess life;
        private final Ballot ballot;
        private final SaveAnswer answer;
        private boolean fails;

        private Save(SimProcess life, Ballot ballot, SaveAnswer answer) {
            this.life = life;
            this.ballot = ballot;
            this.answer = answer;
        }

        @Override
        void happen() {
            done(this);
        }
    }

    private static final class Answered extends ProcessEvent {
        private final Save save;

        private Answered(Save save) {
            super(save.life);
            this.save = save;
        }

        @Override
        void arrive() {
            if (save.fails) {
                save.answer.failed("the disk was told to fail");
            } else {
                save.answer.durable();
            }
        }
    }
}
