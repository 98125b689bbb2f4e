package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.HeartbeatMonitor;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.text.CleanText;
import java.io.IOException;
import java.net.URI;
import java.util.function.LongSupplier;

/**
 * Asks one other monitor, over and over, for what it knows. Ages travel and not times, so that no clock has to agree with
 * another; and they count from when the question was sent, so that news can only grow older on the way.
 */
final class PeerPull implements Runnable {
    /** It stands in this monitor's own status, of which no record may be long. */
    private static final int TROUBLE_MAX = 300;

    private final URI peer;
    private final MonitorClient client;
    private final HeartbeatMonitor machine;
    private final LongSupplier clock;
    private volatile String trouble = "not asked yet";

    PeerPull(URI peer, MonitorClient client, HeartbeatMonitor machine, LongSupplier clock) {
        this.peer = peer;
        this.client = client;
        this.machine = machine;
        this.clock = clock;
    }

    @Override
    public void run() {
        long asked = clock.getAsLong();
        try {
            int unread = client.status(peer, member -> take(member, asked)).unread();
            trouble = unread == 0 ? "" : unread + " records of its status cannot be read";
        } catch (IOException e) {
            trouble = CleanText.quoted(String.valueOf(e.getMessage()), TROUBLE_MAX);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(WorkerView member, long askedNanos) {
        if (member.ageNanos().isPresent()) {
            synchronized (machine) {
                machine.sighted(
                        member.last(), member.ageNanos().getAsLong(), peer.toString(), askedNanos, clock.getAsLong());
            }
        }
    }

    MonitorReport.PeerView view() {
        return new MonitorReport.PeerView(peer.toString(), trouble);
    }
}
