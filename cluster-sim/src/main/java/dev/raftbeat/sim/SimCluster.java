package dev.raftbeat.sim;

import dev.raftbeat.drive.Gate;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.CrashPoint;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A cluster in virtual time: one seed, one run. The same options and the same calls at the same times give the same
 * facts, byte for byte, in any Java. Not for use by two threads.
 *
 * <p>Each {@code MessageSent} is followed by exactly one {@code MessageDelivered} of copy 0 or one {@code MessageLost};
 * what no running node can know is told by the world.
 */
public final class SimCluster {
    private final SimOptions options;
    private final FactSink sink;
    private final EventQueue queue = new EventQueue();
    private final List<SimHost> hosts = new ArrayList<>();
    private final Leaders leaders;
    private final SimNetwork network;
    private final SimFaults faults;
    private final MessageEdits handWork;
    private final Optional<SimStore> store;
    private final Stamper stamper;
    private long now;
    private long events;
    private long told;

    /** Boots all nodes, at time 0; what they tell of it is told before this returns. */
    public SimCluster(SimOptions options, FactSink sink) {
        this.options = options;
        this.sink = sink;
        SplittableRandom root = new SplittableRandom(options.seed());
        stamper = new Stamper(
                NodeId.WORLD, options.start().map(SimStart::worldBoot).orElse(1), this::now, this::tell);
        for (int i = 0; i < options.members().size(); i++) {
            hosts.add(new SimHost(this, i, root.split()));
        }
        leaders = new Leaders(hosts, options.members());
        network = new SimNetwork(this, hosts, root.split());
        faults = new SimFaults(this, root.split());
        handWork = new MessageEdits(this);
        // Split off last, so that a store shifts no draw of the rest of the run.
        SplittableRandom ofStore = root.split();
        store = options.store().map(guard -> new SimStore(this, guard, ofStore));
        store.ifPresent(SimStore::open);
        options.start().ifPresentOrElse(this::goOn, () -> hosts.forEach(this::bootFirst));
    }

    private void bootFirst(SimHost host) {
        host.boot(faults.state().setupFor(host.id()));
    }

    /** Where another run was; what this one tells continues that one's numbers. */
    private void goOn(SimStart start) {
        now = start.nanos();
        stamper.after(start.worldSeq(), start.lamport());
        start.past().forEach(leaders::hear);
        hosts.forEach(host -> host.goOn(start.nodes().get(host.id())));
        network.goOn();
        for (SimHost host : hosts) {
            host.life().ifPresent(life -> life.rules(faults.state().rulesFor(host.id())));
            host.life().filter(SimProcess::isPaused).ifPresent(network::paused);
        }
        FactId fork = faults.tellFork(start.sentence());
        start.underWay().forEach(lost -> tellWorld(lost, Optional.of(fork)));
        start.starting().forEach(this::boot);
        start.later().forEach(line -> queue.plan(new LaterLine(line), line.nanos()));
    }

    /** What was done to the other run after the moment from which this one goes on is done to this one too. */
    private final class LaterLine extends Event {
        private final SimStart.Line line;

        private LaterLine(SimStart.Line line) {
            this.line = line;
        }

        @Override
        void happen() {
            faults.applyAgain(line);
        }
    }

    public SimOptions options() {
        return options;
    }

    /** Virtual time: nanoseconds since the nodes were booted. */
    public long now() {
        return now;
    }

    /** How many events have happened. */
    public long events() {
        return events;
    }

    /** How many facts have been told. */
    public long told() {
        return told;
    }

    // Time.

    /** When the next event is due; {@link Long#MAX_VALUE} when nothing will ever happen unless somebody acts. */
    public long nextEventAt() {
        return queue.nextAt();
    }

    /** Lets the next event happen. Answers false when there is none. */
    public boolean step() {
        Event next = queue.poll();
        if (next == null) {
            return false;
        }
        now = next.at;
        events++;
        next.happen();
        return true;
    }

    /** Lets everything happen up to this time, it included, which is then the present. Never goes back. */
    public void runUntil(long nanos) {
        while (queue.nextAt() <= nanos) {
            step();
        }
        now = Math.max(now, nanos);
    }

