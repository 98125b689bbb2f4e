package dev.raftbeat.scenario.expect;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Expectations about who leads: now, or since the expectations before. */
public final class StateExpectation {
    private StateExpectation() {}

    private static String shown(Optional<Leading> leader) {
        return leader.map(leading -> "a quorum follows " + leading.node() + " in term " + leading.term())
                .orElse("a quorum follows nobody");
    }

    private static String sentence(Optional<Leading> leader) {
        return leader.map(leading -> "A majority follows " + leading.node() + ", in term " + leading.term() + ".")
                .orElse("No node is followed by a majority.");
    }

    /** {@code expect leader}, {@code expect no leader}. */
    public record Leads(boolean somebody) implements Expectation {
        @Override
        public Judgement judge(RunObservations chronicle) {
            Optional<Leading> leader = chronicle.leader();
            boolean holds = leader.isPresent() == somebody;
            if (!somebody && holds && !chronicle.sawLeaderEver()) {
                return Judgement.undecided("no leader was ever seen");
            }
            return Judgement.of(holds, shown(leader)).saying(sentence(leader)).doubting(chronicle.unheard(false));
        }
    }

    /** {@code expect stable}. */
    public record Stable() implements Expectation {
        @Override
        public Judgement judge(RunObservations chronicle) {
            String calm = chronicle.calmNanos().isEmpty()
                    ? ""
                    : ", without a change for "
                            + PlainText.duration(chronicle.calmNanos().getAsLong());
            return Judgement.of(chronicle.isStable(), shown(chronicle.leader()) + calm);
        }
    }

    /**
     * {@code expect leader is NODES}, {@code expect leader was never NODES}.
     *
     * @param ever whether at any time since the expectations before, and not only now
     */
    public record LeaderIn(NodeSelector nodes, boolean ever, boolean not) implements Expectation {
        @Override
        public Judgement judge(RunObservations chronicle) {
            List<NodeId> meant;
            try {
                meant = chronicle.resolve(nodes);
            } catch (FaultRefusedException e) {
                return Judgement.undecided(e.getMessage());
            }
            return ever ? was(chronicle, meant) : is(chronicle, meant);
        }

        private Judgement is(RunObservations chronicle, List<NodeId> meant) {
            Optional<Leading> leader = chronicle.leader();
            String seen = shown(leader) + "; \"" + nodes + "\" means " + PlainText.names(meant);
            String said = sentence(leader).replaceAll("\\.$", "") + "; the "
                    + nodes.toString().replace('-', ' ') + " is " + PlainText.names(meant) + ".";
            if (leader.isEmpty()) {
                return (not ? Judgement.undecided(seen) : Judgement.of(false, seen)).saying(said);
            }
            return Judgement.of(meant.contains(leader.get().node()) != not, seen)
                    .saying(said);
        }

        private Judgement was(RunObservations chronicle, List<NodeId> meant) {
            List<Leading> all = new ArrayList<>(chronicle.reigns());
            chronicle.pageLeader().ifPresent(leader -> all.add(0, leader));
            List<NodeId> leaders = all.stream().map(Leading::node).distinct().toList();
            boolean any = leaders.stream().anyMatch(meant::contains);
            String seen = "a quorum followed " + PlainText.names(leaders) + "; \"" + nodes + "\" means "
                    + PlainText.names(meant);
            Judgement judgement = Judgement.of(any != not, seen).doubting(chronicle.unheard(false));
            return not ? judgement.doubting(chronicle.vacuity()) : judgement;
        }
    }
}
