package dev.raftbeat.sim;

import dev.raftbeat.drive.Stamper;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.store.Store;
import dev.raftbeat.store.StoreContents;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.store.Write;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The store beside a simulated cluster: on a host of its own that never fails, reached by every node whatever is cut
 * between the nodes. Writes of one node never overtake each other on their way.
 */
final class SimStore {
    private final SimCluster world;
    private final Store store;
    private final Stamper stamper;
    private final SplittableRandom random;
    private final SortedMap<NodeId, Long> lastArrival = new TreeMap<>();

    SimStore(SimCluster world, StoreGuard guard, SplittableRandom random) {
        this.world = world;
        this.random = random;
        store = new Store(guard, StoreContents.EMPTY);
        stamper = new Stamper(NodeId.STORE, 1, world::now, world::tell);
    }

    void open() {
        stamper.tell(store.opened(), Optional.empty());
    }

    /** @param lamport the stamp of {@code sent}, the fact that told of the sending */
    void send(Write write, FactId sent, long lamport) {
        long arrival = world.now() + SimOptions.ROOM.nanos(random.nextDouble());
        long inOrder = Math.max(arrival, lastArrival.getOrDefault(write.writer(), 0L));
        lastArrival.put(write.writer(), inOrder);
        world.queue().plan(new Arrival(write, sent, lamport), inOrder);
    }

    /** What has left its writer arrives, whatever becomes of the writer meanwhile. */
    private final class Arrival extends Event {
        private final Write write;
        private final FactId sent;
        private final long lamport;

        private Arrival(Write write, FactId sent, long lamport) {
            this.write = write;
            this.sent = sent;
            this.lamport = lamport;
        }

        @Override
        void happen() {
            stamper.heard(lamport);
            stamper.tell(store.offer(write), Optional.of(sent));
        }
    }
}
