package dev.raftbeat.node;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.net.NetListener;
import dev.raftbeat.net.Network;
import dev.raftbeat.node.ballot.BallotDisk;
import dev.raftbeat.node.ballot.BallotFile;
import dev.raftbeat.node.ballot.BallotFileException;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A node put together: ballot file, election core, driver, network, control endpoint, all on one event loop, so that the
 * protocol needs no lock.
 */
public final class Node {
    private static final long STOP_SECONDS = 5;

    private final NodeOptions options;
    private final BallotFile file;
    private final BallotDisk disk;
    private final Network network;
    private final ScheduledExecutorService loop;
    private final NodeClock clock = new NodeClock(System.nanoTime());
    private final RaftCore core;
    private final Driver<RaftMessage> driver;
    private final Stamper stamper;
    private final Optional<StoreWriter> writer;
    private final InboundGate gate;
    private final NodeFacts facts;
    private final Consumer<String> onStop;
    private Optional<ControlServer> control = Optional.empty();
    private final Garbage garbage;
    private Settings settings;
    private final LinkDowns linkDowns = new LinkDowns();
    private final PlannedEnd end = new PlannedEnd();

    private Node(NodeOptions options, BallotFile file, NodeFacts facts, Consumer<String> onStop)
            throws NodeException, IOException {
        this.options = options;
        this.file = file;
        this.facts = facts;
        this.onStop = onStop;
        settings = options.settings();
        NodeVariant variant = NodeVariant.of(options.variant());
        network = new Network(options.network(file.boot()), new Ear());
        loop = network.loop();
        disk = new BallotDisk(options.id(), file, loop);
        writer = options.store().map(link -> new StoreWriter(options, link, clock));
        stamper = new Stamper(options.id(), file.boot(), System::nanoTime, this::told);
        garbage = new Garbage((fact, cause) -> loop.execute(() -> stamper.tell(fact, cause)));
        // Forked by name and life: no two nodes, and no two lives of one, draw the same timeouts from one seed.
        SplittableRandom random = new SplittableRandom(
                options.seed() ^ (options.id().name().hashCode() * 0x9E3779B97F4A7C15L) ^ ((long) file.boot() << 40));
        RaftConfig config = new RaftConfig(options.id(), options.members(), settings, file.boot());
        core = new RaftCore(config, file.ballot(), variant.rules(), random.split());
        driver = new Driver<>(core, stamper, variant.ports(new LoopPorts()));
        gate = new InboundGate(driver, stamper, loop, random.split(), network, options, core);
    }

    /**
     * Starts a node and answers when it listens.
     *
     * @param onStop told, with the reason, when the node must not go on
     * @throws NodeException when it cannot start: its ballot, an address, its rules
     */
    public static Node start(NodeOptions options, FactSink more, Consumer<String> onStop) throws NodeException {
        try {
            Optional<Path> secret = options.guard().token();
            Optional<String> token = secret.isEmpty() ? Optional.empty() : Optional.of(SecretFile.token(secret.get()));
            BallotFile file = BallotFile.open(options.dir(), options.cluster(), options.id());
            Node node;
            try {
                node = new Node(options, file, new NodeFacts(options, more), onStop);
            } catch (NodeException | IOException | RuntimeException e) {
                // Nobody else knows of the lock.
                file.close();
                throw e;
            }
            node.begin(token);
            return node;
        } catch (BallotFileException | IllegalArgumentException e) {
            throw new NodeException(e.getMessage(), e);
        } catch (IOException e) {
            throw new NodeException("the node cannot start: " + e.getMessage(), e);
        }
    }

