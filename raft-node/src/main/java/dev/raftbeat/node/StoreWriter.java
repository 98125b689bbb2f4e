package dev.raftbeat.node;

import dev.raftbeat.drive.Stamper;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.store.Acknowledged;
import dev.raftbeat.store.Write;
import dev.raftbeat.store.WriteLine;
import dev.raftbeat.store.Writer;
import dev.raftbeat.store.WriterBelief;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The writer beside a node, in its process and on its loop, by its clock: it stands still when the node does. Only the
 * sending has a thread of its own, because a store may be slow and a node must not be.
 */
final class StoreWriter implements FactSink, AutoCloseable {
    private final NodeOptions options;
    private final NodeClock clock;
    private final Writer writer;
    private final WriterBelief belief;
    private final StoreClient client;
    private Optional<Work> work = Optional.empty();
    private long dueNanos;

    /** What it needs of its node, which is put together after it. */
    private record Work(
            ScheduledExecutorService loop, Stamper stamper, Supplier<RaftState> state, Supplier<Long> heartbeatNanos) {}

    StoreWriter(NodeOptions options, StoreLink link, NodeClock clock) {
        this.options = options;
        this.clock = clock;
        writer = new Writer(options.id(), link.guard());
        belief = new WriterBelief(writer);
        client = new StoreClient(options.id(), link.address());
    }

    /** Hears what its node tells. On the loop. */
    @Override
    public void tell(StampedFact fact) {
        belief.tell(fact);
    }

    /** Beats from now on. On the loop. */
    void begin(
            ScheduledExecutorService loop, Stamper stamper, Supplier<RaftState> state, Supplier<Long> heartbeatNanos) {
        Work begun = new Work(loop, stamper, state, heartbeatNanos);
        work = Optional.of(begun);
        dueNanos = clock.now(System.nanoTime()) + begun.heartbeatNanos.get();
        plan(begun);
    }

    private void plan(Work begun) {
        long delay = clock.hostDelayUntil(dueNanos, System.nanoTime());
        // Its answer is of no use: the loop ends with the node, and what was planned on it then never comes.
        Object ignored = begun.loop.schedule(this::beat, delay, TimeUnit.NANOSECONDS);
    }

    private void beat() {
        Work begun = work.orElseThrow();
        long now = clock.now(System.nanoTime());
        // Otherwise its clock was slowed meanwhile, and its time has not come.
        if (now >= dueNanos) {
            long heartbeat = begun.heartbeatNanos.get();
            dueNanos = Math.max(now, dueNanos + heartbeat);
            write(begun, now, heartbeat);
        }
        plan(begun);
    }

    private void write(Work begun, long now, long heartbeat) {
        Writer.Standing standing = new Writer.Standing(
                belief.term(),
                Acknowledged.byQuorum(begun.state.get(), options.members().size(), now));
        Writer.Turn turn = writer.beat(standing, now, heartbeat);
        turn.send().ifPresent(write -> send(begun, write));
        turn.ranOut().ifPresent(fact -> begun.stamper.tell(fact, belief.elected()));
    }

    private void send(Work begun, Write write) {
        StampedFact sent = begun.stamper.tell(new WriteSent(write.term(), write.sequence()), belief.elected());
        client.send(new WriteLine(write, Optional.of(sent.id()), sent.lamport()));
    }

    @Override
    public void close() {
        client.close();
    }
}
