package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.topology.Packet.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * A ring: each member sends its heartbeats to the next, and watches the one before. Whoever declares its predecessor dead
 * asks the one before that for its heartbeats, and tells the next member, which tells its own next, all the way round.
 * Heartbeats repeat recent news, so that a lost message delays it by an interval and does not end it, and a new neighbour
 * is told everything.
 *
 * <p>Every change of opinion about a member has a version, and a higher one overrides. A member that hears itself declared
 * dead knows that it was the one cut off or stopped: it takes all for alive again, and starts anew.
 */
final class RingMember implements Member {
    private static final int REPEATS = 3;
    private static final int IN_A_BEAT = 64;
    private static final int VERSION_BITS = 20;

    private static final class Recent {
        final long item;
        int left = REPEATS;

        Recent(long item) {
            this.item = item;
        }
    }

    private final int self;
    private final int members;
    private final TopologySettings settings;
    private final Differences known = new Differences();
    private final List<Recent> recent = new ArrayList<>(0);
    private int next;
    private int watched;
    private long heardAt;
    private long nextBeat;

    RingMember(int self, int members, TopologySettings settings) {
        this.self = self;
        this.members = members;
        this.settings = settings;
        next = (self + 1) % members;
        watched = (self + members - 1) % members;
    }

    private static long item(int subject, int version, boolean dead) {
        return ((long) subject << VERSION_BITS | version) << 1 | (dead ? 1 : 0);
    }

    private boolean dead(int member) {
        return (known.get(member) & 1) != 0;
    }

    /** How many steps back a member is: 1 for the one before. */
    private int back(int member) {
        return Math.floorMod(self - member, members);
    }

    @Override
    public void start(long now, MemberOutput out) {
        nextBeat = now;
        heardAt = now + settings.intervalNanos();
        wake(now, out);
    }

    @Override
    public void wake(long now, MemberOutput out) {
        if (now >= heardAt + settings.timeoutNanos() && watched != self) {
            int silent = watched;
            judge(silent, true, out);
            watch(before(silent), now);
            out.send(watched, Packet.of(Kind.REDIRECT, 0, self));
        }
        if (now >= nextBeat) {
            if (next != self) {
                out.send(next, Packet.of(Kind.BEAT, 0, 0, repeated()));
            }
            nextBeat = settings.after(nextBeat, now);
        }
    }

    private void watch(int member, long now) {
        watched = member;
        heardAt = now;
    }

    private int before(int member) {
        int at = member;
        do {
            at = (at + members - 1) % members;
        } while (at != self && dead(at));
        return at;
    }

    private int after(int member) {
        int at = member;
        do {
            at = (at + 1) % members;
        } while (at != self && dead(at));
        return at;
    }

    private long[] repeated() {
        long[] items = new long[Math.min(IN_A_BEAT, recent.size())];
        for (int i = 0; i < items.length; i++) {
            Recent one = recent.get(i);
            items[i] = one.item;
            one.left--;
        }
        recent.removeIf(one -> one.left <= 0);
        return items;
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        if (packet.kind == Kind.REDIRECT) {
            turnTo(packet.other, out);
            return;
        }
        if (packet.kind == Kind.BEAT) {
            heard(from, now, out);
        }
        List<Long> fresh = new ArrayList<>(packet.items.length);
        for (long item : packet.items) {
            if (learn(item, now, out)) {
                fresh.add(item);
            }
        }
        if (!fresh.isEmpty()) {
            tell(fresh, out);
        }
    }

    private void heard(int from, long now, MemberOutput out) {
        if (from == watched) {
            heardAt = now;
        } else if (back(from) < back(watched) || dead(from)) {
            // It is back, and nearer than the one watched for it meanwhile, who is to beat for it again.
            if (dead(from)) {
                judge(from, false, out);
            }
            int other = watched;
            watch(from, now);
            if (other != self) {
                out.send(other, Packet.of(Kind.REDIRECT, 0, from));
            }
        } else {
            out.send(from, Packet.of(Kind.REDIRECT, 0, watched));
        }
    }

    private void judge(int subject, boolean dead, MemberOutput out) {
        long item = item(subject, (known.get(subject) >> 1) + 1, dead);
        become(subject, item, out);
        tell(List.of(item), out);
    }

    private boolean learn(long item, long now, MemberOutput out) {
        int subject = (int) (item >>> VERSION_BITS + 1);
        // The version, and of two changes at the same time the worse one: otherwise half the ring would keep each.
        int said = (int) item & (1 << VERSION_BITS + 1) - 1;
        int held = known.get(subject);
        if (subject == self) {
            if (said > held) {
                startAnew(said >> 1, now, out);
            } else if ((said & 1) != 0) {
                tell(List.of(item(self, held >> 1, false)), out);
            }
            return false;
        }
        if (said <= held) {
            return false;
        }
        become(subject, item, out);
        if (subject == next && dead(subject)) {
            turnTo(after(subject), out);
        }
        if (subject == watched && dead(subject)) {
            watch(before(subject), now);
            out.send(watched, Packet.of(Kind.REDIRECT, 0, self));
        }
        return true;
    }

    private void become(int subject, long item, MemberOutput out) {
        boolean wasDead = dead(subject);
        boolean isDead = (item & 1) != 0;
        int version = (int) (item >>> 1) & (1 << VERSION_BITS) - 1;
        known.put(subject, version << 1 | (isDead ? 1 : 0));
        if (wasDead != isDead) {
            out.hold(subject, isDead ? MemberStatus.DEAD : MemberStatus.TRUSTED);
        }
    }

    /** A new neighbour is told all there is to know: what was sent to the one before it may have been lost with it. */
    private void turnTo(int neighbour, MemberOutput out) {
        if (neighbour == next || neighbour == self) {
            return;
        }
        next = neighbour;
        int[] differing = known.members();
        long[] items = new long[differing.length];
        for (int i = 0; i < items.length; i++) {
            int held = known.get(differing[i]);
            items[i] = item(differing[i], held >> 1, (held & 1) != 0);
        }
        if (items.length > 0) {
            out.send(next, Packet.of(Kind.NEWS, 0, 0, items));
        }
    }

    /** Somebody held this member dead: it was the one that was away. */
    private void startAnew(int version, long now, MemberOutput out) {
        for (int member : known.members()) {
            if (dead(member)) {
                known.put(member, known.get(member) & ~1);
                out.hold(member, MemberStatus.TRUSTED);
            }
        }
        recent.clear();
        known.put(self, version + 1 << 1);
        turnTo((self + 1) % members, out);
        watch((self + members - 1) % members, now);
        tell(List.of(item(self, version + 1, false)), out);
    }

    private void tell(List<Long> items, MemberOutput out) {
        items.forEach(item -> recent.add(new Recent(item)));
        if (next != self) {
            out.send(
                    next,
                    Packet.of(
                            Kind.NEWS,
                            0,
                            0,
                            items.stream().mapToLong(item -> item).toArray()));
        }
    }

    @Override
    public long wakeAt() {
        return watched == self ? nextBeat : Math.min(nextBeat, heardAt + settings.timeoutNanos());
    }

    /** The list of members, which it needs to find the next living one. */
    @Override
    public long memoryBytes() {
        return 9L * members;
    }
}
