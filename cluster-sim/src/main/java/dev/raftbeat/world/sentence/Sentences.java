package dev.raftbeat.world.sentence;

import dev.raftbeat.history.Elections;
import dev.raftbeat.history.Transfers;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.world.PlainText;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells notable facts as plain English sentences, for a feed or a log. It remembers a little, such as whose timer has
 * just run out and which terms were fought for, so that one sentence can say what takes two facts.
 *
 * <p>Feed it every fact, in the order in which they came. Not for use by two threads.
 */
public final class Sentences {
    /** Stands before a sentence that is told after one of a later time: its node, or who reads, had no processor. */
    public static final String LATE = "(late) ";

    /** A handling later than this is worth a word: the process stood still. */
    private static final long LATE_NANOS = 20_000_000L;

    private final SortedMap<NodeId, TimerFired> fired = new TreeMap<>();
    private final SortedSet<NodeId> onProof = new TreeSet<>();
    private final SortedMap<NodeId, Long> promised = new TreeMap<>();
    private final Elections elections = new Elections();
    private final SortedMap<NodeId, QuorumLost> lost = new TreeMap<>();
    private final SortedSet<String> saidOfStore = new TreeSet<>();
    private final Transfers transfers = new Transfers();
    private final Deque<Transfers.Failed> failed = new ArrayDeque<>();
    private long newestNanos = Long.MIN_VALUE;

    /**
     * The sentence for this fact; empty for facts that are routine, or that the next fact will tell better. What never came
     * has no fact of its own: it is told with a fact that has nothing to say itself.
     */
    public Optional<Sentence> tell(StampedFact stamped) {
        transfers.hear(stamped).ifPresent(failed::add);
        elections.hear(stamped);
        return stamped.fact()
                .accept(new SentenceWriter(this, stamped.node()))
                .or(() -> Optional.ofNullable(failed.poll()).map(SentenceWriter::transferFailed))
                .map(line -> inTime(stamped, line));
    }

    private Sentence inTime(StampedFact stamped, Line line) {
        boolean late = stamped.tNanos() < newestNanos;
        newestNanos = Math.max(newestNanos, stamped.tNanos());
        return new Sentence(stamped, line.weight(), late ? LATE + line.text() : line.text());
    }

    /** One fact by itself as a sentence, also where a story would pass over it. */
    public static String of(StampedFact stamped) {
        return LoneSentences.of(stamped)
                .or(() -> new Sentences().tell(stamped).map(Sentence::text))
                .orElseGet(() -> stamped.node() + ": " + stamped.fact().name());
    }

    /** A sentence before it is tied to its fact. */
    record Line(Sentence.Weight weight, String text) {
        static Optional<Line> headline(String text) {
            return Optional.of(new Line(Sentence.Weight.HEADLINE, text));
        }

        static Optional<Line> detail(String text) {
            return Optional.of(new Line(Sentence.Weight.DETAIL, text));
        }
    }

    void armed(NodeId node, TimerArmed fact) {
        if (fact.reason() == ArmReason.PROOF) {
            onProof.add(node);
        } else {
            onProof.remove(node);
        }
    }

    void fired(NodeId node, TimerFired fact) {
        fired.put(node, fact);
    }

    Optional<TimerFired> takeFired(NodeId node) {
        return Optional.ofNullable(fired.remove(node));
    }

    /** What made this node campaign. */
    String occasion(NodeId node) {
        Optional<TimerFired> ranOut = takeFired(node);
        if (ranOut.isEmpty()) {
            return node + " was told to campaign";
        }
        if (onProof.remove(node)) {
            return node + " knows that its leader is gone";
        }
        long late = ranOut.get().lateNanos();
        return node + "'s " + PlainText.duration(ranOut.get().drawNanos()) + " timer ran out"
                + (late < LATE_NANOS ? "" : " (handled " + PlainText.duration(late) + " late)");
    }

    /** A quorum has promised {@code node} its votes in {@code term}. */
    void promised(NodeId node, long term) {
        promised.put(node, term);
    }

    boolean takePromised(NodeId node, long term) {
        Long forTerm = promised.remove(node);
        return forTerm != null && forTerm == term;
    }

    void quorumLost(NodeId node, QuorumLost fact) {
        lost.put(node, fact);
    }

    Optional<QuorumLost> takeQuorumLost(NodeId node, long term) {
        return Optional.ofNullable(lost.remove(node)).filter(fact -> fact.term() == term);
    }

    /** Whether this was not said of a store before; it forgets all when there was very much. */
    boolean isNew(String said) {
        if (saidOfStore.size() > 4096) {
            saidOfStore.clear();
        }
        return saidOfStore.add(said);
    }

    /** The number of the election of this term. */
    long election(long term) {
        return elections.number(term);
    }
}
