package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.membership.ChangeFeed;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.monitor.MonitorSource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** What changes on a monitor, in lines: first what is, then each change as it comes. */
final class MonitorLines {
    private static final long ASK_MILLIS = 200;
    private static final double NANOS_PER_SECOND = 1e9;

    private final MonitorSource source;
    private final PrintWriter out;
    private final ChangeFeed feed = new ChangeFeed();
    private boolean heard;
    private String trouble = "";

    MonitorLines(MonitorSource source, PrintWriter out) {
        this.source = source;
        this.out = out;
    }

    /** @throws UserError when no monitor answers at first; later it is waited for */
    void watch(OptionalLong forNanos) throws InterruptedException {
        long began = System.nanoTime();
        while (!out.checkError() && (forNanos.isEmpty() || System.nanoTime() - began < forNanos.getAsLong())) {
            try {
                hear(source.ask());
            } catch (IOException e) {
                if (!heard) {
                    throw UserError.environment(e.getMessage());
                }
                if (trouble.isEmpty()) {
                    out.println("          " + e.getMessage());
                    trouble = e.getMessage();
                }
            }
            TimeUnit.MILLISECONDS.sleep(ASK_MILLIS);
        }
    }

    private void hear(MonitorReport report) {
        List<StateChange> fresh = feed.hear(report, System.nanoTime());
        if (!heard) {
            summary(report);
            heard = true;
            fresh = List.of();
        }
        if (!trouble.isEmpty()) {
            out.println("          " + report.monitor() + " answers");
            trouble = "";
        }
        for (StateChange change : fresh) {
            out.println(
                    String.format(Locale.ROOT, "%8.2f  %s", change.atNanos() / NANOS_PER_SECOND, change.sentence()));
        }
        out.flush();
    }

    private void summary(MonitorReport report) {
        List<String> counts = new ArrayList<>();
        for (WorkerState state : WorkerState.values()) {
            long count = report.members().stream()
                    .filter(member -> member.state() == state)
                    .count();
            if (count > 0) {
                counts.add(count + " " + state.word());
            }
        }
        out.println("monitor " + report.monitor() + ": "
                + (counts.isEmpty() ? "no worker yet" : String.join(", ", counts)) + "; " + report.detector());
        report.members()
                .forEach(member -> out.println("          " + member.nodeId() + " is "
                        + member.state().word()
                        + member.notReady()
                                .map(reason -> ", not ready: " + reason)
                                .orElse("")));
        if (report.unread() > 0) {
            out.println("          " + report.unread() + " records of its status cannot be read");
        }
    }
}
