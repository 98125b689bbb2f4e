package dev.raftbeat.harness;

import dev.raftbeat.files.RegularFile;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The first process inside the private namespaces of a {@link NamespaceEngine}: whoever stands outside asks it, through a
 * socket in the file system, to run commands and nodes in there and to connect to them. When its standard input closes it
 * ends, and the system ends every process in its namespaces with it, stopped ones too; network and rules go with the last.
 *
 * <p>A request is a word and its arguments: {@code run}, {@code start}, {@code kill}, {@code alive}, {@code pid},
 * {@code connect}. The answer is a number and a text; after {@code connect} the stream itself goes on.
 */
final class NamespaceAgent {
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Map<String, Process> nodes = new ConcurrentHashMap<>();

    private NamespaceAgent() {}

    /** @param args where its socket is to be, in a folder of its own */
    public static void main(String[] args) throws IOException {
        Path socket = Path.of(args[0]);
        NamespaceAgent agent = new NamespaceAgent();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            daemon("requests", () -> agent.serve(server));
            System.out.println("ready");
            while (System.in.read() >= 0) {
                // Nobody writes here; what counts is that the other end is open.
                continue;
            }
        }
        // Whoever started this may be gone, and would leave these two behind.
        Files.deleteIfExists(socket);
        Files.deleteIfExists(socket.getParent());
        Runtime.getRuntime().halt(0);
    }

    private static void daemon(String name, Runnable run) {
        Thread thread = new Thread(run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(ServerSocketChannel server) {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                daemon("request", () -> answer(client));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void answer(SocketChannel client) {
        boolean handedOn = false;
        try {
            DataInputStream in = new DataInputStream(Channels.newInputStream(client));
            List<String> request = readList(in);
            if (request.get(0).equals("connect")) {
                handedOn = connect(client, request.get(1), Integer.parseInt(request.get(2)));
                return;
            }
            DataOutputStream out = new DataOutputStream(Channels.newOutputStream(client));
            Host.Output output = carryOut(request);
            out.writeInt(output.code());
            byte[] text = output.out().getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
            out.flush();
        } catch (IOException e) {
            // Whoever asked has gone, and needs no answer.
            return;
        } finally {
            if (!handedOn) {
                close(client);
            }
        }
    }

    private Host.Output carryOut(List<String> request) {
        List<String> rest = request.subList(1, request.size());
        try {
            return switch (request.get(0)) {
                case "run" -> run(rest);
                case "start" -> start(rest.get(0), Path.of(rest.get(1)), rest.subList(2, rest.size()));
                case "kill" -> kill(rest.get(0));
                case "alive" -> new Host.Output(isAlive(rest.get(0)) ? 1 : 0, "");
                case "pid" ->
                    new Host.Output(0, Long.toString(nodes.get(rest.get(0)).pid()));
                default -> throw new IOException("no request is called " + request.get(0));
            };
        } catch (IOException e) {
            return new Host.Output(-1, e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Host.Output(-1, "interrupted");
        }
    }

    private static Host.Output run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Host.Output(process.waitFor(), said);
    }

    /** @param command with its variables in front, as {@code env} takes them */
    private Host.Output start(String node, Path log, List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(RegularFile.redirect(log, "what a node said"))
                .start();
        nodes.put(node, process);
        return new Host.Output(0, "");
    }

    private Host.Output kill(String node) throws InterruptedException {
        Process process = nodes.get(node);
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
        return new Host.Output(0, "");
    }

    private boolean isAlive(String node) {
        Process process = nodes.get(node);
        return process != null && process.isAlive();
    }

    private static boolean connect(SocketChannel client, String host, int port) {
        try {
            SocketChannel there = SocketChannel.open(new InetSocketAddress(host, port));
            splice(client, there);
            return true;
        } catch (IOException e) {
            // Nobody listens: the caller's connection ends, as its own would have.
            return false;
        }
    }

    /** Carries bytes both ways until both sides have ended. */
    static void splice(SocketChannel one, SocketChannel other) {
        AtomicInteger ways = new AtomicInteger(2);
        Runnable ended = () -> {
            if (ways.decrementAndGet() == 0) {
                close(one);
                close(other);
            }
        };
        daemon("there", () -> copy(one, other, ended));
        daemon("back", () -> copy(other, one, ended));
    }

    private static void copy(SocketChannel from, SocketChannel to, Runnable ended) {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
        try {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
            // The other way may go on: a request ends before its answer does.
            to.shutdownOutput();
        } catch (IOException e) {
            close(from);
            close(to);
        } finally {
            ended.run();
        }
    }

    static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
            return;
        }
    }

    static List<String> readList(DataInputStream in) throws IOException {
        int size = in.readInt();
        List<String> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8));
        }
        return list;
    }

    static void writeList(DataOutputStream out, List<String> list) throws IOException {
        out.writeInt(list.size());
        for (String text : list) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }
        out.flush();
    }
}
