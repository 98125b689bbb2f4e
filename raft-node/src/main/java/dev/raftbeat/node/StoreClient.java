package dev.raftbeat.node;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.store.WriteLine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Brings writes to a store, in their order, on one connection that is made when it is needed. A write for which there is no
 * store is lost: the next heartbeat brings another. One whose connection had ended before, as that of a process which
 * stood still for long, is tried once more on a fresh one, so that it may arrive twice and never in another order.
 */
final class StoreClient implements AutoCloseable {
    private static final int QUEUE = 16;
    private static final int PATIENCE_MILLIS = 1_000;

    private final HostPort address;
    private final BlockingQueue<WriteLine> waiting = new ArrayBlockingQueue<>(QUEUE);
    private final Thread thread;
    private Socket socket;

    StoreClient(NodeId node, HostPort address) {
        this.address = address;
        thread = new Thread(this::run, node + "-writes");
        thread.setDaemon(true);
        thread.start();
    }

    /** Never waits: a store that is so slow that writes queue up does without some. */
    void send(WriteLine line) {
        boolean ignored = waiting.offer(line);
    }

    private void run() {
        try {
            while (true) {
                bring(waiting.take());
            }
        } catch (InterruptedException e) {
            end();
        }
    }

    private void bring(WriteLine line) {
        boolean fresh = socket == null;
        if (!tried(line) && !fresh) {
            boolean ignored = tried(line);
        }
    }

    private boolean tried(WriteLine line) {
        try {
            if (socket == null) {
                socket = new Socket();
                socket.connect(new InetSocketAddress(address.host(), address.port()), PATIENCE_MILLIS);
                socket.setTcpNoDelay(true);
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
            socket.getOutputStream().write((line.text() + "\n").getBytes(StandardCharsets.US_ASCII));
            // What it answers changes nothing here, but that it answered says that the write has arrived.
            int next = socket.getInputStream().read();
            while (next >= 0 && next != '\n') {
                next = socket.getInputStream().read();
            }
            if (next < 0) {
                end();
            }
            return next >= 0;
        } catch (IOException e) {
            end();
            return false;
        }
    }

    private void end() {
        if (socket != null) {
            try {
                socket.close();
            } catch (IOException e) {
                // It is given up either way.
                socket = null;
            }
        }
        socket = null;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
