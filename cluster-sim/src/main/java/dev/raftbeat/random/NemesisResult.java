package dev.raftbeat.random;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a nemesis did, and what came of it.
 *
 * @param nanos how long it went on, on the world's clock
 * @param faults how many of each kind took effect
 * @param refused lines that meant nothing at their moment: no leader to kill, nothing to end
 * @param failoverNanos how long each leader that a fault took was missed, shortest first
 * @param lamps what each check says
 * @param interrupted whether it was stopped before its time
 * @param scenario what was done, for {@code raftbeat run}
 */
public record NemesisResult(
        long nanos,
        Map<FaultKind, Long> faults,
        long refused,
        List<Calm> calms,
        Events events,
        List<Long> failoverNanos,
        List<Judge.Lamp> lamps,
        boolean interrupted,
        String scenario) {
    public NemesisResult {
        Map<FaultKind, Long> copy = new EnumMap<>(FaultKind.class);
        copy.putAll(faults);
        faults = Collections.unmodifiableMap(copy);
        calms = List.copyOf(calms);
        failoverNanos = List.copyOf(failoverNanos);
        lamps = List.copyOf(lamps);
    }

    /** How many of them were told. */
    public record Events(long boots, long elections, long leaders, long votes, long facts) {}

    /**
     * A time in which everything was healed and a leader demanded.
     *
     * @param met whether one was found within the bound, and stayed
     * @param bootNanos from healing to the moment at which all nodes ran
     * @param agreedNanos from then until all followed the leader that stayed
     * @param trouble what was wrong with healing; empty when nothing was
     */
    public record Calm(boolean met, long bootNanos, long agreedNanos, String trouble) {}

    public long faultCount() {
        return faults.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often any check judged anything. */
    public long judged() {
        return lamps.stream().mapToLong(Judge.Lamp::judged).sum();
    }

    /** Violated by any check, or by a calm without a leader; unknown when nothing happened. */
    public Verdict verdict() {
        boolean violated = calms.stream().anyMatch(calm -> !calm.met())
                || lamps.stream().anyMatch(lamp -> lamp.verdict() == Verdict.VIOLATED);
        if (violated) {
            return Verdict.VIOLATED;
        }
        return faultCount() == 0 || events.leaders() == 0 ? Verdict.UNKNOWN : Verdict.VALID;
    }
}
