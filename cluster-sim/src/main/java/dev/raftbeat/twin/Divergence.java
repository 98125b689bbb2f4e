package dev.raftbeat.twin;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where twins part: the first notable fact that one tells and the other does not, at that time and in those words. What
 * the switch itself tells does not count.
 *
 * @param tNanos virtual time
 * @param left what the left twin tells next, from then on; empty when it tells nothing more
 * @param right as {@code left}
 */
public record Divergence(long tNanos, Optional<StampedFact> left, Optional<StampedFact> right) {
    /** Whether the left twin's fact is the one that the other lacks, or tells later. */
    public boolean isLeftsDoing() {
        return left.isPresent()
                && (right.isEmpty() || left.get().tNanos() <= right.get().tNanos());
    }

    /** The fact at which they part. */
    public StampedFact fact() {
        return isLeftsDoing() ? left.get() : right.orElseThrow();
    }

    static Optional<Divergence> of(List<StampedFact> left, List<StampedFact> right) {
        List<StampedFact> ofLeft = notable(left);
        List<StampedFact> ofRight = notable(right);
        int same = 0;
        while (same < ofLeft.size() && same < ofRight.size() && alike(ofLeft.get(same), ofRight.get(same))) {
            same++;
        }
        Optional<StampedFact> nextLeft = same < ofLeft.size() ? Optional.of(ofLeft.get(same)) : Optional.empty();
        Optional<StampedFact> nextRight = same < ofRight.size() ? Optional.of(ofRight.get(same)) : Optional.empty();
        if (nextLeft.isEmpty() && nextRight.isEmpty()) {
            return Optional.empty();
        }
        long at = Math.min(
                nextLeft.map(StampedFact::tNanos).orElse(Long.MAX_VALUE),
                nextRight.map(StampedFact::tNanos).orElse(Long.MAX_VALUE));
        return Optional.of(new Divergence(at, nextLeft, nextRight));
    }

    private static List<StampedFact> notable(List<StampedFact> facts) {
        List<StampedFact> notable = new ArrayList<>();
        for (StampedFact fact : facts) {
            boolean setting = fact.fact() instanceof SettingsChanged
                    || (fact.fact() instanceof FaultBegan began && began.kind().equals("setting"));
            // A timer that ran out and a ballot that was saved are the first half of what the node then does.
            boolean half = fact.fact() instanceof TimerFact || fact.fact() instanceof BallotSaved;
            if (!fact.fact().routine() && !setting && !half) {
                notable.add(fact);
            }
        }
        return notable;
    }

    /** A setting that only one of them takes moves the places of its facts, and so the ids of its messages. */
    static boolean alike(StampedFact one, StampedFact other) {
        NodeId node = one.node();
        return one.tNanos() == other.tNanos()
                && node.equals(other.node())
                && one.boot() == other.boot()
                && nameless(one.fact()).equals(nameless(other.fact()));
    }

    private static Fact nameless(Fact fact) {
        return fact instanceof VoteCounted counted
                ? new VoteCounted(
                        counted.voter(),
                        counted.term(),
                        counted.preVote(),
                        Optional.empty(),
                        counted.have(),
                        counted.need())
                : fact;
    }
}
