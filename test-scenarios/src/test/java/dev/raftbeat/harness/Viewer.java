package dev.raftbeat.harness;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;

/** Follows a live page as a browser does, and goes away now and then. */
final class Viewer implements Callable<JoinedPieces> {
    private final URI address;
    private final int patience;
    private final JoinedPieces run = new JoinedPieces();
    private String id = "";
    private volatile boolean stays;
    private volatile boolean stayed;
    private boolean over;
    private int wholes;
    private final AtomicInteger events = new AtomicInteger();

    /** @param patience it goes away after so many events, and comes back; 0 for never */
    Viewer(String address, int patience) {
        this.address = URI.create(address + "events");
        this.patience = patience;
    }

    /** How often it was sent everything. */
    int wholes() {
        return wholes;
    }

    /** It goes away no more. */
    void stay() {
        stays = true;
    }

    /** Whether it has taken in an event since, and so is there. */
    boolean hasStayed() {
        return stayed;
    }

    /** How many events it has taken in. */
    int events() {
        return events.get();
    }

    @Override
    public JoinedPieces call() throws IOException {
        while (!over) {
            follow();
        }
        return run;
    }

    private void follow() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
        if (!id.isEmpty()) {
            connection.setRequestProperty("Last-Event-ID", id);
        }
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            String name = "";
            int taken = 0;
            String line = lines.readLine();
            while (line != null && !over && (stays || patience == 0 || taken < patience)) {
                if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("event: ")) {
                    name = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    take(name, line.substring(6));
                    taken++;
                    events.incrementAndGet();
                    stayed = stays;
                }
                line = lines.readLine();
            }
        } finally {
            connection.disconnect();
        }
    }

    private void take(String name, String data) throws IOException {
        over = name.equals("over");
        if (name.equals("whole")) {
            wholes++;
            run.anew();
        }
        if (!over) {
            run.add(JoinedPieces.unpacked(data));
        }
    }
}
