package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.topology.Packet.Kind;
import java.util.Arrays;

/**
 * A central monitor, or several: every member sends a heartbeat to each monitor in each interval, a monitor declares dead
 * whom it has not heard for the timeout, and its answers to heartbeats carry the news to everybody. With several monitors
 * a member believes what most of them say, so that one slow monitor deceives nobody. Monitors are members, and watch each
 * other in the same way; a member that gets no answer declares the monitor dead by itself.
 *
 * <p>Nobody takes a lone monitor's place: after its death all know that nobody watches, and that is all they know.
 */
final class StarMember implements Member {
    /** A member's own eyes, which are enough. */
    private static final int SEEN = 1 << 30;

    private final int self;
    private final int members;
    private final int monitors;
    private final TopologySettings settings;
    private final Differences says = new Differences();
    private final int[] cursors;
    private final long[] answeredAt;
    private final SilenceQueue silences;
    private final ChangeLog log = new ChangeLog();
    private long nextBeat;

    StarMember(int self, int members, int monitors, TopologySettings settings) {
        this.self = self;
        this.members = members;
        this.monitors = monitors;
        this.settings = settings;
        cursors = new int[monitors];
        answeredAt = new long[monitors];
        silences = self < monitors ? new SilenceQueue(0, members) : new SilenceQueue(0, 0);
    }

    private boolean isMonitor() {
        return self < monitors;
    }

    @Override
    public void start(long now, MemberOutput out) {
        nextBeat = now;
        // The others may start up to an interval later.
        Arrays.fill(answeredAt, now + settings.intervalNanos());
        if (isMonitor()) {
            for (int member = 0; member < members; member++) {
                if (member != self) {
                    silences.heard(member, now + settings.intervalNanos());
                }
            }
        }
        wake(now, out);
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        if (packet.kind == Kind.BEAT && isMonitor()) {
            if ((says.get(from) & 1 << self) != 0) {
                judge(from, false, out);
            }
            silences.heard(from, now);
            out.send(from, log.answer(packet.number, 0));
        } else if (packet.kind == Kind.ANSWER && from < monitors) {
            answeredAt[from] = now;
            cursors[from] = packet.number;
            say(from, SEEN, false, out);
            for (long item : packet.items) {
                say(ChangeLog.subject(item), 1 << from, ChangeLog.dead(item), out);
            }
        }
    }

    @Override
    public void wake(long now, MemberOutput out) {
        if (now >= nextBeat) {
            for (int monitor = 0; monitor < monitors; monitor++) {
                if (monitor != self) {
                    out.send(monitor, Packet.of(Kind.BEAT, cursors[monitor], 0));
                }
            }
            nextBeat = settings.after(nextBeat, now);
        }
        while (silences.deadline(settings.timeoutNanos()) <= now) {
            int silent = silences.longest();
            silences.forget(silent);
            judge(silent, true, out);
        }
        for (int monitor = 0; monitor < monitors; monitor++) {
            if (monitor != self && now >= answeredAt[monitor] + settings.timeoutNanos()) {
                answeredAt[monitor] = NEVER - settings.timeoutNanos();
                say(monitor, SEEN, true, out);
            }
        }
    }

    /** A monitor's own judgement, which it tells to all who ask. */
    private void judge(int subject, boolean dead, MemberOutput out) {
        log.add(subject, dead);
        say(subject, 1 << self, dead, out);
    }

    private void say(int subject, int witness, boolean dead, MemberOutput out) {
        int before = says.get(subject);
        int now = dead ? before | witness : before & ~witness;
        if (subject == self || now == before) {
            return;
        }
        says.put(subject, now);
        if (believed(before) != believed(now)) {
            out.hold(subject, dead ? MemberStatus.DEAD : MemberStatus.TRUSTED);
        }
    }

    private boolean believed(int witnesses) {
        return (witnesses & SEEN) != 0 || Integer.bitCount(witnesses) > monitors / 2;
    }

    @Override
    public long wakeAt() {
        long at = Math.min(nextBeat, silences.deadline(settings.timeoutNanos()));
        for (int monitor = 0; monitor < monitors; monitor++) {
            if (monitor != self) {
                at = Math.min(at, answeredAt[monitor] + settings.timeoutNanos());
            }
        }
        return at;
    }

    /** A member needs the monitors' addresses and the dead; a monitor a row for each member. */
    @Override
    public long memoryBytes() {
        return isMonitor() ? (long) members * (SilenceQueue.BYTES + 1) : 16L * monitors;
    }
}
