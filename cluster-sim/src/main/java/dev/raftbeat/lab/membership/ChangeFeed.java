package dev.raftbeat.lab.membership;

import java.util.ArrayList;
import java.util.List;

/**
 * What somebody hears of a monitor's changes who asks for its report again and again: each change once, through the
 * monitor's own restart, and on with another monitor when this one falls silent. What was missed is told as a change of the
 * monitor itself, numbered 0.
 */
public final class ChangeFeed {
    private static final long UNKNOWN = -1;

    private String monitor = "";
    private long upNanos;
    private long heardNanos;
    /** The newest change that was told; {@link #UNKNOWN} when it is not known where to go on. */
    private long told = UNKNOWN;

    /**
     * What is new in this report, oldest first. All that it tells, when it is the first.
     *
     * @param nowNanos the listener's own time, of any beginning
     */
    public List<StateChange> hear(MonitorReport report, long nowNanos) {
        List<StateChange> fresh = new ArrayList<>();
        if (!monitor.isEmpty() && !report.monitor().equals(monitor)) {
            fresh.add(note(report, monitor + " does not answer; what follows comes from " + report.monitor()));
            long before = report.newestChangeBefore(nowNanos - heardNanos);
            told = before == 0 ? UNKNOWN : before;
        } else if (report.upNanos() < upNanos || newest(report) < told) {
            fresh.add(note(report, monitor + " has been started again"));
            told = 0;
        }
        monitor = report.monitor();
        upNanos = report.upNanos();
        heardNanos = nowNanos;
        for (StateChange change : report.changes()) {
            if (change.number() > told) {
                long missed = change.number() - told - 1;
                if (told != UNKNOWN && missed > 0) {
                    fresh.add(note(
                            report,
                            (missed == 1 ? "1 change is" : missed + " changes are")
                                    + " missing here: they came too quickly"));
                }
                told = change.number();
                fresh.add(change);
            }
        }
        return fresh;
    }

    private static long newest(MonitorReport report) {
        List<StateChange> changes = report.changes();
        return changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
    }

    private static StateChange note(MonitorReport report, String sentence) {
        return new StateChange(0, report.upNanos(), "", WorkerState.UNKNOWN, sentence);
    }
}
