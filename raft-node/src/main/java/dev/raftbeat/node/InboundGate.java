package dev.raftbeat.node;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.PeerMemory;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.net.Network;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Refuses what no honest peer sends, and gives the rest to the gate of the links' rules. On the event loop only. */
final class InboundGate {
    private final Driver<RaftMessage> driver;
    private final PeerLimits limits;
    private final Network network;
    private final ScheduledExecutorService loop;
    private final Gate<RaftMessage, Arrived> gate;

    /** TCP makes no copies. */
    private record Arrived(Envelope<RaftMessage> envelope, long lamport, long connection)
            implements Gate.Arrival<RaftMessage> {
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
            Network network,
            NodeOptions options,
            RaftCore core) {
        this.driver = driver;
        LongSupplier ownTerm = () -> core.state().term();
        limits = new PeerLimits(
                options.members().size(), ownTerm, () -> core.state().settings().electionNanosMin(), System.nanoTime());
        this.network = network;
        this.loop = loop;
        PeerMemory memory = options.variant().isPresent() ? PeerMemory.trusting() : PeerMemory.judging();
        gate = new Gate<>(
                driver, stamper, random, new Waiting(), options.rules().links(), memory, ownTerm);
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

        @Override
        public void doubted(BallotDoubted doubt) {
            network.doubt(doubt);
        }
    }

    void rules(LinkRules next) {
        gate.rules(next);
    }

    void arrived(Envelope<RaftMessage> envelope, long lamport, long connection) {
        Optional<PeerLimits.Refusal> refusal =
                limits.refusal(envelope.from(), envelope.message(), driver.owed(), driver.unsaved(), System.nanoTime());
        if (refusal.isPresent()) {
            network.refuse(
                    refusal.get().reason(), envelope.from(), refusal.get().detail());
        } else {
            gate.arrived(new Arrived(envelope, lamport, connection));
        }
    }
}
