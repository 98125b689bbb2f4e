package dev.raftbeat.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands before a node's control endpoint, where whoever reads the cluster's plan knocks: lets requests through, answers
 * them by RST, or keeps them waiting.
 */
final class Doorkeeper implements AutoCloseable {
    /** What becomes of a request. */
    enum Manner {
        OPEN,
        RESET,
        MUTE
    }

    private final ServerSocket door;
    private final int behind;
    private final Set<Socket> guests = ConcurrentHashMap.newKeySet();
    private volatile Manner manner = Manner.OPEN;

    /** @param behind the port of the control endpoint itself */
    Doorkeeper(int behind) throws IOException {
        this.behind = behind;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::receive);
    }

    /** Sends to this door whoever reads the plan of the cluster from now on. */
    void standBefore(Path cluster) throws IOException {
        Path plan = cluster.resolve("cluster.json");
        String before = Files.readString(plan);
        String after = before.replace("127.0.0.1:" + behind + "\"", "127.0.0.1:" + door.getLocalPort() + "\"");
        if (after.equals(before)) {
            throw new IOException("no control endpoint has the port " + behind + " in " + before);
        }
        Files.writeString(plan, after);
    }

    /** From now on; whoever is within has to knock again. */
    void manner(Manner now) throws IOException {
        manner = now;
        for (Socket guest : guests) {
            guest.close();
        }
    }

    private void receive() {
        while (!door.isClosed()) {
            try {
                Socket guest = door.accept();
                start(() -> meet(guest));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void meet(Socket guest) {
        guests.add(guest);
        try (guest) {
            if (manner == Manner.MUTE) {
                // Until the guest has had enough.
                guest.getInputStream().transferTo(OutputStream.nullOutputStream());
            } else if (manner == Manner.RESET) {
                guest.getInputStream().read();
                guest.setSoLinger(true, 0);
            } else {
                letThrough(guest);
            }
        } catch (IOException e) {
            // The guest, or the node, has gone: so has the request.
            return;
        } finally {
            guests.remove(guest);
        }
    }

    private void letThrough(Socket guest) throws IOException {
        try (Socket node = new Socket()) {
            node.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), behind));
            start(() -> copy(guest, node));
            InputStream answer = node.getInputStream();
            answer.transferTo(guest.getOutputStream());
        }
    }

    private static void copy(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // One of them has gone; the answer's way ends by itself.
            return;
        }
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "doorkeeper");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
