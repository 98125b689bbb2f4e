package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.lab.topology.Packet;
import dev.raftbeat.lab.topology.Topologies;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.progress.Progress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A small group to be looked at: whoever owns it moves its time, kills members and lets them come back. The same seed and
 * the same calls give the same run. Not for use by two threads.
 */
public final class WatchedGroup implements GroupObserver {
    /** As many can be read at a glance. */
    public static final int MEMBERS = 12;

    private static final int CHANGES_MAX = 2_000;
    private static final int NEVER = -1;

    private final TopologyKind kind;
    private final Plan plan;
    private final SimulatedGroup group;
    private final boolean[] dead = new boolean[MEMBERS];
    private final MemberStatus[][] opinions = new MemberStatus[MEMBERS][MEMBERS];
    /** When a message was last sent from one to another, and whether it was lost. */
    private final long[][] sentAt = new long[MEMBERS][MEMBERS];

    private final boolean[][] sentLost = new boolean[MEMBERS][MEMBERS];
    private final Deque<Change> changes = new ArrayDeque<>();
    private long told;

    /**
     * Something that is worth a sentence.
     *
     * @param atNanos virtual time
     */
    public record Change(long atNanos, String sentence) {}

    /** @param plan of which settings and network count, and nothing else */
    public WatchedGroup(TopologyKind kind, Plan plan, long seed) {
        this.kind = kind;
        this.plan = plan;
        for (int member = 0; member < MEMBERS; member++) {
            Arrays.fill(opinions[member], MemberStatus.TRUSTED);
            Arrays.fill(sentAt[member], NEVER);
        }
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom starts = root.split();
        SplittableRandom network = root.split();
        group = new SimulatedGroup(
                Topologies.members(kind, MEMBERS, plan.settings(), root), plan.wire(), this, network, new Progress());
        long[] at = new long[MEMBERS];
        Arrays.setAll(at, member -> starts.nextLong(plan.settings().intervalNanos()));
        group.startAll(at);
    }

    public TopologyKind kind() {
        return kind;
    }

    /** Between heartbeats, or a period, in nanoseconds. */
    public long intervalNanos() {
        return plan.settings().intervalNanos();
    }

    /** Virtual time in nanoseconds. */
    public long now() {
        return group.now();
    }

    /** Lets everything happen that is due by then; a time in the past changes nothing. */
    public void runUntil(long untilNanos) {
        if (untilNanos > group.now()) {
            group.runUntil(untilNanos);
        }
    }

    /** How a member is called: {@code m1} is the first. */
    public static String name(int member) {
        return "m" + (member + 1);
    }

    /** Whether it does nothing but watch others. */
    public boolean isWatcher(int member) {
        return member < Topologies.watchers(kind);
    }

    public boolean isDead(int member) {
        return dead[member];
    }

    /** It ends at once. One that is dead stays so. */
    public void kill(int member) {
        if (!dead[member]) {
            dead[member] = true;
            group.crash(member);
            note(name(member) + " is killed");
        }
    }

    /** It comes back with what it knew. One that lives goes on. */
    public void revive(int member) {
        if (dead[member]) {
            dead[member] = false;
            note(name(member) + " comes back with what it knew");
            group.revive(member);
        }
    }

    /** What one member holds of another. */
    public MemberStatus opinion(int observer, int subject) {
        return opinions[observer][subject];
    }

    /** How many members that live hold this of one. */
    public int count(int subject, MemberStatus opinion) {
        int count = 0;
        for (int observer = 0; observer < MEMBERS; observer++) {
            boolean holds = !dead[observer] && observer != subject && opinions[observer][subject] == opinion;
            count += holds ? 1 : 0;
        }
        return count;
    }

    /** Whether a message went from one to another within this time, up to now. */
    public boolean sentWithin(int from, int to, long nanos) {
        return sentAt[from][to] != NEVER && now() - sentAt[from][to] <= nanos;
    }

    /** Whether the last message from one to another was lost on the way. */
    public boolean isLastLost(int from, int to) {
        return sentLost[from][to];
    }

    /** The newest changes, the oldest of them first. */
    public List<Change> changes() {
        return new ArrayList<>(changes);
    }

    /** How many changes there have been. */
    public long told() {
        return told;
    }

    private void note(String sentence) {
        told++;
        changes.add(new Change(group.now(), sentence));
        if (changes.size() > CHANGES_MAX) {
            changes.remove();
        }
    }

    @Override
    public void hold(int observer, int subject, MemberStatus opinion, long now) {
        MemberStatus before = opinions[observer][subject];
        opinions[observer][subject] = opinion;
        if (before != opinion && observer != subject) {
            note(name(observer)
                    + switch (opinion) {
                        case TRUSTED -> " trusts " + name(subject) + " again";
                        case SUSPECTED -> " suspects " + name(subject);
                        case DEAD -> " declares " + name(subject) + " dead";
                    });
        }
    }

    @Override
    public void sent(int from, int to, Packet packet, boolean lost, long now) {
        sentAt[from][to] = now;
        sentLost[from][to] = lost;
    }
}
