package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Formulas;
import dev.raftbeat.lab.topology.TopologyKind;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;

/**
 * All trials of one topology at one size.
 *
 * @param kind the topology
 * @param members the size
 * @param plan what was done
 * @param trials with all watchers alive; empty when the size is beyond what is simulated
 * @param withoutWatcher trials in which whoever watches the victim had died before it
 * @param memoryBytes that the member with most of it would keep by itself
 */
public record TopologyResult(
        TopologyKind kind,
        int members,
        Plan plan,
        List<TrialOutcome> trials,
        List<TrialOutcome> withoutWatcher,
        long memoryBytes) {
    public TopologyResult {
        trials = List.copyOf(trials);
        withoutWatcher = List.copyOf(withoutWatcher);
    }

    /** Whether it was run at all. */
    public boolean simulated() {
        return !trials.isEmpty();
    }

    /** The mean over the trials. */
    public double mean(ToDoubleFunction<TrialOutcome> figure) {
        return trials.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private double intervalSeconds() {
        return plan.settings().intervalNanos() / 1e9;
    }

    /** The mean over the trials of what happens in an interval at rest, for each second. */
    public double perSecond(ToDoubleFunction<TrialOutcome.Rest> figure) {
        return mean(trial -> figure.applyAsDouble(trial.rest())) / intervalSeconds();
    }

    /** By the formula: messages that a member sends in a second, on average. */
    public double messagesFormula() {
        return Formulas.messagesPerMember(kind, members) / intervalSeconds();
    }

    /** By the formula: messages a second of the busiest member. */
    public double busiestFormula() {
        return Formulas.messagesOfBusiest(kind, members) / intervalSeconds();
    }

    /** By the formula: seconds until the first other member suspects. */
    public double firstFormula() {
        return Formulas.firstDetection(kind, members, plan.settings()) * intervalSeconds();
    }

    /** By the formula: seconds until everybody knows. */
    public double allKnowFormula() {
        return Formulas.everybodyKnows(kind, members, plan.settings(), plan.hop()) * intervalSeconds();
    }

    /** By the formula: bytes that the group sends in a second. */
    public double bytesFormula() {
        return Formulas.bytesPerMember(kind, members) * members / intervalSeconds();
    }

    /** The mean time in seconds over all trials; infinite when it did not happen in one of them. */
    public double seconds(ToLongFunction<TrialOutcome> time) {
        return seconds(trials, time);
    }

    /** The same when the watcher had died. */
    public double secondsWithoutWatcher(ToLongFunction<TrialOutcome> time) {
        return seconds(withoutWatcher, time);
    }

    private static double seconds(List<TrialOutcome> all, ToLongFunction<TrialOutcome> time) {
        return all.stream()
                .mapToDouble(one -> {
                    long nanos = time.applyAsLong(one);
                    return nanos == TrialOutcome.NEVER ? Double.POSITIVE_INFINITY : nanos / 1e9;
                })
                .average()
                .orElse(Double.NaN);
    }
}
