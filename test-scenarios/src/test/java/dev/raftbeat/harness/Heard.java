package dev.raftbeat.harness;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a test has heard of a world: the facts themselves, and the picture that they make. Waits for facts, never for time. */
final class Heard implements FactSink {
    private final ClusterView view;
    private final List<StampedFact> facts = new ArrayList<>();

    Heard(List<NodeId> members) {
        view = new ClusterView(members);
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        view.hear(fact);
        facts.add(fact);
        notifyAll();
    }

    /** Drops the facts, and keeps the picture: long runs need not be searched from their beginning. */
    synchronized void forget() {
        facts.clear();
    }

    synchronized ClusterSnapshot picture() {
        return view.snapshot();
    }

    /** Waits in real time until the wish comes true, and answers whether it did. The wish is tried after each batch of facts. */
    synchronized boolean await(BooleanSupplier wish, long patienceNanos) {
        long end = System.nanoTime() + patienceNanos;
        while (!wish.getAsBoolean()) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                wait(Math.min(left / 1_000_000 + 1, 100));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** All facts of this time and later, in the order in which they were told. */
    synchronized List<StampedFact> since(long nanos) {
        return facts.stream().filter(fact -> fact.tNanos() >= nanos).toList();
    }

    /** The facts of one kind. */
    <F extends Fact> List<F> all(Class<F> kind, long sinceNanos) {
        return since(sinceNanos).stream()
                .map(StampedFact::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** The facts of one kind that this node told. */
    <F extends Fact> List<F> by(NodeId node, Class<F> kind, long sinceNanos) {
        return told(node, sinceNanos)
                .map(StampedFact::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <F extends Fact> boolean any(NodeId node, Class<F> kind, Predicate<F> such, long sinceNanos) {
        return by(node, kind, sinceNanos).stream().anyMatch(such);
    }

    <F extends Fact> Optional<StampedFact> first(NodeId node, Class<F> kind, Predicate<F> such, long sinceNanos) {
        return told(node, sinceNanos)
                .filter(stamped -> kind.isInstance(stamped.fact()) && such.test(kind.cast(stamped.fact())))
                .findFirst();
    }

    Stream<StampedFact> told(NodeId node, long sinceNanos) {
        return since(sinceNanos).stream().filter(fact -> fact.node().equals(node));
    }

    /** What was delivered on this link, as its receiver told it. */
    List<StampedFact> delivered(Link link, long sinceNanos) {
        return told(link.to(), sinceNanos)
                .filter(stamped -> stamped.fact() instanceof MessageDelivered message
                        && message.from().equals(link.from()))
                .toList();
    }

    /** What was lost on this link for this reason, whoever told it. */
    List<MessageLost> lost(Link link, LossReason reason, long sinceNanos) {
        return all(MessageLost.class, sinceNanos).stream()
                .filter(lost -> lost.reason() == reason && new Link(lost.from(), lost.to()).equals(link))
                .toList();
    }

    /** The links on which something was lost to a cut. */
    Set<Link> cutLinks(long sinceNanos) {
        Set<Link> links = new TreeSet<>();
        for (MessageLost lost : all(MessageLost.class, sinceNanos)) {
            if (lost.reason() == LossReason.CUT) {
                links.add(new Link(lost.from(), lost.to()));
            }
        }
        return links;
    }

    /** The links on which something was delivered. */
    Set<Link> openLinks(long sinceNanos) {
        Set<Link> links = new TreeSet<>();
        for (StampedFact stamped : since(sinceNanos)) {
            if (stamped.fact() instanceof MessageDelivered delivered) {
                links.add(new Link(delivered.from(), stamped.node()));
            }
        }
        return links;
    }
}
