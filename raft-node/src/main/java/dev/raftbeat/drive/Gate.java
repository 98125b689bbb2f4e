package dev.raftbeat.drive;

import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.MessageFate;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Stands between the network and the driver, and does to messages what the rules of their links ask for: loses, delays
 * and doubles them. Not for use by two threads.
 *
 * @param <A> what arrives
 */
public final class Gate<M extends Message, A extends Gate.Arrival<M>> {
    private final Driver<M> driver;
    private final Stamper stamper;
    private final RandomGenerator random;
    private final Ports<A> ports;
    private final List<Held<A>> held = new ArrayList<>();
    private final Map<NodeId, RateLimit> doubts = new TreeMap<>();
    private final PeerMemory memory;
    private final LongSupplier ownTerm;
    private LinkRules rules;
    private long drawsOwed;

    /** A message, or a copy that the network made of one, as it comes from the network. */
    public interface Arrival<M extends Message> {
        Envelope<M> envelope();

        /** Counts the connections of its sender, later ones higher: on which of them it came. */
        long connection();

        /** The stamp that it carried. */
        long lamport();

        /** 0 for the message itself, and for a duplicate the number of its first copy. */
        int copy();
    }

    /** Time, and somebody who remembers what is held back. */
    public interface Ports<A> {
        long nowNanos();

        /**
         * Gives it to {@link Gate#release} after so long.
         *
         * @return what forgets it again
         */
        Runnable hold(Held<A> held, long nanos);

        /** Lets the sender of a message know that its ballot is older than this node remembers. */
        void doubted(BallotDoubted doubt);
    }

    /** A message on its delayed way. Compared by identity: two copies of one message are two. */
    public static final class Held<A> {
        private final A arrival;
        private final int copy;
        private final long sinceNanos;
        private Runnable forget;

        private Held(A arrival, int copy, long sinceNanos) {
            this.arrival = arrival;
            this.copy = copy;
            this.sinceNanos = sinceNanos;
        }

        public A arrival() {
            return arrival;
        }

        public int copy() {
            return copy;
        }
    }

    /** @param ownTerm the node's own at any time */
    public Gate(
            Driver<M> driver,
            Stamper stamper,
            RandomGenerator random,
            Ports<A> ports,
            LinkRules rules,
            PeerMemory memory,
            LongSupplier ownTerm) {
        this.memory = memory;
        this.ownTerm = ownTerm;
        this.driver = driver;
        this.stamper = stamper;
        this.random = random;
        this.ports = ports;
        this.rules = rules;
    }

    /** Puts new rules in force; what is being delayed on a link that they cut dies now. */
    public void rules(LinkRules next) {
        rules = next;
        long now = ports.nowNanos();
        for (Held<A> waiting : List.copyOf(held)) {
            next.cutBy(waiting.arrival.envelope().from(), now).ifPresent(fault -> loseHeld(waiting, fault));
        }
    }

    public void arrived(A arrival) {
        if (arrival.copy() == 0) {
            judgeSender(arrival);
        }
        if (memory.refuses(arrival.envelope().from(), arrival.envelope().message())) {
            lose(arrival, arrival.copy(), LossReason.OLD_BALLOT, Optional.empty());
            return;
        }
        if (rules.isEmpty()) {
            // Its draws decide nothing, and are made up for when some do: most messages come while there are no rules.
            drawsOwed += LinkRules.DRAWS;
            driver.receive(arrival.envelope(), arrival.lamport(), arrival.copy());
            return;
        }
        for (; drawsOwed > 0; drawsOwed--) {
            random.nextLong();
        }
        long now = ports.nowNanos();
        MessageFate fate = rules.judge(arrival.envelope().from(), now, random);
        if (fate instanceof MessageFate.Lost lost) {
            lose(arrival, arrival.copy(), lost.reason(), Optional.of(lost.fault()));
            return;
        }
        List<Long> delays = ((MessageFate.Delivered) fate).delaysNanos();
        for (int i = 0; i < delays.size() && !driver.isStopped(); i++) {
            int copy = arrival.copy() + i;
            if (delays.get(i) == 0) {
                driver.receive(arrival.envelope(), arrival.lamport(), copy);
            } else {
                Held<A> waiting = new Held<>(arrival, copy, now);
                held.add(waiting);
                waiting.forget = ports.hold(waiting, delays.get(i));
            }
        }
    }

    private void judgeSender(A arrival) {
        Envelope<M> envelope = arrival.envelope();
        Optional<BallotDoubted> doubt = memory.hear(
                envelope.to(),
                envelope.from(),
                arrival.connection(),
                envelope.id().orElseThrow(),
                envelope.message(),
                ownTerm.getAsLong());
        // Somebody who speaks in a member's name can bring about any number of them.
        if (doubt.isPresent() && mayDoubt(envelope.from())) {
            stamper.heard(arrival.lamport());
            stamper.tell(doubt.get(), envelope.id());
            ports.doubted(doubt.get());
        }
    }

    private boolean mayDoubt(NodeId peer) {
        return doubts.computeIfAbsent(peer, ignored -> new RateLimit(Bounds.DOUBTS_A_SECOND))
                .allows(ports.nowNanos());
    }

    /** Its time has come. */
    public void release(Held<A> waiting) {
        if (!held.contains(waiting)) {
            return;
        }
        A arrival = waiting.arrival;
        Optional<FactId> cut = rules.cutWithin(arrival.envelope().from(), waiting.sinceNanos, ports.nowNanos());
        if (cut.isPresent()) {
            loseHeld(waiting, cut.get());
        } else {
            held.remove(waiting);
            driver.receive(arrival.envelope(), arrival.lamport(), waiting.copy);
        }
    }

    /** Takes it out, and tells nothing. */
    public void forget(Held<A> waiting) {
        held.remove(waiting);
        waiting.forget.run();
    }

    /** Takes all of them out, and tells nothing. */
    public List<Held<A>> end() {
        List<Held<A>> all = List.copyOf(held);
        all.forEach(this::forget);
        return all;
    }

    private void loseHeld(Held<A> waiting, FactId fault) {
        forget(waiting);
        lose(waiting.arrival, waiting.copy, LossReason.CUT_WHILE_DELAYED, Optional.of(fault));
    }

    /** A duplicate's end is no news. */
    private void lose(A arrival, int copy, LossReason reason, Optional<FactId> fault) {
        if (copy == 0) {
            Envelope<M> envelope = arrival.envelope();
            stamper.heard(arrival.lamport());
            stamper.tell(lossOf(envelope, reason, fault), envelope.id());
        }
    }

    /** The fact that this message is lost. */
    public static MessageLost lossOf(Envelope<?> envelope, LossReason reason, Optional<FactId> fault) {
        Message message = (Message) envelope.message();
        return new MessageLost(
                envelope.id().orElseThrow(),
                envelope.from(),
                envelope.to(),
                message.kind(),
                message.term(),
                reason,
                fault);
    }
}
