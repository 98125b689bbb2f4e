package dev.raftbeat.node;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.MessageFate;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Stands between the network and the driver. Refuses what no honest peer sends, and does to the rest what the rules of
 * their links ask for: loses, delays, doubles messages. On the event loop only.
 */
final class InboundGate {
    private final Driver<RaftMessage> driver;
    private final Stamper stamper;
    private final ScheduledExecutorService loop;
    private final RandomGenerator random;
    private final PeerLimits limits;
    private final Refusals refusals;
    private final List<Held> held = new ArrayList<>();
    private LinkRules rules;

    /** Whoever counts what the gate refused, and tells of it. */
    interface Refusals {
        void refuse(RefusalReason reason, NodeId from, String detail);
    }

    InboundGate(
            Driver<RaftMessage> driver,
            Stamper stamper,
            ScheduledExecutorService loop,
            RandomGenerator random,
            PeerLimits limits,
            Refusals refusals,
            LinkRules rules) {
        this.driver = driver;
        this.stamper = stamper;
        this.loop = loop;
        this.random = random;
        this.limits = limits;
        this.refusals = refusals;
        this.rules = rules;
    }

    /** Puts new rules in force; what is being delayed on a link that they cut dies now. */
    void rules(LinkRules next) {
        rules = next;
        long now = System.nanoTime();
        for (Held waiting : List.copyOf(held)) {
            next.cutBy(waiting.envelope.from(), now).ifPresent(fault -> loseHeld(waiting, fault));
        }
    }

    void arrived(Envelope<RaftMessage> envelope, long lamport) {
        long now = System.nanoTime();
        Optional<PeerLimits.Refusal> refusal = limits.refusal(envelope.message(), driver.owed(), driver.unsaved(), now);
        if (refusal.isPresent()) {
            refusals.refuse(
                    refusal.get().reason(), envelope.from(), refusal.get().detail());
            return;
        }
        MessageFate judgement = rules.judge(envelope.from(), now, random);
        if (judgement instanceof MessageFate.Lost lost) {
            lose(envelope, lamport, lost.reason(), lost.fault());
            return;
        }
        List<Long> delays = ((MessageFate.Delivered) judgement).delaysNanos();
        for (int copy = 0; copy < delays.size(); copy++) {
            long delay = delays.get(copy);
            if (delay == 0) {
                driver.receive(envelope, lamport, copy);
            } else {
                Held waiting = new Held(envelope, lamport, copy, now);
                held.add(waiting);
                loop.schedule(() -> release(waiting), delay, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void release(Held waiting) {
        if (!held.contains(waiting)) {
            return;
        }
        Optional<FactId> cut = rules.cutWithin(waiting.envelope.from(), waiting.sinceNanos, System.nanoTime());
        if (cut.isPresent()) {
            loseHeld(waiting, cut.get());
        } else {
            held.remove(waiting);
            driver.receive(waiting.envelope, waiting.lamport, waiting.copy);
        }
    }

    private void loseHeld(Held waiting, FactId fault) {
        held.remove(waiting);
        if (waiting.copy == 0) {
            lose(waiting.envelope, waiting.lamport, LossReason.CUT_WHILE_DELAYED, fault);
        }
    }

    private void lose(Envelope<RaftMessage> envelope, long lamport, LossReason reason, FactId fault) {
        stamper.heard(lamport);
        FactId id = envelope.id().orElseThrow();
        RaftMessage message = envelope.message();
        stamper.tell(
                new MessageLost(
                        id, envelope.from(), envelope.to(), message.kind(), message.term(), reason, Optional.of(fault)),
                Optional.of(id));
    }

    /** A message on its delayed way. Compared by identity: two copies of one message are two. */
    private static final class Held {
        private final Envelope<RaftMessage> envelope;
        private final long lamport;
        private final int copy;
        private final long sinceNanos;

        private Held(Envelope<RaftMessage> envelope, long lamport, int copy, long sinceNanos) {
            this.envelope = envelope;
            this.lamport = lamport;
            this.copy = copy;
            this.sinceNanos = sinceNanos;
        }
    }
}
