package dev.raftbeat.sim;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.PeerMemory;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.execution.NodeSetup;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.TimeoutDraw;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** One process: from a boot to its end. Core and driver are the live node's; the ports around them are this world's. */
final class SimProcess implements Ports<RaftMessage> {
    private final SimHost host;
    private final int boot;
    private final RaftCore core;
    private final Stamper stamper;
    private final Driver<RaftMessage> driver;
    private final Gate<RaftMessage, Flight> gate;
    private final SplittableRandom random;
    private final ArrayDeque<ProcessEvent> inbox = new ArrayDeque<>();
    private final ArrayDeque<Runnable> afterArrivals = new ArrayDeque<>();
    private final long begunAt;
    private final Optional<SimWriter> writer;
    private Settings settings;
    private boolean over;
    private boolean paused;
    private boolean thawing;
    private long pauses;
    private long wantedWake = Effects.NEVER;
    private Wake nextWake;

    SimProcess(SimHost host, int boot, Settings settings, SplittableRandom random) {
        this.host = host;
        this.boot = boot;
        this.settings = settings;
        this.random = random;
        begunAt = host.world().now();
        SimVariant variant = host.world().options().variant();
        RaftConfig config = new RaftConfig(host.id(), host.world().options().members(), settings, boot);
        core = new RaftCore(config, host.disk().ballot(), variant.rules(), random.split());
        stamper = new Stamper(host.id(), boot, host.world()::now, this::told);
        driver = new Driver<>(core, stamper, variant.ports(this));
        gate = gate(variant);
        writer = host.world().writerFor(this, stamper);
    }

    /** In the middle of a life that another run had reached. */
    SimProcess(SimHost host, SimStart.NodeStart start, SplittableRandom random) {
        this.host = host;
        this.boot = start.boot();
        this.random = random;
        RaftState reached = start.state().orElseThrow();
        settings = reached.settings();
        begunAt = host.world().now();
        SimVariant variant = host.world().options().variant();
        RaftConfig config = new RaftConfig(host.id(), host.world().options().members(), settings, boot);
        core = new RaftCore(config, reached, variant.rules(), TimeoutDraw.from(random.split()));
        stamper = new Stamper(host.id(), boot, host.world()::now, this::told).after(start.seq(), start.lamport());
        driver = new Driver<>(core, stamper, variant.ports(this));
        gate = gate(variant);
        writer = host.world().writerFor(this, stamper);
    }

    private Gate<RaftMessage, Flight> gate(SimVariant variant) {
        PeerMemory memory = variant == SimVariant.NONE ? PeerMemory.judging() : PeerMemory.trusting();
        return new Gate<>(driver, stamper, random.split(), new GatePorts(this), LinkRules.NONE, memory, this::term);
    }

    private long term() {
        return core.state().term();
    }

    /** A frozen one stays frozen. */
    void goOn(SimStart.NodeStart start) {
        driver.goOn(core.wakeAt(), start.armed(), start.role());
        if (start.paused()) {
            pause();
        }
    }

    void begin(NodeSetup setup) {
        rules(setup.rules());
        Ballot ballot = core.state().ballot();
        Booted booted = new Booted(
                ballot.term(),
                ballot.votedFor(),
                host.world().options().members(),
                settings,
                host.world().now() / 1_000_000,
                host.disk().takeRepair());
        driver.start(booted);
        writer.ifPresent(SimWriter::begin);
        setup.alignedNanos().ifPresent(draw -> driver.command(new Command.AlignTimer(draw), Optional.empty()));
    }

    SimHost host() {
        return host;
    }

    int boot() {
        return boot;
    }

    long begunAt() {
        return begunAt;
    }

    RaftState state() {
        return core.state();
    }

    Settings settings() {
        return settings;
    }

    boolean isOver() {
        return over;
    }

    boolean isPaused() {
        return paused;
    }

    /** Whether it does anything at all at this moment. */
    boolean isRunning() {
        return !over && !paused;
    }

    /** Counts its freezes, so that whoever waits for one to last can tell it from the next. */
    long pauses() {
        return pauses;
    }

    // What reaches it.

    void take(ProcessEvent event) {
        if (over) {
            event.missed();
        } else if (paused) {
            inbox.add(event);
        } else {
            event.arrive();
        }
    }

    Gate<RaftMessage, Flight> gate() {
        return gate;
    }

    void pause() {
        if (!paused) {
            paused = true;
            pauses++;
        }
    }