    /** Lets time pass up to this, or to the next event if that is earlier, which does not happen yet. */
    void waitUntil(long nanos) {
        now = Math.max(now, Math.min(nanos, queue.nextAt()));
    }

    public void runFor(long nanos) {
        runUntil(now + nanos);
    }

    /**
     * Lets events happen until one of them has made the condition true.
     *
     * @return false when that was not before this much time had passed, which it then has
     */
    public boolean runUntil(BooleanSupplier condition, long nanosMax) {
        long end = now + nanosMax;
        while (!condition.getAsBoolean()) {
            if (queue.nextAt() > end) {
                now = end;
                return false;
            }
            step();
        }
        return true;
    }

    // What can be seen.

    /** The node that a quorum follows. */
    public Optional<NodeId> leader() {
        return history().nameOf(history().leader());
    }

    /** What the facts told so far mean, but for those of {@link Leadership#isTurn no turn}; to be read only. */
    public History history() {
        return leaders.history();
    }

    /** As the fault language sees it. */
    public SelectorContext picture() {
        return leaders.picture();
    }

    public FaultState faults() {
        return faults.state();
    }

    /** What the node's core knows; empty while it has no process. */
    public Optional<RaftState> state(NodeId node) {
        return host(node).life().map(SimProcess::state);
    }

    /** In the order in which they will arrive. */
    public List<InFlight> inFlight() {
        return handWork.inFlight();
    }

    // What can be done.

    /** Applies a fault, now. */
    public World.Outcome apply(Fault fault) {
        return faults.apply(fault);
    }

    /** Loses a message that is under way, with the copies of it that are. */
    public World.Outcome drop(FactId message) {
        return handWork.drop(message);
    }

    /** Lets a message take so much longer; later ones may overtake it. */
    public World.Outcome delay(FactId message, long nanos) {
        return handWork.delay(message, nanos);
    }

    /** Lets a message arrive once more, at the same time. */
    public World.Outcome duplicate(FactId message) {
        return handWork.duplicate(message);
    }

    /**
     * Lets the node's process die at the {@code nth} time, from 1, that it passes this point of its driver's work; does
     * nothing when it dies otherwise before. {@code restart} starts it again.
     */
    public void crashAt(NodeId node, CrashPoint point, int nth) {
        host(node).crashAt(point, nth);
    }

    /** Kills the process without a line of the fault language, so that {@code heal} does not count it as its own. */
    public void kill(NodeId node) {
        host(node).end("killed");
    }

    /** Starts the node if it does not run, without a line of the fault language. */
    public void boot(NodeId node) {
        host(node).boot(faults.state().setupFor(node));
    }

    // For those who make it up.

    EventQueue queue() {
        return queue;
    }

    SimNetwork network() {
        return network;
    }

    /** Who writes to the store in a process of a node, where there is a store. */
    Optional<SimWriter> writerFor(SimProcess life, Stamper of) {
        return store.map(one -> new SimWriter(life, one, options.store().orElseThrow(), of));
    }

    SimFaults lines() {
        return faults;
    }

    SimHost host(NodeId id) {
        // The same few objects come again and again: a look at each is cheaper than any map.
        for (int i = 0; i < hosts.size(); i++) {
            if (hosts.get(i).id().equals(id)) {
                return hosts.get(i);
            }
        }
        throw new IllegalArgumentException(id + " is not one of " + options.members());
    }

    void tell(StampedFact fact) {
        told++;
        leaders.hear(fact);
        sink.tell(fact);
    }

    FactId tellWorld(Fact fact, Optional<FactId> cause) {
        return stamper.tell(fact, cause).id();
    }

    void tellBegan(NodeId node, long pid) {
        stamper.tell(new ProcessBegan(node, pid), Optional.empty());
    }

    void tellEnded(NodeId node, String how) {
        stamper.tell(new ProcessEnded(node, how), Optional.empty());
    }

    /** Tells of a message's end that no running node can know of. */
    void tellLost(Envelope<RaftMessage> envelope, long lamport, LossReason reason, Optional<FactId> fault) {
        stamper.heard(lamport);
        Fact lost = Gate.lossOf(envelope, reason, fault);
        stamper.tell(lost, envelope.id());
    }
}
