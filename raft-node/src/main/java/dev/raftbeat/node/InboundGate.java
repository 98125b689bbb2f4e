package dev.raftbeat.node;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Refuses what no honest peer sends, and gives the rest to the gate of the links' rules. On the event loop only. */
final class InboundGate {
    private final Driver<RaftMessage> driver;
    private final PeerLimits limits;
    private final Refusals refusals;
    private final ScheduledExecutorService loop;
    private final Gate<RaftMessage, Arrived> gate;

    /** Whoever counts what was refused, and tells of it. */
    interface Refusals {
        void refuse(RefusalReason reason, NodeId from, String detail);
    }

    /** TCP makes no copies. */
    private record Arrived(Envelope<RaftMessage> envelope, long lamport) implements Gate.Arrival<RaftMessage> {
        @Override
        public int copy() {
            return 0;
        }
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
        this.limits = limits;
        this.refusals = refusals;
        this.loop = loop;
        gate = new Gate<>(driver, stamper, random, new Waiting(), rules);
    }

    private final class Waiting implements Gate.Ports<Arrived> {
        @Override
        public long nowNanos() {
            return System.nanoTime();
        }

        @Override
        public Runnable hold(Gate.Held<Arrived> held, long nanos) {
            Future<?> due = loop.schedule(() -> gate.release(held), nanos, TimeUnit.NANOSECONDS);
            return () -> due.cancel(false);
        }
    }

    void rules(LinkRules next) {
        gate.rules(next);
    }

    void arrived(Envelope<RaftMessage> envelope, long lamport) {
        Optional<PeerLimits.Refusal> refusal =
                limits.refusal(envelope.message(), driver.owed(), driver.unsaved(), System.nanoTime());
        if (refusal.isPresent()) {
            refusals.refuse(
                    refusal.get().reason(), envelope.from(), refusal.get().detail());
        } else {
            gate.arrived(new Arrived(envelope, lamport));
        }
    }
}
