package dev.raftbeat.lab.membership;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The workers that a monitor knows: so many names, and so many bytes of metadata.
 *
 * <p>Names are shared among the addresses that bring them. The dead make room for the living. When all are alive, the
 * address with the most names gives up its newest one for an address that has fewer, so that a few addresses that name
 * all they can keep nobody else out. A worker that is known is never refused.
 */
final class Roster {
    private final MonitorRules.Bounds bounds;
    private final NavigableMap<String, MonitoredWorker> members = new TreeMap<>();
    private final NavigableMap<String, Integer> named = new TreeMap<>();
    private long bytesBeyondShares;

    Roster(MonitorRules.Bounds bounds) {
        this.bounds = bounds;
    }

    /**
     * Whether another name may come in.
     *
     * @param dropped who was forgotten for it
     * @param refusal why not; empty when it may
     */
    record Room(Optional<MonitoredWorker> dropped, String refusal) {
        boolean granted() {
            return refusal.isEmpty();
        }
    }

    Optional<MonitoredWorker> find(String name) {
        return Optional.ofNullable(members.get(name));
    }

    Collection<MonitoredWorker> all() {
        return members.values();
    }

    /** The next workers in the order of their names, at most so many. */
    List<MonitoredWorker> after(String name, int most) {
        return members.tailMap(name, false).values().stream().limit(most).toList();
    }

    boolean isFull() {
        return members.size() >= bounds.members();
    }

    /** Makes room for one more name of this address, if there may be one. */
    Room room(String client) {
        int count = named.getOrDefault(client, 0);
        if (count >= bounds.perClient()) {
            Optional<MonitoredWorker> dead =
                    longestDead(member -> member.client().equals(client));
            return dropping(dead, client + " has already named " + count + " workers, as many as one address may");
        }
        if (!isFull()) {
            return new Room(Optional.empty(), "");
        }
        Optional<MonitoredWorker> leaving = longestDead(any -> true);
        if (leaving.isEmpty()) {
            leaving = newestOfTheLargest(count);
        }
        return dropping(
                leaving,
                "this monitor already knows " + members.size() + " workers, as many as it takes, and no address has "
                        + "named so many more than " + client + " that it had to give one up");
    }

    private Room dropping(Optional<MonitoredWorker> leaving, String refusal) {
        leaving.ifPresent(this::remove);
        return new Room(leaving, leaving.isPresent() ? "" : refusal);
    }

    private Optional<MonitoredWorker> longestDead(Predicate<MonitoredWorker> among) {
        return members.values().stream()
                .filter(member -> member.state().gone())
                .filter(among)
                .min(Comparator.comparingLong(MonitoredWorker::stateNanos));
    }

    /** Of the address with the most names, if it has at least two more than {@code count}. */
    private Optional<MonitoredWorker> newestOfTheLargest(int count) {
        String largest = "";
        int most = count + 1;
        for (Map.Entry<String, Integer> each : named.entrySet()) {
            if (each.getValue() > most) {
                largest = each.getKey();
                most = each.getValue();
            }
        }
        String holder = largest;
        return members.values().stream()
                .filter(member -> member.client().equals(holder))
                .max(Comparator.comparingLong(MonitoredWorker::knownSinceOwn));
    }

    void add(MonitoredWorker member) {
        members.put(member.nodeId(), member);
        named.merge(member.client(), 1, Integer::sum);
    }

    void remove(MonitoredWorker member) {
        members.remove(member.nodeId());
        release(member.client());
        bytesBeyondShares -= member.bytesBeyondShare();
    }

    private void release(String client) {
        named.computeIfPresent(client, (any, count) -> count == 1 ? null : count - 1);
    }

    /** A worker that others told of is heard here: it counts as this address's own from now on. */
    void claim(MonitoredWorker member, String client) {
        if (!member.claimed()) {
            release(member.client());
            member.claim(client);
            named.merge(client, 1, Integer::sum);
        }
    }

    /** The heartbeat as far as there is memory for its metadata. */
    WorkerHeartbeat fitting(WorkerHeartbeat beat, long countedBeyondShare) {
        long beyond = beyondShare(beat);
        boolean fits = beyond == 0 || bytesBeyondShares - countedBeyondShare + beyond <= bounds.metadataBytes() / 2;
        return fits ? beat : beat.withoutExtras();
    }

    private long beyondShare(WorkerHeartbeat beat) {
        return Math.max(0, beat.metadataBytes() - bounds.metadataShare());
    }

    /** Counts what this worker's metadata take, after they may have changed. */
    void recount(MonitoredWorker member) {
        long beyond = beyondShare(member.last());
        bytesBeyondShares += beyond - member.bytesBeyondShare();
        member.countBeyondShare(beyond);
    }

    /** Forgets those that are dead for long, and tells who they were. */
    List<MonitoredWorker> forget(long nowNanos) {
        List<MonitoredWorker> gone = new ArrayList<>();
        for (MonitoredWorker member : members.values()) {
            if (member.deadFor(bounds.forgetNanos(), nowNanos)) {
                gone.add(member);
            }
        }
        gone.forEach(this::remove);
        return gone;
    }
}
