package dev.raftbeat.store;

import dev.raftbeat.drive.RateLimit;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.drive.TermBudget;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StoreFact;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Takes writes over TCP on loopback, one line each, and answers each with one: {@code landed}, or {@code refused} and why;
 * {@code read} is answered with what it holds. A line that is neither ends its connection, so that no page in a browser can
 * get a write in behind the head of its request.
 *
 * <p>Anybody may connect, and nobody is closed for silence: a writer that stood still finds its connection as it left it.
 * So there are so many connections and no more, and a new one takes the place of the one that has been silent longest;
 * of those that have never said anything, where there are any.
 */
public final class StoreServer implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 64;
    /** Those who come all at once: whom the kernel has no room for tries again a second later, an honest writer too. */
    private static final int WAITING_MAX = 512;

    private static final int SEND_BYTES = 4 * 1024;
    /** A store does not know how many nodes its cluster has. */
    private static final int MEMBERS_MAX = 9;

    private final StoreFile file;
    private final Store store;
    private final Stamper stamper;
    private final ServerSocket listener;
    private final Consumer<String> onStop;
    private final LongSupplier clock;
    private final RateLimit writes = new RateLimit(Bounds.WRITES_A_SECOND);
    /** A token that nobody can have come to would keep all later leaders out for good. */
    private final TermBudget tokens;

    private final Set<Socket> strangers = new LinkedHashSet<>();
    /** In the order in which they spoke last. */
    private final Set<Socket> known = new LinkedHashSet<>();

    private boolean closed;

    /**
     * Opens the store, tells so, and listens.
     *
     * @param facts told what becomes of each write before it is answered, one at a time
     * @param onStop told, with the reason, when the store must not go on
     * @throws IOException in a sentence, when the file or the port cannot be used
     */
    public StoreServer(StoreOptions options, FactSink facts, Consumer<String> onStop) throws IOException {
        this(options, facts, onStop, System::nanoTime);
    }

    /** @param clock monotonic nanoseconds */
    StoreServer(StoreOptions options, FactSink facts, Consumer<String> onStop, LongSupplier clock) throws IOException {
        this.onStop = onStop;
        this.clock = clock;
        file = StoreFile.open(options.file());
        store = new Store(options.guard(), file.contents());
        tokens = new TermBudget(MEMBERS_MAX, store.contents().highest(), clock.getAsLong());
        stamper = new Stamper(NodeId.STORE, file.life(), clock, facts);
        try {
            listener = new ServerSocket(options.port(), WAITING_MAX, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            file.close();
            throw new IOException("the store cannot listen on port " + options.port() + ": " + e.getMessage(), e);
        }
        stamper.tell(store.opened(), Optional.empty());
        daemon("store-accepts", this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    private static void daemon(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                if (admit(socket)) {
                    daemon("store-serves", () -> serve(socket));
                } else {
                    socket.close();
                }
            } catch (IOException e) {
                // One that has gone before it was taken, or the end of listening, which the loop looks for.
                continue;
            }
        }
    }

    private synchronized boolean admit(Socket socket) throws IOException {
        if (strangers.size() + known.size() >= CONNECTIONS_MAX) {
            Socket silent = (strangers.isEmpty() ? known : strangers).iterator().next();
            forget(silent);
            silent.close();
        }
        return !closed && strangers.add(socket);
    }

    private synchronized void spoke(Socket socket) {
        // One that made room meanwhile is not taken back.
        if (strangers.remove(socket) || known.remove(socket)) {
            known.add(socket);
        }
    }

    private synchronized void forget(Socket socket) {
        strangers.remove(socket);
        known.remove(socket);
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream(), WriteLine.BYTES_MAX);
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            // A line each: whoever does not read its answers is soon asked no more, and waits to make room.
            socket.setSendBufferSize(SEND_BYTES);
            boolean goesOn = true;
            for (String line = line(in); goesOn && line != null; line = goesOn ? line(in) : null) {
                String answer = answer(line);
                spoke(socket);
                out.write((answer + "\n").getBytes(StandardCharsets.US_ASCII));
                out.flush();
                goesOn = !answer.startsWith("error ");
            }
        } catch (IOException e) {
            // Its other end has gone; what it had written before has been taken.
            return;
        } finally {
            forget(socket);
        }
    }

    /** The next line without its end; null at the end, or where it grows too long. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0 && line.length() < WriteLine.BYTES_MAX; next = in.read()) {
            if (next == '\n') {
                return line.toString();
            }
            line.append((char) next);
        }
        return null;
    }

    private String answer(String line) throws IOException {
        if (line.strip().equals("read")) {
            return read();
        }
        WriteLine write;
        try {
            write = WriteLine.parse(line);
        } catch (IllegalArgumentException e) {
            return "error " + e.getMessage();
        }
        return write(write);
    }

    private synchronized String read() {
        StoreContents held = store.contents();
        return held.last()
                .map(last -> "holds " + last.writer() + " " + last.term() + " " + last.sequence() + ", highest "
                        + held.highest())
                .orElse("holds nothing");
    }

    /** One at a time: decided, made durable, told, answered. */
    private synchronized String write(WriteLine line) throws IOException {
        if (closed) {
            throw new IOException("the store has ended");
        }
        if (!writes.allows(clock.getAsLong())) {
            return "error more than " + Bounds.WRITES_A_SECOND + " writes a second";
        }
        Write write = line.write();
        long highest = store.contents().highest();
        if (!tokens.allows(highest, write.term(), clock.getAsLong())) {
            return "error term " + write.term() + " is too far above " + highest + ", the highest that has landed";
        }
        StoreFact fact = store.offer(write);
        if (fact instanceof WriteLanded) {
            save();
        }
        stamper.heard(line.lamport());
        stamper.tell(fact, line.sent());
        return fact instanceof WriteRefused refused
                ? "refused " + refused.reason() + ", highest " + refused.highest()
                : "landed";
    }

    /** A store that cannot keep what it took must not go on: after a restart it would contradict itself. */
    private void save() throws IOException {
        try {
            file.save(store.contents());
        } catch (IOException e) {
            closed = true;
            onStop.accept("its file cannot be written: " + e.getMessage());
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        synchronized (this) {
            closed = true;
            for (Socket socket : strangers) {
                socket.close();
            }
            for (Socket socket : known) {
                socket.close();
            }
            file.close();
        }
    }
}
