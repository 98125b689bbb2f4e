package dev.raftbeat.node;

import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What stands between one node and another, and can do to their connection what networks do. */
final class Relay implements AutoCloseable {
    private final HostPort target;
    private final int port;
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private volatile ServerSocket listener;
    private volatile boolean closesAtOnce;
    private volatile boolean swallows;

    Relay(HostPort target) throws IOException {
        this.target = target;
        listener = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        port = listener.getLocalPort();
        accept(listener);
    }

    HostPort address() {
        return new HostPort("127.0.0.1", port);
    }

    /** New connections are refused; those that are open go on. */
    void stopListening() throws IOException {
        listener.close();
    }

    /** New connections are taken and closed, as by a proxy whose server is away. */
    void closeAtOnce() {
        closesAtOnce = true;
    }

    /** Nothing comes through any more, and nobody is told. */
    void swallow() {
        swallows = true;
    }

    /** Ends the open connections by RST, at both ends. */
    void reset() throws IOException {
        for (Socket socket : open) {
            open.remove(socket);
            try {
                socket.setSoLinger(true, 0);
            } catch (SocketException alreadyClosed) {
                continue;
            }
            socket.close();
        }
    }

    private void accept(ServerSocket from) {
        daemon(() -> {
            while (true) {
                Socket near = from.accept();
                if (closesAtOnce) {
                    near.close();
                    continue;
                }
                Socket far = new Socket();
                open.add(near);
                open.add(far);
                daemon(() -> connect(near, far));
            }
        });
    }

    /** Where nobody listens yet, whoever came is sent away again. */
    private void connect(Socket near, Socket far) throws IOException {
        try {
            far.connect(new InetSocketAddress(target.host(), target.port()));
        } catch (IOException refused) {
            near.close();
            return;
        }
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        daemon(() -> carry(near, far));
        carry(far, near);
    }

    private void carry(Socket from, Socket to) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] bytes = new byte[8192];
        for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
            if (!swallows) {
                out.write(bytes, 0, read);
            }
        }
        to.shutdownOutput();
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Ends when its socket does: that is how a test breaks it. */
    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException ended) {
                return;
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : new ArrayList<>(open)) {
            socket.close();
        }
    }
}
