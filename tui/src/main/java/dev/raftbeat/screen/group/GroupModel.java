package dev.raftbeat.screen.group;

import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.screen.Speed;

/** What the screen of a group knows: the group itself, how fast its time goes, and what is selected. */
public final class GroupModel {
    /** However fast, a picture shows at most so many intervals more than the one before. */
    private static final int INTERVALS_MAX = 50;

    final WatchedGroup group;
    final long seed;
    int member;
    int back;
    int helpTop;
    boolean help;
    boolean stopped;
    double speed = 1;
    String status = "";
    private long lastNanos = Long.MIN_VALUE;

    public GroupModel(WatchedGroup group, long seed) {
        this.group = group;
        this.seed = seed;
        member = WatchedGroup.MEMBERS / 2;
    }

    /** Lets virtual time go on for as long as real time has since the last call. @param nowNanos real time */
    public void tick(long nowNanos) {
        long passed = lastNanos == Long.MIN_VALUE ? 0 : Math.max(0, nowNanos - lastNanos);
        lastNanos = nowNanos;
        if (!stopped) {
            double most = (double) INTERVALS_MAX * group.intervalNanos();
            group.runUntil(group.now() + (long) Math.min(most, passed * speed));
        }
    }

    /** Goes on by a tenth of an interval, and stops. */
    void step() {
        stopped = true;
        group.runUntil(group.now() + group.intervalNanos() / 10);
    }

    String pace() {
        return stopped ? "stopped" : Speed.word(speed);
    }

    /** What the members that live make of one, in a few words. */
    String verdict(int subject) {
        int dead = group.count(subject, MemberStatus.DEAD);
        int suspected = group.count(subject, MemberStatus.SUSPECTED);
        if (dead + suspected == 0) {
            return "trusted by all";
        }
        String known = dead == 0 ? "" : "held for dead by " + dead;
        return known + (dead > 0 && suspected > 0 ? ", " : "") + (suspected == 0 ? "" : "suspected by " + suspected);
    }
}
