package dev.raftbeat.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.protocol.StoreFact.WriteRefusal;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.wire.FactCodec;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store over loopback: what it answers, tells and keeps. */
class StoreServerTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @TempDir
    private Path folder;

    private final List<StampedFact> facts = new CopyOnWriteArrayList<>();
    private final List<String> stops = new CopyOnWriteArrayList<>();

    private Path file() {
        return folder.resolve("data").resolve("store");
    }

    private StoreServer open(StoreGuard guard) throws IOException {
        StoreOptions options = new StoreOptions(0, file(), guard, false, Optional.empty());
        return new StoreServer(options, facts::add, stops::add);
    }

    /** One connection: each line is answered by one. */
    private static final class Peer implements AutoCloseable {
        private final Socket socket;
        private final BufferedReader in;

        Peer(StoreServer server) throws IOException {
            socket = new Socket();
            // Small, so that whoever does not read soon keeps the store from writing.
            socket.setReceiveBufferSize(4_096);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
            socket.setSoTimeout(30_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        }

        /** The answer; null when the connection was ended. */
        String say(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            return in.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void itAnswersAndTellsWhatBecameOfAWrite() throws IOException {
        try (StoreServer server = open(StoreGuard.FENCED);
                Peer first = new Peer(server);
                Peer second = new Peer(server)) {
            assertThat(first.say("read")).isEqualTo("holds nothing");
            assertThat(first.say("write n1 3 1 n1:1:93 120")).isEqualTo("landed");
            assertThat(second.say("write n2 5 1")).isEqualTo("landed");
            assertThat(first.say("write n1 3 2")).isEqualTo("refused STALE_TOKEN, highest 5");
            assertThat(first.say("read")).isEqualTo("holds n2 5 1, highest 5");
        }
        assertThat(facts)
                .extracting(StampedFact::fact)
                .containsExactly(
                        new StoreOpened("fenced", Optional.empty(), 0, 0),
                        new WriteLanded(N1, 3, 1, 0),
                        new WriteLanded(N2, 5, 1, 3),
                        new WriteRefused(N1, 3, 2, 5, WriteRefusal.STALE_TOKEN));
        assertThat(facts).extracting(StampedFact::node).containsOnly(NodeId.STORE);
        assertThat(facts).extracting(StampedFact::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(facts.get(1).cause()).contains(new FactId(N1, 1, 93));
        assertThat(facts.get(1).lamport()).isGreaterThan(120);
        assertThat(stops).isEmpty();
    }

    @Test
    void itForgetsNothingInARestart() throws IOException {
        try (StoreServer server = open(StoreGuard.UNFENCED);
                Peer peer = new Peer(server)) {
            assertThat(peer.say("write n2 5 1")).isEqualTo("landed");
            assertThat(peer.say("write n1 3 9")).as("nothing fences").isEqualTo("landed");
        }
        facts.clear();
        try (StoreServer server = open(StoreGuard.FENCED);
                Peer peer = new Peer(server)) {
            assertThat(peer.say("read")).isEqualTo("holds n1 3 9, highest 5");
            assertThat(peer.say("write n1 3 10")).startsWith("refused STALE_TOKEN");
            assertThat(peer.say("write n1 5 11")).startsWith("refused TOKEN_OF_ANOTHER");
            assertThat(peer.say("write n2 5 1")).startsWith("refused OUT_OF_ORDER");
            assertThat(peer.say("write n2 5 2")).isEqualTo("landed");
        }
        assertThat(facts).extracting(StampedFact::boot).containsOnly(2);
        assertThat(facts.get(0).fact()).isEqualTo(new StoreOpened("fenced", Optional.of(N1), 3, 5));
    }

    @Test
    void whatIsNoWriteEndsItsConnection() throws IOException {
        String[] lines = {
            "",
            "POST / HTTP/1.1",
            "write",
            "write n1 3",
            "write n1 0 1",
            "write n1 3 0",
            "write n1 3 x",
            "write N1 3 1",
            "write world 3 1",
            "write store 3 1",
            "write n1 3 1 n1:1",
            "write n1 3 1 n1:1:93",
            "write n1 3 1 n1:1:93 -4",
            "write n1 3 1 n1:-1:93 4",
            "write n1 3 1 n1:1:9007199254740992 4",
            "write n1 3 1 n1:1:93 9007199254740992",
            "write n1 9007199254740992 1",
            "write n1 99999999999999999999 1"
        };
        try (StoreServer server = open(StoreGuard.UNFENCED)) {
            for (String line : lines) {
                try (Peer peer = new Peer(server)) {
                    assertThat(peer.say(line)).as(line).startsWith("error ");
                    assertThat(peer.in.readLine()).as("after " + line).isNull();
                }
            }
            try (Peer peer = new Peer(server)) {
                assertThat(peer.say("x".repeat(10_000))).as("a long line").isNull();
            } catch (IOException e) {
                // What was not read when it was closed may come back as a reset.
                assertThat(e).isInstanceOf(java.net.SocketException.class);
            }
            try (Peer peer = new Peer(server)) {
                assertThat(peer.say("read")).isEqualTo("holds nothing");
            }
        }
        assertThat(facts).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "write n1 3", "read\n", "read\nread\nread"})
    void thoseWhoKeepConnectionsKeepNoWriterOut(String said) throws IOException {
        List<Peer> idle = new ArrayList<>();
        try (StoreServer server = open(StoreGuard.FENCED);
                Peer writer = new Peer(server)) {
            assertThat(writer.say("write n1 3 1")).isEqualTo("landed");
            for (int i = 0; i < 300; i++) {
                Peer peer = new Peer(server);
                idle.add(peer);
                peer.socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
            }
            try (Peer another = new Peer(server)) {
                assertThat(another.say("write n1 3 2")).isEqualTo("landed");
            }
            if (!said.contains("\n")) {
                assertThat(writer.say("write n1 3 3"))
                        .as("a writer among those who never said anything")
                        .isEqualTo("landed");
            }
        } finally {
            for (Peer peer : idle) {
                peer.close();
            }
        }
    }

    @Test
    void whoDoesNotReadItsAnswersMakesRoomToo() throws Exception {
        List<Peer> deaf = new ArrayList<>();
        byte[] reads = "read\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        try (StoreServer server = open(StoreGuard.FENCED)) {
            for (int i = 0; i < 70; i++) {
                Peer peer = new Peer(server);
                deaf.add(peer);
                Thread sender = new Thread(() -> {
                    try {
                        peer.socket.getOutputStream().write(reads);
                    } catch (IOException e) {
                        // The store has had enough of it, or the test has.
                        return;
                    }
                });
                sender.setDaemon(true);
                sender.start();
            }
            try (Peer writer = new Peer(server)) {
                assertThat(writer.say("write n1 3 1")).isEqualTo("landed");
            }
        } finally {
            for (Peer peer : deaf) {
                peer.close();
            }
        }
    }

    @Test
    void soManyWritesASecondAndNoMoreAreTold() throws Exception {
        StoreOptions options = new StoreOptions(0, file(), StoreGuard.FENCED, false, Optional.empty());
        AtomicLong told = new AtomicLong();
        try (StoreServer server = new StoreServer(options, fact -> told.incrementAndGet(), stops::add, () -> 0);
                Peer peer = new Peer(server)) {
            assertThat(peer.say("write n2 5 1")).isEqualTo("landed");
            for (int i = 1; i < Bounds.WRITES_A_SECOND; i++) {
                assertThat(peer.say("write n1 3 " + i)).startsWith("refused");
            }
            assertThat(peer.say("write n1 3 1")).isEqualTo("error more than 10000 writes a second");
        }
        assertThat(told.get()).isEqualTo(1 + Bounds.WRITES_A_SECOND);
    }

    /** Whoever reaches the port can make up a token, and would keep every leader to come out for good. */
    @Test
    void theLargestTokenKeepsNobodyOut() throws Exception {
        for (long first : new long[] {1, 7}) {
            try (StoreServer server = open(StoreGuard.FENCED)) {
                for (long made : new long[] {Ballot.TERM_MAX, Ballot.TERM_MAX - 1, 1L << 40, 10_000_000}) {
                    try (Peer peer = new Peer(server)) {
                        assertThat(peer.say("write n9 " + made + " 1"))
                                .startsWith("error term " + made + " is too far above ");
                    }
                }
                try (Peer peer = new Peer(server)) {
                    assertThat(peer.say("write n1 " + first + " 1")).isEqualTo("landed");
                    assertThat(peer.say("write n2 " + (first + 1_000) + " 1")).isEqualTo("landed");
                    assertThat(peer.say("read"))
                            .isEqualTo("holds n2 " + (first + 1_000) + " 1, highest " + (first + 1_000));
                }
            }
            Files.delete(file());
        }
    }

    /** A leap that honest nodes can have made is believed after the time that it took them. */
    @Test
    void aTokenThatIsClaimedLongEnoughLands() throws Exception {
        StoreOptions options = new StoreOptions(0, file(), StoreGuard.FENCED, false, Optional.empty());
        AtomicLong now = new AtomicLong();
        try (StoreServer server = new StoreServer(options, facts::add, stops::add, now::get)) {
            String answer = "error";
            int minutes = 0;
            while (answer.startsWith("error") && minutes < 30) {
                try (Peer peer = new Peer(server)) {
                    answer = peer.say("write n1 5000000 1");
                }
                now.addAndGet(60_000_000_000L);
                minutes++;
            }
            assertThat(answer).isEqualTo("landed");
            assertThat(minutes).isBetween(5, 20);
        }
    }

    /** A stamp that was made up must not end the numbers that the store stamps its own facts with. */
    @Test
    void theLargestStampUsesNothingUp() throws Exception {
        try (StoreServer server = open(StoreGuard.FENCED);
                Peer peer = new Peer(server)) {
            for (int i = 1; i <= 3; i++) {
                assertThat(peer.say("write n1 3 " + i + " n1:1:93 9007199254740991"))
                        .isEqualTo("landed");
            }
        }
        assertThat(facts).hasSize(4);
        for (StampedFact fact : facts) {
            assertThat(FactCodec.read(FactCodec.line(fact))).isEqualTo(fact);
        }
    }

    @Test
    void aLineIsReadAsItIsWritten() {
        Write write = new Write(N1, 3, 7);
        for (WriteLine line : List.of(
                new WriteLine(write, Optional.of(new FactId(N1, 2, 93)), 120),
                new WriteLine(write, Optional.empty(), 0))) {
            assertThat(WriteLine.parse(line.text())).isEqualTo(line);
            assertThat(line.text().length()).isLessThan(WriteLine.BYTES_MAX);
        }
    }

    @Test
    void oneStoreAFile() throws IOException {
        try (StoreServer server = open(StoreGuard.FENCED)) {
            assertThat(server.port()).isPositive();
            assertThatThrownBy(() -> open(StoreGuard.FENCED))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another store uses it");
        }
        open(StoreGuard.FENCED).close();
    }

    @Test
    void whatSomebodyPutBesideItsFileStaysAndNoLinkIsTakenForIt() throws IOException {
        Files.createDirectories(file().getParent());
        Path beside = Files.writeString(file().resolveSibling("store.new"), "mine");
        open(StoreGuard.FENCED).close();
        assertThat(beside).hasContent("mine");
        Path elsewhere = Files.move(file(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(file(), elsewhere);
        String before = Files.readString(elsewhere);
        assertThatThrownBy(() -> open(StoreGuard.FENCED))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("store is a symbolic link: expected a store's contents in a regular file");
        assertThat(elsewhere).hasContent(before);
    }

    /** A store that began anew would take stale writes for fresh ones. */
    @Test
    void aFileThatHoldsSomethingElseIsRefused() throws IOException {
        Files.createDirectories(file().getParent());
        for (String content :
                new String[] {"hello\n", "life=x\n", "life=1\nlast=n1 3 1\n", "life=1\nlast=n1\nnewest=n1\n"}) {
            Files.writeString(file(), content);
            assertThatThrownBy(() -> open(StoreGuard.FENCED))
                    .as(content)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("holds no store's contents");
            assertThat(Files.readString(file())).isEqualTo(content);
        }
    }
}
