package dev.raftbeat.lab.topology;

import java.util.SplittableRandom;

/**
 * Gossip of heartbeat counters (van Renesse, Minsky and Hayden, Middleware 1998): in each interval a member raises its own
 * counter and sends its whole table of counters to one other, drawn at random, who keeps the higher of each. A member
 * whose counter has not risen for the failure timeout is declared dead.
 *
 * <p>The paper forgets the dead after a second timeout, so that an old table does not bring them back. Here their counters
 * are kept, and only a higher one brings a member back.
 */
final class CounterMember implements Member {
    private final int self;
    private final int members;
    private final TopologySettings settings;
    private final long timeoutNanos;
    private final SplittableRandom random;
    private final int[] counters;
    private final SilenceQueue silences;
    private long nextBeat;

    CounterMember(int self, int members, TopologySettings settings, SplittableRandom random) {
        this.self = self;
        this.members = members;
        this.settings = settings;
        this.random = random;
        timeoutNanos = (long) (Formulas.gossipTimeout(members, settings.lossProbability()) * settings.intervalNanos());
        counters = new int[members];
        silences = new SilenceQueue(0, members);
    }

    @Override
    public void start(long now, MemberOutput out) {
        nextBeat = now;
        for (int member = 0; member < members; member++) {
            if (member != self) {
                silences.heard(member, now + settings.intervalNanos());
            }
        }
        wake(now, out);
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        int[] heard = packet.counters;
        for (int member = 0; member < heard.length; member++) {
            if (heard[member] > counters[member] && member != self) {
                counters[member] = heard[member];
                if (!silences.watches(member)) {
                    out.hold(member, MemberStatus.TRUSTED);
                }
                silences.heard(member, now);
            }
        }
    }

    @Override
    public void wake(long now, MemberOutput out) {
        if (now >= nextBeat) {
            counters[self]++;
            int drawn = random.nextInt(members - 1);
            out.send(drawn < self ? drawn : drawn + 1, Packet.table(counters.clone()));
            nextBeat = settings.after(nextBeat, now);
        }
        while (silences.deadline(timeoutNanos) <= now) {
            int silent = silences.longest();
            silences.forget(silent);
            out.hold(silent, MemberStatus.DEAD);
        }
    }

    @Override
    public long wakeAt() {
        return Math.min(nextBeat, silences.deadline(timeoutNanos));
    }

    @Override
    public long memoryBytes() {
        return (long) members * (SilenceQueue.BYTES + Integer.BYTES);
    }
}
