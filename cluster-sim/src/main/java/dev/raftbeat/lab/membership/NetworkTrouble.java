package dev.raftbeat.lab.membership;

import java.util.Collection;
import java.util.Optional;

/**
 * Whether so many workers are silent at once that the network between them and the monitor is a likelier cause than their
 * deaths. Verdicts are held back then: until enough of them are heard again, and one timeout longer for the rest; but not
 * for ever, for all of them may have died.
 *
 * <p>It errs towards life: workers that died together are told of late. Those that die one after another are not many at
 * once, because the dead no longer count.
 *
 * <p>Times are the monitor's own, which stand still while it does.
 */
final class NetworkTrouble {
    /** So many timeouts the verdicts are held back at the most. */
    private static final int TIMEOUTS_MAX = 10;

    private static final int SILENT_LEAST = 2;

    private final MonitorRules rules;
    private boolean on;
    private long sinceOwn;
    private long graceUntilOwn;

    NetworkTrouble(MonitorRules rules) {
        this.rules = rules;
        this.graceUntilOwn = Long.MIN_VALUE;
    }

    /** How many count as alive, how many of these are silent, and how many would be dead now. */
    private record Census(int alive, int silent, int due) {}

    private static Census census(Collection<MonitoredWorker> members, long ownNanos) {
        int alive = 0;
        int silent = 0;
        int due = 0;
        for (MonitoredWorker member : members) {
            if (member.countsAsAlive()) {
                alive++;
                silent += member.isSilent(ownNanos) ? 1 : 0;
                due += member.judge(ownNanos) == WorkerState.DEAD ? 1 : 0;
            }
        }
        return new Census(alive, silent, due);
    }

    /**
     * Looks at all workers before they are judged.
     *
     * @return what there is to tell: that verdicts are held back from now on, or no longer
     */
    Optional<String> look(Collection<MonitoredWorker> members, long ownNanos) {
        if (rules.holdShare() == 0) {
            return Optional.empty();
        }
        Census census = census(members, ownNanos);
        boolean many = census.silent >= Math.max(SILENT_LEAST, rules.holdShare() * census.alive);
        String silent = census.silent + " of " + census.alive + " workers are silent";
        if (!on && many && census.due > 0) {
            on = true;
            sinceOwn = ownNanos;
            return Optional.of("no verdict is given: " + silent
                    + " at the same time, and the network is a likelier cause than their deaths");
        }
        if (on && !many) {
            on = false;
            graceUntilOwn = ownNanos + rules.timeoutNanos();
            return Optional.of(silent + " now, and no more: the network is back, and who stays silent for "
                    + HeartbeatMonitor.seconds(rules.timeoutNanos()) + " is dead");
        }
        if (on && ownNanos >= heldUntilOwn()) {
            on = false;
            graceUntilOwn = ownNanos;
            return Optional.of(silent + " after " + TIMEOUTS_MAX
                    + " timeouts: this is no passing trouble, and verdicts are given again");
        }
        return Optional.empty();
    }

    /** Whether nobody is to be declared dead now. */
    boolean holds(long ownNanos) {
        return on || ownNanos < graceUntilOwn;
    }

    /** Until when verdicts are held back if nothing is heard, while they are. */
    long heldUntilOwn() {
        return on ? sinceOwn + TIMEOUTS_MAX * rules.timeoutNanos() : graceUntilOwn;
    }
}