    /**
     * What has arrived during the freeze is taken in now. Whether the timer that ran out meanwhile goes off before or
     * behind it is up to the event loop, so it is drawn; the driver must not care.
     */
    void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        thawing = true;
        boolean timersFirst = random.nextBoolean();
        for (ProcessEvent event : timersFirst ? List.copyOf(inbox) : List.<ProcessEvent>of()) {
            if (event instanceof Wake) {
                inbox.remove(event);
                take(event);
            }
        }
        while (!inbox.isEmpty()) {
            take(inbox.poll());
        }
        thawing = false;
        while (!afterArrivals.isEmpty()) {
            afterArrivals.poll().run();
        }
        host.disk().goOn();
    }

    List<Fact> command(Command command, Optional<FactId> cause) {
        if (command instanceof Command.Configure configure) {
            settings = configure.settings();
        }
        return driver.command(command, cause);
    }

    void rules(NodeRules rules) {
        gate.rules(rules.links());
        host.clock().skew(rules.clockRate(), host.world().now());
        host.disk().mode(rules.disk());
        host.world().network().blackhole(this, rules.blackholed());
        if (wantedWake != Effects.NEVER) {
            wakeAt(wantedWake);
        }
    }

    /** A connection with this peer ended, and not from this side. */
    void connectionLost(NodeId peer, Optional<FactId> cause) {
        driver.connectionLost(peer, cause);
    }

    /** Whether it asks, when a connection was ended by the other side, if that side is still there. */
    boolean dialsAgainAtOnce() {
        return settings.usesEvidence();
    }

    /** @param cause the fact that told of the lost connection */
    void provenDead(NodeId peer, int life, DeathProof proof, Optional<FactId> cause) {
        driver.provenDead(peer, life, proof, cause);
    }

    // What it tells.

    private void told(StampedFact fact) {
        if (writer.isPresent()) {
            writer.get().hear(fact);
        }
        host.world().tell(fact);
    }

    FactId tell(LinkFact fact) {
        return stamper.tell(fact, Optional.empty()).id();
    }

    void lost(Envelope<RaftMessage> envelope, LossReason reason, Optional<FactId> fault) {
        stamper.tell(Gate.lossOf(envelope, reason, fault), envelope.id());
    }

    /** Dies on the spot, in the middle of whatever it is doing. */
    void halt() {
        over = true;
        driver.halt();
    }

    /** What it had taken from the network and not given to its driver is lost with it. */
    void discard() {
        gate.end().stream()
                .filter(held -> held.copy() == 0)
                .forEach(held -> held.arrival().missed());
        inbox.forEach(ProcessEvent::missed);
        inbox.clear();
        afterArrivals.clear();
    }

    // What its driver needs.

    @Override
    public long now(long hostNanos) {
        return host.clock().now(hostNanos);
    }

    @Override
    public void save(Ballot ballot, SaveAnswer answer) {
        if (!host.crashesAt(CrashPoint.BEFORE_SAVE)) {
            host.disk().save(this, ballot, answer);
            host.crashesAt(CrashPoint.DURING_SAVE);
        }
    }

    @Override
    public void send(Envelope<RaftMessage> envelope, long lamport) {
        if (host.crashesAt(CrashPoint.BEFORE_SEND)) {
            host.world().tellLost(envelope, lamport, LossReason.CONNECTION_CLOSED, Optional.empty());
        } else {
            host.world().network().send(this, envelope, lamport);
            host.crashesAt(CrashPoint.AFTER_SEND);
        }
    }

    /** Nothing is cancelled: an earlier wake finds that its time has not come, and its driver asks again. */
    @Override
    public void wakeAt(long at) {
        wantedWake = at;
        if (at == Effects.NEVER || over) {
            return;
        }
        long due = host.clock().hostTimeOf(at, host.world().now());
        if (nextWake == null || due < nextWake.at) {
            nextWake = new Wake(this);
            host.world().queue().plan(nextWake, due);
        }
    }

    @Override
    public void afterArrivals(Runnable then) {
        if (thawing) {
            afterArrivals.add(then);
        } else {
            then.run();
        }
    }

    @Override
    public void stop(String reason) {
        stamper.tell(new Stopped(reason), Optional.empty());
        host.end("exit 4");
    }

    private void wake(Wake wake) {
        // An earlier wake than wanted by now has been planned after this one: that one counts.
        if (wake == nextWake) {
            nextWake = null;
            driver.wake();
        }
    }

    private static final class Wake extends ProcessEvent {
        Wake(SimProcess life) {
            super(life);
        }

        @Override
        void arrive() {
            life.wake(this);
        }
    }
}