    private void begin(Optional<String> token) throws NodeException {
        try {
            loop.submit(this::boot).get();
            network.start().join();
            if (options.control().isPresent()) {
                control = Optional.of(
                        new ControlServer(options.control().get(), token, new NodeControl(this, facts, options)));
            }
        } catch (CompletionException e) {
            close();
            throw new NodeException(
                    "cannot listen on " + options.listen() + ": " + e.getCause().getMessage(), e);
        } catch (IOException e) {
            close();
            throw new NodeException("the control endpoint cannot listen: " + e.getMessage(), e);
        } catch (java.util.concurrent.ExecutionException e) {
            close();
            throw new NodeException("the node cannot start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new NodeException("interrupted while starting", e);
        }
    }

    private void boot() {
        apply(options.rules());
        Ballot ballot = file.ballot();
        driver.start(new Booted(
                ballot.term(),
                ballot.votedFor(),
                options.members(),
                settings,
                System.currentTimeMillis(),
                file.repaired()));
        options.alignedDrawNanos().ifPresent(draw -> driver.command(new Command.AlignTimer(draw), Optional.empty()));
        writer.ifPresent(one -> one.begin(loop, stamper, core::state, () -> settings.heartbeatNanos()));
    }

    private void told(StampedFact fact) {
        writer.ifPresent(one -> one.tell(fact));
        facts.tell(fact);
    }

    /** Puts the rules of links, disk and clock in force. On the loop. */
    void apply(NodeRules rules) {
        gate.rules(rules.links());
        clock.setRate(rules.clockRate(), System.nanoTime());
        disk.mode(BallotDisk.Mode.valueOf(rules.disk().name()));
        network.blackhole(rules.blackholed());
        if (wantedWake != Effects.NEVER) {
            // A faster clock reaches the same time earlier.
            scheduleWake();
        }
    }

    /**
     * On the loop, which alone reads and writes the settings.
     *
     * @param change from those in force to those that will be
     * @throws IllegalArgumentException when there are no such settings
     */
    List<Fact> configure(UnaryOperator<Settings> change, Optional<FactId> cause) {
        return command(new Command.Configure(change.apply(settings)), cause);
    }

    /** On the loop. */
    List<Fact> command(Command command, Optional<FactId> cause) {
        if (command instanceof Command.Configure configure) {
            settings = configure.settings();
            network.intervals(settings.heartbeatNanos(), settings.electionNanosMin());
        }
        return driver.command(command, cause);
    }

    /** On the loop. */
    void reset(NodeId peer) {
        network.reset(peer);
    }

    Garbage garbage() {
        return garbage;
    }

    ScheduledExecutorService loop() {
        return loop;
    }

    Network network() {
        return network;
    }

    /** Lets the readers of its facts have the last of them, for a moment. Not to be called on the loop. */
    void finishFacts() {
        facts.finish();
    }

    /**
     * Ends the node as planned: a leader hands over first. Answers when it has told that it ends, after 200 ms at the
     * latest; {@link #close} is still to come. Not to be called on the loop.
     */
    public void stop() {
        end.ask(loop, () -> driver.command(new Command.Stop(), Optional.empty()), facts);
    }

    /** Ends the node without ceremony, as its process would. Its ballot is what it was. Not to be called on the loop. */
    public void close() {
        control.ifPresent(ControlServer::close);
        writer.ifPresent(StoreWriter::close);
        // Until the loop has ended, facts may still be told.
        network.stop().completeOnTimeout(null, STOP_SECONDS, TimeUnit.SECONDS).join();
        disk.close();
        facts.close();
        try {
            file.close();
        } catch (IOException e) {
            // The process ends anyway, and the lock with it; every ballot was forced when it was saved.
            onStop.accept("the ballot file could not be closed: " + e.getMessage());
        }
    }

    private long wantedWake = Effects.NEVER;
    private long scheduledWake = Effects.NEVER;

    private void scheduleWake() {
        long host = System.nanoTime();
        long dueOnHost = host + clock.hostDelayUntil(wantedWake, host);
        if (dueOnHost < scheduledWake) {
            scheduledWake = dueOnHost;
            loop.schedule(() -> wake(dueOnHost), dueOnHost - host, TimeUnit.NANOSECONDS);
        }
    }

    private void wake(long dueOnHost) {
        if (scheduledWake == dueOnHost) {
            scheduledWake = Effects.NEVER;
        }
        driver.wake();
    }

    /** What the driver needs, on the event loop. */
    private final class LoopPorts implements Ports<RaftMessage> {
        @Override
        public long now(long hostNanos) {
            return clock.now(hostNanos);
        }

        @Override
        public void save(Ballot ballot, SaveAnswer answer) {
            disk.save(ballot, answer);
        }

        @Override
        public void send(Envelope<RaftMessage> envelope, long lamport) {
            network.send(envelope, lamport);
        }

        /** Nothing is cancelled: an earlier wake finds that its time has not come and asks again. */
        @Override
        public void wakeAt(long at) {
            wantedWake = at;
            if (at != Effects.NEVER) {
                scheduleWake();
            }
        }

        @Override
        public void afterArrivals(Runnable then) {
            network.afterArrivals(then);
        }

        @Override
        public void stop(String reason) {
            stamper.tell(new Stopped(reason), Optional.empty());
            onStop.accept(reason);
        }

        @Override
        public void end() {
            end.told();
        }
    }

    /** What the network has to say. */
    private final class Ear implements NetListener {
        @Override
        public void arrived(Envelope<RaftMessage> envelope, long lamport, long connection) {
            gate.arrived(envelope, lamport, connection);
        }

        @Override
        public void lost(Envelope<RaftMessage> envelope, LossReason reason) {
            stamper.tell(Gate.lossOf(envelope, reason, Optional.empty()), envelope.id());
        }

        @Override
        public void told(LinkFact fact) {
            linkDowns.told(fact, stamper.tell(fact, Optional.empty()).id());
        }

        @Override
        public void connectionLost(NodeId peer, String cause) {
            driver.connectionLost(peer, linkDowns.of(peer));
        }

        @Override
        public void provenDead(NodeId peer, int life, DeathProof proof) {
            driver.provenDead(peer, life, proof, linkDowns.of(peer));
        }
    }
}
