package dev.raftbeat.harness;

import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts a {@link NamespaceAgent} in namespaces of its own, and asks it. */
final class NamespaceClient implements AutoCloseable {
    /** What has to be true before anything else is done in there. */
    private static final String SCRIPT = """
            set -e
            mount -t tmpfs tmpfs /run
            mkdir -p /run/netns
            ip link set lo up
            exec "$@"
            """;

    private final Path folder;
    private final Process process;
    private final List<ServerSocketChannel> doors = new ArrayList<>();

    private NamespaceClient(Path folder, Process process) {
        this.folder = folder;
        this.process = process;
    }

    /** @throws EngineException when this machine does not allow namespaces, saying what it said */
    static NamespaceClient open() throws EngineException {
        try {
            // A socket's path may have a hundred letters and no more, so that it cannot lie in the cluster's folder.
            Path folder = Files.createTempDirectory("raftbeat");
            Process process = new ProcessBuilder(commandLine(folder.resolve("agent")))
                    .redirectErrorStream(true)
                    .start();
            BufferedReader said =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            List<String> lines = new ArrayList<>();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                if (line.equals("ready")) {
                    return new NamespaceClient(folder, process);
                }
                lines.add(line);
            }
            process.waitFor();
            Files.deleteIfExists(folder.resolve("agent"));
            Files.deleteIfExists(folder);
            throw new EngineException("this machine gives no network namespaces: " + String.join("; ", lines));
        } catch (IOException e) {
            throw new EngineException("network namespaces need the command unshare: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while the namespaces were made", e);
        }
    }

    private static List<String> commandLine(Path socket) {
        List<String> line = new ArrayList<>(List.of("unshare"));
        if (!"root".equals(System.getProperty("user.name"))) {
            line.addAll(List.of("--user", "--map-root-user"));
        }
        line.addAll(List.of("--net", "--mount", "--pid", "--fork", "--mount-proc", "--kill-child"));
        line.addAll(List.of("sh", "-c", SCRIPT, "raftbeat-namespaces"));
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-Xshare:auto"));
        line.addAll(List.of("-cp", System.getProperty("java.class.path")));
        line.addAll(List.of(NamespaceAgent.class.getName(), socket.toString()));
        return line;
    }

    Host.Output ask(String word, List<String> arguments) throws EngineException {
        List<String> request = new ArrayList<>(List.of(word));
        request.addAll(arguments);
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("agent")))) {
            NamespaceAgent.writeList(new DataOutputStream(Channels.newOutputStream(channel)), request);
            DataInputStream in = new DataInputStream(Channels.newInputStream(channel));
            int code = in.readInt();
            String text = new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
            if (code < 0) {
                throw new EngineException(text);
            }
            return new Host.Output(code, text);
        } catch (IOException e) {
            throw new EngineException("the namespaces are gone", e);
        }
    }

    Host.Output run(List<String> command) throws EngineException {
        return ask("run", command);
    }

    /** Runs a command that must not fail. */
    void must(String command) throws EngineException {
        Host.Output output = run(List.of("sh", "-c", "set -e; " + command));
        if (output.code() != 0) {
            throw new EngineException(
                    "\"" + command + "\" failed: " + output.out().strip());
        }
    }

    /**
     * Opens a port of this machine's loopback that leads to an address in there.
     *
     * @return the port
     */
    int door(String host, int port) throws EngineException {
        try {
            ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
            server.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            doors.add(server);
            Thread thread = new Thread(() -> letThrough(server, host, port), "door-to-" + host);
            thread.setDaemon(true);
            thread.start();
            return ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException e) {
            throw new EngineException("no port of this machine's loopback is to be had: " + e.getMessage(), e);
        }
    }

    private void letThrough(ServerSocketChannel server, String host, int port) {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                SocketChannel agent = knock(host, port);
                NamespaceAgent.splice(client, agent);
            } catch (IOException | UncheckedIOException e) {
                // The door was closed, or the agent is gone: then the loop's own question ends it, or the next client
                // does.
                continue;
            }
        }
    }

    private SocketChannel knock(String host, int port) throws IOException {
        SocketChannel agent = SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("agent")));
        NamespaceAgent.writeList(
                new DataOutputStream(Channels.newOutputStream(agent)),
                List.of("connect", host, Integer.toString(port)));
        return agent;
    }

    @Override
    public void close() {
        try {
            for (ServerSocketChannel door : doors) {
                door.close();
            }
            try (OutputStream pipe = process.getOutputStream()) {
                pipe.flush();
            }
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            Files.deleteIfExists(folder.resolve("agent"));
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
