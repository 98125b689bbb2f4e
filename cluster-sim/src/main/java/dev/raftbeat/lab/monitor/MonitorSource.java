package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.MonitorReport;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Monitors that share what they know: one of them is asked, and the next when it does not answer. So whoever watches is
 * not blind while any of them lives. Only one thread may ask.
 */
public final class MonitorSource {
    private final List<URI> monitors;
    private final MonitorClient client;
    private int current;

    /** @throws IllegalArgumentException when there is none */
    public MonitorSource(List<URI> monitors, MonitorClient client) {
        if (monitors.isEmpty()) {
            throw new IllegalArgumentException("there is no monitor to ask");
        }
        this.monitors = List.copyOf(monitors);
        this.client = client;
    }

    /**
     * Breaks or mends something between workers and all of these monitors, by a line such as {@code cut w1}.
     *
     * @throws IOException in a sentence, when not all of them do so
     */
    public void fault(String line) throws IOException, InterruptedException {
        // A line that is none is refused by all of them in the same words.
        Set<String> troubles = new LinkedHashSet<>();
        for (URI monitor : monitors) {
            try {
                client.fault(monitor, line);
            } catch (IOException e) {
                troubles.add(e.getMessage());
            }
        }
        if (!troubles.isEmpty()) {
            throw new IOException(String.join("; ", troubles));
        }
    }

    /** @throws IOException in a sentence, when none of them answers */
    public MonitorReport ask() throws IOException, InterruptedException {
        List<String> troubles = new ArrayList<>();
        for (int tried = 0; tried < monitors.size(); tried++) {
            try {
                return client.status(monitors.get(current));
            } catch (IOException e) {
                troubles.add(e.getMessage());
                current = (current + 1) % monitors.size();
            }
        }
        throw new IOException(String.join("; ", troubles));
    }
}
