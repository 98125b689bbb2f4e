package dev.raftbeat.node;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.PeerMemory;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.node.ballot.MemoryBallot;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.wire.WireException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/** One node of a rehearsal: what a {@link Node} is made of, without its threads, sockets and files. */
final class RehearsalNode implements Ports<RaftMessage>, Gate.Ports<RehearsalNode.Arrived> {
    private static final String CLUSTER = "rehearsal";

    private final LongSupplier now;
    private final Network network;
    private final FactSink listener;
    private final MemoryBallot ballot;
    private final RaftCore core;
    private final Stamper stamper;
    private final Driver<RaftMessage> driver;
    private final PeerLimits limits;
    private final Gate<RaftMessage, Arrived> gate;
    private final OwnState state;
    private final NodeMetrics metrics = new NodeMetrics();
    private final FactHub hub = new FactHub();
    private long wakeAt = Effects.NEVER;

    record Arrived(Envelope<RaftMessage> envelope, long lamport) implements Gate.Arrival<RaftMessage> {
        @Override
        public int copy() {
            return 0;
        }

        @Override
        public long connection() {
            return 1;
        }
    }

    /** Carries frames to the others. */
    interface Network {
        /** Answers whether there is a connection to the receiver. */
        boolean send(NodeId from, RaftMessage message, NodeId to, byte[] frame);
    }

    /** @param listener told of every fact, besides those who listen to a node */
    RehearsalNode(
            NodeId id,
            List<NodeId> members,
            SplittableRandom random,
            LongSupplier now,
            Network network,
            FactSink listener) {
        this.now = now;
        this.network = network;
        this.listener = listener;
        ballot = new MemoryBallot(CLUSTER, id);
        state = new OwnState(id);
        RaftConfig config = new RaftConfig(id, members, Pace.LAN.settings(), 1);
        core = new RaftCore(config, Ballot.BLANK, new RaftRules(), random.split());
        stamper = new Stamper(id, 1, now, this::told);
        driver = new Driver<>(core, stamper, this);
        LongSupplier term = () -> core.state().term();
        limits = new PeerLimits(members.size(), term, Pace.LAN.settings()::electionNanosMin, 0);
        gate = new Gate<>(driver, stamper, random.split(), this, LinkRules.NONE, PeerMemory.judging(), term);
    }

    void start() {
        RaftConfig config = core.config();
        driver.start(new Booted(0, Optional.empty(), config.members(), Pace.LAN.settings(), 0, Optional.empty()));
    }

    void arrived(NodeId from, byte[] bytes) {
        try {
            Frame.Raft frame = (Frame.Raft) MessageCodec.read(bytes);
            FactId sent = new FactId(from, 1, frame.seqStep());
            Envelope<RaftMessage> envelope =
                    new Envelope<>(Optional.of(sent), from, core.config().self(), frame.message());
            if (limits.refusal(from, frame.message(), driver.owed(), driver.unsaved(), nowNanos())
                    .isEmpty()) {
                gate.arrived(new Arrived(envelope, frame.lamportStep()));
            }
        } catch (WireException e) {
            throw new IllegalStateException(e);
        }
    }

    NodeId id() {
        return core.config().self();
    }

    /** Its connection ended, and a new one was refused. */
    void proveDead(NodeId peer) {
        driver.connectionLost(peer, Optional.empty());
        driver.provenDead(peer, 1, DeathProof.REFUSED, Optional.empty());
    }

    void wake() {
        driver.wake();
    }

    long wakeAt() {
        return wakeAt;
    }

    /** As in a node; the line goes nowhere. */
    private void told(StampedFact fact) {
        FactCodec.write(fact);
        state.tell(fact);
        metrics.tell(fact);
        hub.tell(fact);
        listener.tell(fact);
    }

    @Override
    public long now(long hostNanos) {
        return hostNanos;
    }

    @Override
    public void save(Ballot next, SaveAnswer answer) {
        ballot.save(next);
        answer.durable();
    }

    @Override
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        RaftMessage message = envelope.message();
        byte[] frame =
                MessageCodec.write(new Frame.Raft(envelope.id().orElseThrow().seq(), lamport, message));
        if (!network.send(envelope.from(), message, envelope.to(), frame)) {
            stamper.tell(Gate.lossOf(envelope, LossReason.NOT_CONNECTED, Optional.empty()), envelope.id());
        }
    }

    @Override
    public void wakeAt(long at) {
        wakeAt = at;
    }

    @Override
    public void afterArrivals(Runnable then) {
        then.run();
    }

    @Override
    public void stop(String reason) {
        throw new IllegalStateException(reason);
    }

    @Override
    public void end() {
        throw new IllegalStateException("nobody is to stop here");
    }

    @Override
    public long nowNanos() {
        return now.getAsLong();
    }

    @Override
    public Runnable hold(Gate.Held<Arrived> held, long nanos) {
        throw new IllegalStateException("no rule delays anything here");
    }

    @Override
    public void doubted(BallotDoubted doubt) {
        throw new IllegalStateException(doubt.toString());
    }
}
