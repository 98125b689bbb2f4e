package dev.raftbeat.why;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which faults explanations hold for going on. */
public final class WhyVoice {
    private final RunFacts run;

    public WhyVoice(List<StampedFact> facts) {
        Excerpt all = new Excerpt((fact, elections) -> true, Integer.MAX_VALUE);
        facts.forEach(all::tell);
        run = new RunFacts(all);
    }

    /** The nodes that each fault touches at this time, by its number. */
    public SortedMap<Long, SortedSet<NodeId>> faultsAt(long tNanos) {
        SortedMap<Long, SortedSet<NodeId>> all = new TreeMap<>();
        for (FaultSpan period : run.faults()) {
            if (period.told().lasts() && period.fromNanos() <= tNanos && tNanos < period.toNanos()) {
                all.computeIfAbsent(period.number(), ignored -> new TreeSet<>()).addAll(period.nodes());
            }
        }
        return all;
    }
}
