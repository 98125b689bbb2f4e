package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code raftbeat store} as somebody starts it by hand, and as an administrator kills it. */
@Tag("process")
class StoreByHandTest {
    private static final int USAGE = 2;
    private static final int ENVIRONMENT = 4;

    @TempDir
    private Path home;

    private final List<Jvm> stores = new ArrayList<>();

    @AfterEach
    void endAll() {
        stores.forEach(Jvm::close);
    }

    private Jvm store(int port, String... more) throws Exception {
        List<Object> line = new ArrayList<>(List.of("store", "--port", port, "--file", home.resolve("value")));
        line.addAll(List.of(more));
        Jvm jvm = Jvm.start(Main.class, line.toArray());
        stores.add(jvm);
        return jvm;
    }

    private static String ask(int port, String line) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    private static void awaitOpen(int port) {
        Machine.await("the store listens").ignoreExceptions().until(() -> ask(port, "read") != null);
    }

    @Test
    void aKilledStoreComesBackWithItsFence() throws Exception {
        int port = Machine.freePorts(1).get(0);
        Jvm first = store(port, "--fencing", "on");
        awaitOpen(port);
        assertThat(ask(port, "write n2 5 1")).isEqualTo("landed");
        assertThat(ask(port, "write n1 3 8")).startsWith("refused STALE_TOKEN");
        Machine.kill(first.pid());

        Jvm second = store(port, "--fencing", "on");
        awaitOpen(port);
        assertThat(ask(port, "read")).isEqualTo("holds n2 5 1, highest 5");
        assertThat(ask(port, "write n1 3 9")).startsWith("refused STALE_TOKEN");

        Jvm third = store(Machine.freePorts(1).get(0), "--fencing", "off");
        assertThat(third.awaitEnd()).as(third::err).isEqualTo(ENVIRONMENT);
        assertThat(third.err().lines()).hasSize(1);
        assertThat(third.err()).contains("another store uses it");

        second.closeInput();
        assertThat(second.awaitEnd()).as(second::err).isZero();
    }

    @Test
    void whatIsNotUnderstoodIsToldInASentence() throws Exception {
        for (Jvm jvm : List.of(store(70_000, "--fencing", "on"), store(0, "--fencing", "maybe"), store(0))) {
            assertThat(jvm.awaitEnd()).as(jvm::err).isEqualTo(USAGE);
            assertThat(jvm.err()).doesNotContain("Exception").isNotEmpty();
        }
    }
}
