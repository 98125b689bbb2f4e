package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.Member;
import dev.raftbeat.lab.topology.MemberOutput;
import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.lab.topology.Packet;
import dev.raftbeat.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A group of members in virtual time, and the network between them. One draw a message decides how long it takes and
 * whether it is lost, so that more loss shifts nothing else. Handling a message costs no time: what a busy monitor would
 * need for it is shown as its rate of messages instead.
 */
final class SimulatedGroup implements MemberOutput {
    /** So often, in events, it is asked whether to go on. */
    private static final int LOOK_EVENTS = 1 << 12;

    private static final double TWO_TO_32 = 4294967296.0;

    private record Letter(int from, Packet packet) {}

    private final Member[] members;
    private final LatencyModel wire;
    private final GroupObserver observer;
    private final SplittableRandom random;
    private final EventWheel wheel = new EventWheel();
    private final long[] wakes;
    private final boolean[] dead;
    private final boolean[] paused;
    private final boolean[] island;
    private final long[] stalledUntil;
    private final List<List<Letter>> mail = new ArrayList<>();
    private final Traffic traffic;
    private final Progress progress;
    private boolean divided;
    private int acting;
    private long now;
    private long events;

    SimulatedGroup(
            Member[] members, LatencyModel wire, GroupObserver observer, SplittableRandom random, Progress progress) {
        this.members = members;
        this.progress = progress;
        this.wire = wire;
        this.observer = observer;
        this.random = random;
        int count = members.length;
        wakes = new long[count];
        Arrays.fill(wakes, Member.NEVER);
        dead = new boolean[count];
        paused = new boolean[count];
        island = new boolean[count];
        stalledUntil = new long[count];
        traffic = new Traffic(count);
        for (int i = 0; i < count; i++) {
            mail.add(null);
        }
    }

    Traffic traffic() {
        return traffic;
    }

    long events() {
        return events;
    }

    long now() {
        return now;
    }

    /** A member begins now. */
    private void start(int member) {
        acting = member;
        members[member].start(now, this);
        arm(member);
    }

    /** All begin, each at its time; of those at one time, the first one first. */
    void startAll(long[] at) {
        int[] inOrder = IntStream.range(0, at.length)
                .boxed()
                .sorted((a, b) -> at[a] != at[b] ? Long.compare(at[a], at[b]) : Integer.compare(a, b))
                .mapToInt(i -> i)
                .toArray();
        for (int member : inOrder) {
            runUntil(at[member]);
            start(member);
        }
    }

    /**
     * Lets everything happen that is due before a time, and moves on to it.
     *
     * @throws dev.raftbeat.progress.StoppedException when the work is to end
     */
    void runUntil(long until) {
        for (EventWheel.Entry entry = wheel.next(until); entry != null; entry = wheel.next(until)) {
            now = Math.max(now, entry.time());
            events++;
            if (events % LOOK_EVENTS == 0) {
                progress.check();
            }
            if (entry.from() == EventWheel.WAKE) {
                wake(entry.to(), entry.time());
            } else {
                deliver(entry.from(), entry.to(), entry.packet());
            }
        }
        now = until;
    }

    private void wake(int member, long due) {
        if (wakes[member] != due) {
            return;
        }
        wakes[member] = Member.NEVER;
        if (dead[member] || paused[member]) {
            return;
        }
        if (members[member].wakeAt() <= now) {
            acting = member;
            members[member].wake(now, this);
        }
        arm(member);
    }

    private void arm(int member) {
        long at = Math.max(now, members[member].wakeAt());
        if (at < wakes[member]) {
            wakes[member] = at;
            wheel.add(at, member, EventWheel.WAKE, null);
        }
    }

    private void deliver(int from, int to, Packet packet) {
        if (dead[to] || divided && island[from] != island[to]) {
            return;
        }
        if (stalledUntil[to] > now) {
            wheel.add(stalledUntil[to], to, from, packet);
            return;
        }
        traffic.received(to, packet.bytes());
        if (paused[to]) {
            mail.get(to).add(new Letter(from, packet));
            return;
        }
        acting = to;
        members[to].receive(from, packet, now, this);
        arm(to);
    }

    @Override
    public void send(int to, Packet packet) {
        traffic.sent(acting, packet.bytes());
        long drawn = random.nextLong();
        boolean lost = (drawn & 0xFFFFFFFFL) / TWO_TO_32 < wire.lossProbability();
        observer.sent(acting, to, packet, lost, now);
        if (lost) {
            return;
        }
        long span = wire.latencyMaxNanos() - wire.latencyMinNanos();
        long latency = wire.latencyMinNanos() + ((drawn >>> 33) * (span + 1) >>> 31);
        wheel.add(Math.max(now, stalledUntil[acting]) + latency, to, acting, packet);
    }

    @Override
    public void hold(int subject, MemberStatus opinion) {
        observer.hold(acting, subject, opinion, now);
    }

    void crash(int member) {
        dead[member] = true;
    }

    /** One that crashed goes on with what it knew; what was sent to it meanwhile is gone. */
    void revive(int member) {
        dead[member] = false;
        arm(member);
    }

    /** It stands still as a whole; what reaches it waits. */
    void pause(int member) {
        paused[member] = true;
        mail.set(member, new ArrayList<>());
    }

    /** It goes on: first it takes in all that has arrived, as the driver of a real node does, then it looks at its clock. */
    void resume(int member) {
        paused[member] = false;
        acting = member;
        for (Letter letter : mail.get(member)) {
            members[member].receive(letter.from(), letter.packet(), now, this);
        }
        mail.set(member, null);
        arm(member);
    }

    /** Cuts these members off from all others, both ways; what is on its way is lost. */
    void divide(int[] cutOff) {
        divided = true;
        for (int member : cutOff) {
            island[member] = true;
        }
    }

    void rejoin() {
        divided = false;
    }

    /** Until then nothing that it sends leaves and nothing that arrives is read, while its timers go on. */
    void stall(int member, long until) {
        stalledUntil[member] = until;
    }
}
