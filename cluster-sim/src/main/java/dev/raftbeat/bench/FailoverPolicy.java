package dev.raftbeat.bench;

import dev.raftbeat.node.ControlLines;
import dev.raftbeat.protocol.Settings;
import java.util.List;

/**
 * One column of the table of failovers: how a lost leader is noticed, and who may be elected.
 *
 * @param key its name for programs
 * @param name its name for people
 * @param lines the settings of every node
 * @param detection what makes a follower campaign
 */
public record FailoverPolicy(String key, String name, List<String> lines, Detection detection) {
    /** What makes a follower campaign. */
    enum Detection {
        /** Its election timer. */
        TIMER,
        /** Proof that the leader's process is gone; where there is none, the timer. */
        PROOF,
        /** The phi accrual detector, in place of the timer: computed from the runs with the same settings. */
        PHI
    }

    private static final List<String> CHECKED = List.of("set prevote on", "set checkquorum on", "set evidence off");

    /** All columns, in the order of the table; one that is computed comes after the one that it is computed from. */
    public static final List<FailoverPolicy> ALL = List.of(
            new FailoverPolicy(
                    "timer",
                    "timer only",
                    List.of("set prevote off", "set checkquorum off", "set evidence off"),
                    Detection.TIMER),
            new FailoverPolicy("prevote-checkquorum", "PreVote, CheckQuorum", CHECKED, Detection.TIMER),
            new FailoverPolicy(
                    "evidence",
                    "with evidence",
                    List.of("set prevote on", "set checkquorum on", "set evidence on"),
                    Detection.PROOF),
            new FailoverPolicy("phi", PhiSuspicions.DETECTOR + " (computed)", CHECKED, Detection.PHI));

    public FailoverPolicy {
        lines = List.copyOf(lines);
    }

    Settings over(Settings base) {
        return ControlLines.settings(lines, base);
    }

    /** Whether its figures are not measured but computed from those of another. */
    public boolean isComputed() {
        return detection == Detection.PHI;
    }
}
