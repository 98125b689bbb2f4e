package dev.raftbeat.why;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** One life of a node: its facts in their order. */
final class NodeLife {
    final NodeId node;
    final int boot;
    private final List<StampedFact> facts = new ArrayList<>();

    NodeLife(NodeId node, int boot) {
        this.node = node;
        this.boot = boot;
    }

    /** In any order, each once or more; {@link #sort} comes behind the last one. */
    void take(StampedFact fact) {
        facts.add(fact);
    }

    void sort() {
        facts.sort(Comparator.comparingLong(StampedFact::seq));
        StampedFact[] before = new StampedFact[1];
        facts.removeIf(fact -> {
            boolean again = before[0] != null && before[0].seq() == fact.seq();
            before[0] = fact;
            return again;
        });
    }

    List<StampedFact> facts() {
        return facts;
    }

    /** How many of them have a lesser number than this, of which there is one for each fact, growing. */
    private int below(long number, ToLongFunction<StampedFact> numbered) {
        int low = 0;
        int high = facts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (numbered.applyAsLong(facts.get(middle)) < number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int below(long seq) {
        return below(seq, StampedFact::seq);
    }

    Optional<StampedFact> at(long seq) {
        int place = below(seq);
        return place < facts.size() && facts.get(place).seq() == seq ? Optional.of(facts.get(place)) : Optional.empty();
    }

    Optional<StampedFact> first() {
        return facts.stream().findFirst();
    }

    Optional<StampedFact> last() {
        return facts.isEmpty() ? Optional.empty() : Optional.of(facts.get(facts.size() - 1));
    }

    /** The place behind all that it told up to this time. */
    long placeAfter(long tNanos) {
        int place = below(tNanos + 1, StampedFact::tNanos);
        return place == facts.size() ? Long.MAX_VALUE : facts.get(place).seq();
    }

    /** Those behind the one place, and before the other. */
    List<StampedFact> between(long afterSeq, long beforeSeq) {
        int from = afterSeq == Long.MAX_VALUE ? facts.size() : below(afterSeq + 1);
        return facts.subList(from, Math.max(from, below(beforeSeq)));
    }

    /** The newest such fact before this place. */
    Optional<StampedFact> lastBefore(long seq, Predicate<Fact> wanted) {
        for (int place = below(seq) - 1; place >= 0; place--) {
            if (wanted.test(facts.get(place).fact())) {
                return Optional.of(facts.get(place));
            }
        }
        return Optional.empty();
    }

    /** The term that it had told of before this place; 0 when it had told of none. */
    long termBefore(long seq) {
        return lastBefore(seq, fact -> term(fact) > 0)
                .map(told -> term(told.fact()))
                .orElse(0L);
    }

    private static long term(Fact fact) {
        if (fact instanceof BecameCandidate candidate) {
            return candidate.term();
        } else if (fact instanceof TermAdvanced advanced) {
            return advanced.toTerm();
        }
        return fact instanceof Booted booted ? booted.term() : 0;
    }

    /** The oldest such fact behind this place. */
    Optional<StampedFact> firstAfter(long seq, Predicate<Fact> wanted) {
        return between(seq, Long.MAX_VALUE).stream()
                .filter(fact -> wanted.test(fact.fact()))
                .findFirst();
    }

    /** The facts that tell its settings, up to this time. */
    List<StampedFact> settings(long toNanos) {
        return facts.stream()
                .filter(fact -> fact.tNanos() <= toNanos && settings(fact) != null)
                .toList();
    }

    /** The settings that a fact tells; null when it tells none. */
    static Settings settings(StampedFact told) {
        return told.fact() instanceof Booted booted
                ? booted.settings()
                : told.fact() instanceof SettingsChanged changed ? changed.settings() : null;
    }

    /** How often it sends heartbeats when it leads, at this time; 0 when that was not told. */
    long heartbeatNanos(long atNanos) {
        return settingsAt(atNanos).map(Settings::heartbeatNanos).orElse(0L);
    }

    /** The settings that it runs with at this time, if they were told. */
    Optional<Settings> settingsAt(long atNanos) {
        List<StampedFact> told = settings(atNanos);
        return told.isEmpty() ? Optional.empty() : Optional.of(settings(told.get(told.size() - 1)));
    }

    /** Messages of a kind to a peer, sent from the one time to the other, both included. */
    List<StampedFact> sent(NodeId to, String kind, long fromNanos, long toNanos) {
        return facts.subList(below(fromNanos, StampedFact::tNanos), facts.size()).stream()
                .takeWhile(fact -> fact.tNanos() <= toNanos)
                .filter(fact ->
                        isSent(fact, to) && ((MessageSent) fact.fact()).kind().equals(kind))
                .toList();
    }

    /** Whether it tells of a message to this peer. */
    static boolean isSent(StampedFact fact, NodeId to) {
        return fact.fact() instanceof MessageSent sent && sent.to().equals(to);
    }
}
