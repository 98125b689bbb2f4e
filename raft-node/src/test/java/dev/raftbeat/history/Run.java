package dev.raftbeat.history;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Facts written by hand, one cluster's, with the time in milliseconds and the place that each has in its life. */
final class Run {
    final List<NodeId> members;
    final List<StampedFact> facts = new ArrayList<>();
    private final Map<NodeId, Integer> boots = new TreeMap<>();
    private final Map<NodeId, Long> seqs = new TreeMap<>();
    private long nanos;

    Run(int size) {
        members = IntStream.rangeClosed(1, size).mapToObj(n -> id("n" + n)).toList();
    }

    static NodeId id(String name) {
        return new NodeId(name);
    }

    static List<NodeId> ids(String... names) {
        return Arrays.stream(names).map(NodeId::new).toList();
    }

    Run at(long millis) {
        nanos = millis * 1_000_000;
        return this;
    }

    /** All up, n1 leads term 1, and all follow it. */
    static Run led(int size) {
        Run run = new Run(size);
        run.members.forEach(member -> run.boots(member.name(), 0));
        run.leads("n1", 1);
        run.members.stream().skip(1).forEach(member -> run.follows(member.name(), "n1", 1));
        return run;
    }

    Run tells(String node, Fact... told) {
        for (Fact fact : told) {
            NodeId id = id(node);
            long seq = seqs.merge(id, 1L, Long::sum);
            Optional<FactId> cause = Optional.empty();
            facts.add(new StampedFact(nanos, id, boots.getOrDefault(id, 1), seq, facts.size(), cause, fact));
        }
        return this;
    }

    /** A new life, unless it is the first. */
    Run boots(String node, long term) {
        if (seqs.containsKey(id(node))) {
            boots.merge(id(node), 2, (now, ignored) -> now + 1);
            seqs.remove(id(node));
        }
        return tells(node, new Booted(term, Optional.empty(), members, Pace.LAN.settings(), 0, Optional.empty()));
    }

    Run leads(String node, long term) {
        return tells(node, new BecameLeader(term, members));
    }

    Run follows(String node, String leader, long term) {
        return tells(node, new BecameFollower(term, Optional.of(id(leader))));
    }

    Run fault(long number, FaultEffect.Kind effect, List<NodeId> nodes, Link... links) {
        return tells(
                "world",
                new FaultBegan(
                        number,
                        "fault " + number,
                        "fault",
                        "word",
                        List.of(FaultEffect.of(effect)),
                        nodes,
                        List.of(links),
                        ""));
    }

    Run pause(long number, String... nodes) {
        return fault(number, FaultEffect.Kind.FREEZES, ids(nodes));
    }

    Run narrows(long number, List<NodeId> nodes, Link... links) {
        return tells("world", new FaultNarrowed(number, "fault " + number, nodes, List.of(links), ""));
    }

    Run ends(long number) {
        return tells("world", new FaultEnded(number, "fault " + number));
    }

    /** What the facts mean, heard in their order. */
    History history() {
        History history = new History(members);
        facts.forEach(history::hear);
        return history;
    }
}
