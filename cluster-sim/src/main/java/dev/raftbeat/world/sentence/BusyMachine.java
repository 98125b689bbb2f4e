package dev.raftbeat.world.sentence;

import dev.raftbeat.history.LateTimers;
import dev.raftbeat.world.PlainText;
import java.util.Optional;

/** The warning that a run's timings are those of its machine, and not of its settings. */
public final class BusyMachine {
    private BusyMachine() {}

    /** In one line; empty where no timer was late. */
    public static Optional<String> warning(LateTimers.Reading late) {
        return late.isBusy()
                ? Optional.of("The machine is busy, timings are not to be trusted: "
                        + PlainText.count(late.count(), "election timer") + " fired late, by up to "
                        + PlainText.duration(late.worstNanos()) + ".")
                : Optional.empty();
    }
}
