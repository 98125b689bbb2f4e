package dev.raftbeat.harness;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.harness.FaultContract.Case;
import java.util.List;

/** The words that the kernel of a node's host carries out. */
final class KernelCases {
    private KernelCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(stage -> {}, FaultWord.DROP_PACKETS, FaultWord.PASS_PACKETS),
                Case.of(stage -> {}, FaultWord.LOSE_PACKETS),
                Case.of(stage -> {}, FaultWord.REJECT_PACKETS),
                Case.of(stage -> {}, FaultWord.SLOW_PACKETS),
                Case.of(stage -> {}, FaultWord.LIMIT_RATE, FaultWord.FREE_RATE),
                Case.of(stage -> {}, FaultWord.LIMIT_CPU, FaultWord.FREE_CPU),
                Case.of(stage -> {}, FaultWord.SHIFT_CLOCK),
                Case.of(stage -> {}, FaultWord.UNPLUG, FaultWord.PLUG));
    }
}
