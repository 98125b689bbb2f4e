package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.world.Leading;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever reaches the control endpoint of a leader, without its token, silences it for nobody and fills no log. */
@Tag("process")
@BesideAnother
class HostileControlTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PATIENCE_MILLIS = 60_000;
    /** More than the endpoint answers at once. */
    private static final int MANY = 150;

    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final List<String> HALVES = List.of(
            "G",
            "GET /livez HTTP/1.1\r\nHost: local",
            "POST /rules" + HOST + "Content-Length: 1000000000000000000\r\n\r\nx",
            "POST /livez" + HOST + "Content-Length: 100\r\n\r\nx",
            "POST /rules" + HOST + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "POST /rules" + HOST + "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n",
            "GET /metrics" + HOST + "Content-Length: 7\r\n\r\n");

    @TempDir
    private static Path home;

    private static LiveTrio trio;
    private static Leading leading;
    private static String token;

    private final List<Socket> open = new ArrayList<>();

    @BeforeAll
    static void bringUp() throws Exception {
        // So patient that a busy machine alone brings about no election.
        trio = new LiveTrio(home.resolve("cluster"), Pace.CONTAINERS.settings().withElection(5 * SECOND, 8 * SECOND));
        leading = trio.calm();
        token = trio.authorization();
    }

    @AfterAll
    static void takeDown() {
        if (trio != null) {
            trio.close();
        }
    }

    private static NodeId target() {
        return leading.node();
    }

    /** While every hostile connection is still open. */
    @AfterEach
    void itAnswersAndLeads() throws Exception {
        try {
            answers();
            assertThat(trio.calm()).as("the leader, and its term").isEqualTo(leading);
            assertThat(Files.size(trio.cluster().directory().logFile(target())))
                    .as("bytes in its log")
                    .isLessThan(1_000);
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
    }

    private static void answers() throws IOException {
        assertThat(trio.control(target()).get("/livez").status()).isEqualTo(200);
        assertThat(trio.control(target()).get("/status", token).status()).isEqualTo(200);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(
                "127.0.0.1", trio.cluster().plan().controls().get(target()).port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        open.add(socket);
        return socket;
    }

    private Socket say(String text) throws IOException {
        Socket socket = connect();
        write(socket, text);
        return socket;
    }

    /** Answers whether the other side still takes it. */
    private static boolean write(Socket socket, String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isCut(Socket socket) {
        try {
            byte[] some = new byte[8_192];
            int read = socket.getInputStream().read(some);
            while (read >= 0) {
                read = socket.getInputStream().read(some);
            }
            return true;
        } catch (IOException e) {
            return !(e instanceof SocketTimeoutException);
        }
    }

    /** Those of one kind make way for those of the next; the last of each kind are cut when their time is over. */
    @Test
    void halfARequestKeepsNobodyOutAndIsCut() throws Exception {
        for (String half : HALVES) {
            for (int i = 0; i < MANY; i++) {
                say(half);
            }
            answers();
            Machine.await(
                    "no more of them are kept than are answered at once: " + half,
                    () -> Machine.descriptors(trio.pid(target())).orElse(0L) < MANY);
        }
        assertThat(open).hasSize(HALVES.size() * MANY).allMatch(HostileControlTest::isCut);
    }

    /** A byte now and then is no sign of life. */
    @Test
    void aRequestThatTrickles() throws Exception {
        for (int i = 0; i < MANY; i++) {
            say("GET /livez HTTP/1.1\r\n");
        }
        Machine.await("each is cut, though it goes on", () -> {
            open.removeIf(socket -> !write(socket, "X"));
            return open.isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "GET /livez HTTP/1.1\r\nHost: localhost\r\nX: ", "GET /livez HTTP/1.1\r\n"})
    void aHeadWithoutEnd(String begin) throws Exception {
        long memory = Machine.residentKiB(trio.pid(target())).orElse(0L);
        Socket socket = say(begin);
        String more = begin.endsWith("\r\n") ? "X-More: and more\r\n".repeat(4_000) : "x".repeat(64 * 1024);
        int parts = 0;
        while (parts < 4_000 && write(socket, more)) {
            parts++;
        }
        assertThat(parts).as("parts of 64 KiB that it took").isLessThan(4_000);
        assertThat(Machine.residentKiB(trio.pid(target())).orElse(0L) - memory)
                .as("growth of its memory in KiB")
                .isLessThan(64 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST /rules", "POST /livez", "GET /status"})
    void aBodyWithoutEnd(String line) throws Exception {
        Socket socket = say(line + HOST + "Transfer-Encoding: chunked\r\n\r\n");
        String chunk = "10000\r\n" + "x".repeat(0x10000) + "\r\n";
        int chunks = 0;
        while (chunks < 4_000 && write(socket, chunk)) {
            chunks++;
        }
        assertThat(chunks).as("chunks of 64 KiB that it took").isLessThan(4_000);
    }

    @Test
    void thoseWhoAskAndDoNotReadKeepNobodyOut() throws Exception {
        for (int i = 0; i < MANY; i++) {
            say(("GET /metrics" + HOST + "\r\n").repeat(500));
        }
        answers();
        assertThat(open).allMatch(HostileControlTest::isCut);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HEAD /livez",
                "HEAD /",
                "HEAD /metrics",
                "OPTIONS *",
                "OPTIONS /livez",
                "TRACE /livez",
                "BREW /pot",
                "get /livez",
                "GET mailto:x",
                "GET /%00%1b[2J",
                "GET //",
                "\u00ff\u00fe",
                " ",
                "CONNECT localhost:1"
            })
    void strangeRequestsFillNoLog(String line) throws Exception {
        for (int i = 0; i < 200; i++) {
            try (Socket socket = say(line + HOST + "Connection: close\r\n\r\n")) {
                assertThat(isCut(socket)).isTrue();
            }
            open.clear();
        }
    }

    @Test
    void theAnswerToHeadHasNoBody() throws Exception {
        Socket socket = say("HEAD /livez" + HOST + "Connection: close\r\n\r\n");
        String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(answer).startsWith("HTTP/1.1 405").endsWith("\r\n\r\n");
    }

    @Test
    void thousandsOfIdleConnectionsKeepNobodyOutForLong() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            connect();
        }
        Machine.await("it answers again").ignoreExceptions().until(() -> {
            answers();
            return true;
        });
        Machine.await(
                "it has let go of them",
                () -> Machine.descriptors(trio.pid(target())).orElse(0L) < 200);
    }
}
