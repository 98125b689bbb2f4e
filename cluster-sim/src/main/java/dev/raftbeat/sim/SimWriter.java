package dev.raftbeat.sim;

import dev.raftbeat.drive.Stamper;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.WriteSent;
import dev.raftbeat.store.Acknowledged;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.store.Writer;
import dev.raftbeat.store.WriterBelief;

/** The writer in one process of a node: it beats by the node's clock, and stands still and dies with the process. */
final class SimWriter {
    private final SimProcess life;
    private final SimStore store;
    private final Stamper stamper;
    private final Writer writer;
    private final WriterBelief belief;
    private long dueNanos;

    SimWriter(SimProcess life, SimStore store, StoreGuard guard, Stamper stamper) {
        this.life = life;
        this.store = store;
        this.stamper = stamper;
        writer = new Writer(life.host().id(), guard);
        belief = new WriterBelief(writer);
    }

    /** The first beat comes with the first of the node: what led nothing yet has nothing to write. */
    void begin() {
        dueNanos = now() + life.settings().heartbeatNanos();
        plan();
    }

    void hear(StampedFact fact) {
        belief.tell(fact);
    }

    /** The node's own clock. */
    private long now() {
        SimHost host = life.host();
        return host.clock().now(host.world().now());
    }

    private void plan() {
        SimCluster world = life.host().world();
        world.queue().plan(new Beat(life), life.host().clock().hostTimeOf(dueNanos, world.now()));
    }

    private void beat() {
        long now = now();
        // Otherwise its clock was slowed meanwhile, and its time has not come.
        if (now >= dueNanos) {
            long heartbeat = life.settings().heartbeatNanos();
            dueNanos = Math.max(now, dueNanos + heartbeat);
            write(now, heartbeat);
        }
        plan();
    }

    private void write(long now, long heartbeat) {
        int members = life.host().world().options().members().size();
        Writer.Standing standing =
                new Writer.Standing(belief.term(), Acknowledged.byQuorum(life.state(), members, now));
        Writer.Turn turn = writer.beat(standing, now, heartbeat);
        turn.send().ifPresent(write -> {
            StampedFact sent = stamper.tell(new WriteSent(write.term(), write.sequence()), belief.elected());
            store.send(write, sent.id(), sent.lamport());
        });
        turn.ranOut().ifPresent(fact -> stamper.tell(fact, belief.elected()));
    }

    private final class Beat extends ProcessEvent {
        private Beat(SimProcess life) {
            super(life);
        }

        @Override
        void arrive() {
            beat();
        }
    }
}
