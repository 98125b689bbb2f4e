package dev.raftbeat.sim;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a simulated cluster is, before anything is done to it.
 *
 * @param members one to nine, in the order people count them
 * @param settings those that every node begins with
 * @param seed from which everything random follows
 * @param latency how long a message takes, one way, by link; messages of one link never overtake each other
 * @param disk how long it takes until a ballot is durable
 * @param driftPpmMax how many parts in a million a host's clock may be wrong, either way; each host's own is drawn
 * @param variant what may be wrong with the nodes
 * @param start the moment of another run from which this one goes on; empty to boot all nodes
 * @param store what guards the store that whoever leads writes to; empty for no store
 */
public record SimOptions(
        List<NodeId> members,
        Settings settings,
        long seed,
        Function<Link, Delays> latency,
        Delays disk,
        double driftPpmMax,
        SimVariant variant,
        Optional<SimStart> start,
        Optional<StoreGuard> store) {
    /** One machine room: 0.2 to 1 ms one way. */
    public static final Delays ROOM = Delays.uniform(200_000, 1_000_000);

    /** A disk that forces a block in half a millisecond to two. */
    public static final Delays FLASH = Delays.uniform(500_000, 2_000_000);

    private static final double DRIFT_PPM_MAX = 100_000;

    public SimOptions {
        members = List.copyOf(members);
        if (!(driftPpmMax >= 0 && driftPpmMax <= DRIFT_PPM_MAX)) {
            throw new IllegalArgumentException("a clock drifts by 0 to " + DRIFT_PPM_MAX + " parts in a million");
        }
    }

    /** A machine room with quick disks and true clocks. */
    public static SimOptions of(WorldSpec spec) {
        return new SimOptions(
                spec.members(),
                spec.settings(),
                spec.seed(),
                link -> ROOM,
                FLASH,
                0,
                SimVariant.NONE,
                Optional.empty(),
                spec.store());
    }

    public SimOptions withSeed(long otherSeed) {
        return new SimOptions(members, settings, otherSeed, latency, disk, driftPpmMax, variant, start, store);
    }

    /** The same on every link. */
    public SimOptions withLatency(Delays everywhere) {
        return withLatencyByLink(link -> everywhere);
    }

    public SimOptions withLatencyByLink(Function<Link, Delays> byLink) {
        return new SimOptions(members, settings, seed, byLink, disk, driftPpmMax, variant, start, store);
    }

    public SimOptions withDisk(Delays delays) {
        return new SimOptions(members, settings, seed, latency, delays, driftPpmMax, variant, start, store);
    }

    public SimOptions withDrift(double ppmMax) {
        return new SimOptions(members, settings, seed, latency, disk, ppmMax, variant, start, store);
    }

    public SimOptions withVariant(SimVariant other) {
        return new SimOptions(members, settings, seed, latency, disk, driftPpmMax, other, start, store);
    }

    /** The same members, going on from a moment of another run; without a store, whose contents that run did not tell. */
    public SimOptions withStart(SimStart moment) {
        return new SimOptions(
                moment.members(),
                settings,
                seed,
                latency,
                disk,
                driftPpmMax,
                variant,
                Optional.of(moment),
                Optional.empty());
    }
}
