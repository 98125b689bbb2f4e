package dev.raftbeat.record;

import static dev.raftbeat.world.PlainText.count;
import static dev.raftbeat.world.PlainText.duration;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import java.util.Locale;
import java.util.Optional;

/** Says why a node stands for election, from what had been told up to then. */
final class ElectionCause {
    /** An order to campaign is carried out within this, or something else was the cause. */
    private static final long ORDER_NANOS = 2_000_000_000L;

    private final RunFold run;

    ElectionCause(RunFold run) {
        this.run = run;
    }

    String of(NodeTimeline node, BecameCandidate fact, long tNanos) {
        if (fact.transfer()) {
            return "its leader handed leadership over to it";
        }
        boolean ordered = node.orderedNanos.isPresent() && tNanos - node.orderedNanos.getAsLong() < ORDER_NANOS;
        if (ordered) {
            return "it was told to campaign";
        }
        String timer = node.fired
                .map(fired -> "its " + duration(fired.drawNanos()) + " timer ran out")
                .orElse("its timer ran out");
        return timer + ": " + silence(node, tNanos);
    }

    private String silence(NodeTimeline node, long tNanos) {
        if (node.steppedDownNanos > Math.max(node.heardNanos, node.bootedNanos)) {
            return "it had led itself until " + steppedDown(node, tNanos);
        }
        if (node.heard.isEmpty()) {
            return "it had heard no leader since it came up"
                    + lost(node).map(why -> "; " + why).orElse("");
        }
        NodeId leader = node.heard.get();
        NodeTimeline its = run.node(leader);
        if (its.isDown()) {
            return leader + " had been " + its.endedHow.orElse("ended") + " " + ago(tNanos - its.endedNanos);
        }
        if (its.isPaused()) {
            return leader + " had stood still for " + duration(Math.max(0, tNanos - its.pausedNanos));
        }
        Optional<String> lost = lost(node);
        if (lost.isPresent()) {
            return lost.get();
        }
        if (its.steppedDownNanos > node.heardNanos) {
            return leader + " had stepped down " + steppedDown(its, tNanos);
        }
        return "it had last heard " + leader + " " + ago(tNanos - node.heardNanos);
    }

    private static String steppedDown(NodeTimeline leader, long tNanos) {
        String because = leader.advanced
                .filter(higher -> leader.own().term() <= higher.toTerm())
                .map(higher -> ", for term " + higher.toTerm() + " of " + higher.because())
                .orElse("");
        return ago(tNanos - leader.steppedDownNanos) + because;
    }

    private static String ago(long nanos) {
        return duration(Math.max(0, nanos)) + " before";
    }

    private Optional<String> lost(NodeTimeline node) {
        if (node.lost == 0) {
            return Optional.empty();
        }
        String how = node.lossFault
                .map(run.faultTexts::get)
                .or(() -> node.lossReason.map(
                        reason -> reason.name().toLowerCase(Locale.ROOT).replace('_', ' ')))
                .map(words -> " (" + words + ")")
                .orElse("");
        return Optional.of(
                count(node.lost, "heartbeat") + " to it " + (node.lost == 1 ? "was" : "were") + " lost" + how);
    }
}
