package dev.raftbeat.explore;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftState;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** One real node of a replay: a core behind a driver, a disk, and a clock that goes when it is told to. */
final class ReplayedNode implements Ports<RaftMessage> {
    private static final int WAKES_MAX = 1000;

    private final NodeId self;
    private final List<NodeId> names;
    private final Settings settings;
    private final Variant variant;
    private final FactSink facts;
    private final Consumer<Replay.Sent> network;
    private Ballot disk = Ballot.BLANK;
    private long clock = 1_000_000_000L;
    private int boot;
    private NextSteps.Ending how = NextSteps.Ending.WHOLE;
    private RaftCore core;
    private Driver<RaftMessage> driver;

    ReplayedNode(int number, ExplorationBounds bounds, Variant variant, FactSink facts, Consumer<Replay.Sent> network) {
        names = CoreModel.names(bounds.nodes());
        self = names.get(number);
        settings = CoreModel.settings(bounds);
        this.variant = variant;
        this.facts = facts;
        this.network = network;
    }

    RaftState state() {
        return core.state();
    }

    Ballot disk() {
        return disk;
    }

    /** It comes up with what its disk holds, whatever it was before. */
    void boot() {
        if (driver != null) {
            driver.halt();
        }
        how = NextSteps.Ending.WHOLE;
        boot++;
        RaftConfig config = new RaftConfig(self, names, settings, boot);
        core = new RaftCore(config, RaftState.booted(config, disk), variant.rules(), CoreModel.LONGEST);
        driver = new Driver<>(core, new Stamper(self, boot, () -> clock, facts), this);
        driver.start(new Booted(disk.term(), disk.votedFor(), names, settings, 0, Optional.empty()));
    }

    /** How the next step ends; the crash itself comes with the next {@link #boot}. */
    void crashes(NextSteps.Ending ending) {
        how = ending;
    }

    void receive(Envelope<RaftMessage> envelope, long lamport) {
        driver.receive(envelope, lamport, 0);
    }

    void command(Command command) {
        driver.command(command, Optional.empty());
    }

    void wake() {
        clock = Math.max(clock, core.wakeAt());
        driver.wake();
    }

    void wakeUntilItFollows() {
        for (int wakes = 0; wakes < WAKES_MAX && core.state().role() == Role.LEADER; wakes++) {
            wake();
        }
    }

    void letNewsAge() {
        core.state()
                .leader()
                .ifPresent(known -> clock = Math.max(clock, known.heardAt() + settings.electionNanosMin()));
    }

    void giveProof() {
        core.state()
                .leader()
                .ifPresent(
                        known -> driver.provenDead(known.node(), known.life(), DeathProof.REFUSED, Optional.empty()));
    }

    /** Whether the message belongs to the question that this node waits for now. */
    boolean isWaitingFor(RaftMessage message) {
        long round = message instanceof PreVoteRequest request
                ? request.round()
                : message instanceof PreVoteReply reply ? reply.round() : -1;
        return core.state().role() == Role.PRE_CANDIDATE && core.state().round() == round;
    }

    @Override
    public long now(long hostNanos) {
        return hostNanos;
    }

    @Override
    public void save(Ballot ballot, SaveAnswer answer) {
        if (how != NextSteps.Ending.CRASHED_BEFORE_SAVING) {
            disk = ballot;
        }
        answer.durable();
    }

    @Override
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        if (how == NextSteps.Ending.CRASHED_BEFORE_SENDING) {
            driver.halt();
        } else {
            network.accept(new Replay.Sent(envelope, lamport));
        }
    }

    /** Time goes only when the replay says so. */
    @Override
    public void wakeAt(long at) {}

    @Override
    public void afterArrivals(Runnable then) {
        then.run();
    }

    @Override
    public void stop(String reason) {
        throw new AbstractionException(self + " stopped: " + reason);
    }
}
