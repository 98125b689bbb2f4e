package dev.raftbeat.plain;

import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.lab.group.WatchedGroup.Change;
import dev.raftbeat.lab.topology.MemberStatus;
import dev.raftbeat.text.Amounts;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A group in lines: who sends to whom at rest, then one member is killed and comes back. */
public final class PlainGroup {
    private static final int SETTLED = 5;
    private static final int INTERVALS_MAX = 120;

    private final WatchedGroup group;
    private final PrintWriter out;
    private long told;

    public PlainGroup(WatchedGroup group, PrintWriter out) {
        this.group = group;
        this.out = out;
    }

    /** Prints all of it, as fast as it can be worked out. @param victim the member that is killed */
    public void tell(int victim) {
        out.println(group.kind().word() + ": " + group.kind().sentence());
        group.runUntil(SETTLED * group.intervalNanos());
        out.println("In one interval at rest:");
        IntStream.range(0, WatchedGroup.MEMBERS).forEach(this::sends);
        group.kill(victim);
        long killed = group.now();
        await(victim, MemberStatus.DEAD);
        say(killed, group.count(victim, MemberStatus.DEAD), "hold " + WatchedGroup.name(victim) + " for dead");
        group.revive(victim);
        long back = group.now();
        await(victim, MemberStatus.TRUSTED);
        say(back, group.count(victim, MemberStatus.TRUSTED), "trust " + WatchedGroup.name(victim));
        out.flush();
    }

    private void sends(int member) {
        String whom = IntStream.range(0, WatchedGroup.MEMBERS)
                .filter(other -> group.sentWithin(member, other, group.intervalNanos()))
                .mapToObj(WatchedGroup::name)
                .collect(Collectors.joining(", "));
        out.println("  " + WatchedGroup.name(member) + " sends to " + (whom.isEmpty() ? "nobody" : whom));
    }

    /** Until all hold this of it, or for long. */
    private void await(int victim, MemberStatus opinion) {
        long step = group.intervalNanos() / 10;
        long end = group.now() + INTERVALS_MAX * group.intervalNanos();
        changes();
        while (group.now() < end && group.count(victim, opinion) < WatchedGroup.MEMBERS - 1) {
            group.runUntil(group.now() + step);
            changes();
        }
    }

    private void changes() {
        List<Change> all = group.changes();
        int news = (int) Math.min(all.size(), group.told() - told);
        told = group.told();
        all.subList(all.size() - news, all.size())
                .forEach(change ->
                        out.println(String.format("%12s  %s", Amounts.moment(change.atNanos()), change.sentence())));
    }

    private void say(long since, int count, String what) {
        out.println(String.format(
                Locale.ROOT,
                "After %s, %d of %d %s.",
                Amounts.time(group.now() - since),
                count,
                WatchedGroup.MEMBERS - 1,
                what));
    }
}
