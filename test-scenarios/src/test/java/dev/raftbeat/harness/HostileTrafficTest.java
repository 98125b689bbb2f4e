package dev.raftbeat.harness;

import static dev.raftbeat.harness.SpoofedPeer.framed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import dev.raftbeat.world.Leading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers and liars send to a live leader's port changes nothing but the counts of what was refused. */
@Tag("process")
class HostileTrafficTest {
    private static final int IDLE = 1_000;
    private static final int HEAP_KIB = 32 * 1024;

    @TempDir
    private Path home;

    private final List<SpoofedPeer> open = new ArrayList<>();
    private LiveTrio trio;
    private NodeId target;
    private NodeId member;

    @BeforeEach
    void bringUp() {
        // The machine that runs this may be busy: what must not happen is an election, and a slow pace has no others.
        trio = new LiveTrio(home.resolve("cluster"), Pace.CONTAINERS.settings());
    }

    @AfterEach
    void takeDown() throws IOException {
        for (SpoofedPeer peer : open) {
            peer.close();
        }
        trio.close();
    }

    private SpoofedPeer connect() throws IOException {
        SpoofedPeer peer = new SpoofedPeer(trio.peerPort(target));
        open.add(peer);
        return peer;
    }

    private void send(byte[]... parts) throws IOException {
        connect().send(parts);
    }

    /** By somebody who holds the key. */
    private void sendAsMember(byte[]... parts) throws IOException {
        SpoofedPeer peer = connect();
        assertThat(peer.introduce(hello(member), trio.key())).isTrue();
        peer.send(parts);
    }

    private Frame.Hello hello(NodeId from) {
        return new Frame.Hello(cluster(), from, target, 1);
    }

    private byte[] hello(String cluster, String from, String to) {
        return framed(new Frame.Hello(cluster, new NodeId(from), new NodeId(to), 1));
    }

    private byte[] goodHello() {
        return hello(cluster(), member.name(), target.name());
    }

    private String cluster() {
        return trio.cluster().plan().id();
    }

    private static byte[] message(RaftMessage message) {
        return framed(new Frame.Raft(1, 1, message));
    }

    @Test
    void nothingThatIsRefusedHasAnyEffect() throws Exception {
        Leading leading = trio.calm();
        target = leading.node();
        member = trio.followerOf(leading);
        Optional<Long> before = Machine.residentKiB(trio.pid(target));
        long mark = System.nanoTime();

        garbage();
        oversized();
        strangers();
        impostors();
        liars();
        slowLoris();
        idle();

        Set<RefusalReason> expected = EnumSet.of(
                RefusalReason.TOO_LARGE,
                RefusalReason.MALFORMED,
                RefusalReason.FOREIGN_CLUSTER,
                RefusalReason.UNKNOWN_SENDER,
                RefusalReason.WRONG_RECEIVER,
                RefusalReason.FROM_MYSELF,
                RefusalReason.NOT_PROVEN,
                RefusalReason.TERM_OUT_OF_RANGE,
                RefusalReason.TOO_MANY_CONNECTIONS,
                RefusalReason.SILENT_STRANGER);
        for (RefusalReason reason : expected) {
            Machine.await("it has counted " + reason, () -> refused(reason) >= 1);
        }
        Machine.await(
                "it has counted each of a thousand, or nearly",
                () -> refused(RefusalReason.TOO_MANY_CONNECTIONS) + refused(RefusalReason.SILENT_STRANGER) >= IDLE);

        long end = System.nanoTime();
        trio.await(
                "the cluster goes on",
                () -> !trio.heard().delivered(new Link(target, member), end).isEmpty());
        assertThat(trio.calm()).as("leader and term after all that").isEqualTo(leading);
        assertThat(trio.heard().since(mark))
                .as("facts of an election")
                .noneMatch(stamped -> List.of(
                                "BecameCandidate", "BecamePreCandidate", "BecameLeader", "SteppedDown", "TermAdvanced")
                        .contains(stamped.fact().name()));
        Optional<Long> after = Machine.residentKiB(trio.pid(target));
        if (before.isPresent()) {
            assertThat(after.orElseThrow() - before.get())
                    .as("growth of resident memory in KiB")
                    .isLessThan(HEAP_KIB);
        }
    }

    private double refused(RefusalReason reason) throws IOException {
        return trio.metric(target, "raftbeat_network_frames_refused_total{reason=\"" + reason + "\"}");
    }

    private void garbage() throws IOException {
        Random random = new Random(42);
        for (int i = 0; i < 50; i++) {
            byte[] bytes = new byte[1 + random.nextInt(10_000)];
            random.nextBytes(bytes);
            send(bytes);
        }
        for (String text : List.of("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "SSH-2.0-x\r\n", "\0\0\0\0")) {
            send(text.getBytes(StandardCharsets.UTF_8));
        }
        for (String json :
                List.of("", "{}", "[]", "null", "{\"kind\":\"hello\"}", "{\"kind\":\"x\"}", "[".repeat(2_000))) {
            send(framed(json));
            sendAsMember(framed(json));
        }
    }

    private void oversized() throws IOException {
        for (int length : new int[] {4_093, 65_536, Integer.MAX_VALUE, -1}) {
            send(ByteBuffer.allocate(4).putInt(length).array(), new byte[10_000]);
            sendAsMember(ByteBuffer.allocate(4).putInt(length).array(), new byte[10_000]);
        }
    }

    private void strangers() throws IOException {
        send(hello("another-cluster", member.name(), target.name()));
        send(hello(cluster(), "n9", target.name()));
        send(hello(cluster(), target.name(), target.name()));
        send(hello(cluster(), member.name(), "n9"));
        send(message(new RaftMessage.RequestVote(1, 0, 0, 9)));
    }

    /** In a member's name: without the key, with another one, and with what a member has said before. */
    private void impostors() throws IOException {
        byte[] lie = message(new RaftMessage.RequestVote(50, 0, 0, 9));
        send(goodHello(), lie);
        assertThat(connect().introduce(hello(member), new ClusterKey("nobody knows this one, or so he says")))
                .isFalse();
        String nonce = trio.key().nonce();
        String proof = trio.key().proof(ClusterKey.Step.HELLO, hello(member), nonce, "");
        Optional<Frame.Seal> seal = Optional.of(new Frame.Seal(nonce, proof));
        byte[] captured = framed(new Frame.Hello(cluster(), member, target, 1, seal));
        for (int i = 0; i < 50; i++) {
            send(captured, framed(new Frame.Proof(proof)), lie);
        }
    }

    /** With a hello that is welcome, and then a message that is not. */
    private void liars() throws IOException {
        String honest = new String(
                MessageCodec.write(new Frame.Raft(1, 1, new RaftMessage.RequestVote(77, 0, 0, 9))),
                StandardCharsets.UTF_8);
        assertThat(honest).contains("77");
        sendAsMember(framed(new Frame.Welcome(1)));
        for (String term : List.of("9223372036854775807", "9223372036854775808", "-1", "9007199254740992", "1e9")) {
            sendAsMember(framed(honest.replace("77", term)));
        }
        // Well-formed, and yet too far ahead to have come about honestly: refused by the protocol itself.
        sendAsMember(message(new RaftMessage.RequestVote((1L << 53) - 1, 9, 9, 9)));
        sendAsMember(message(new RaftMessage.AppendEntries(2_000_000_000, 1)));
    }

    private void slowLoris() throws IOException {
        byte[] hello = goodHello();
        for (int i = 1; i <= 5; i++) {
            connect().send(Arrays.copyOf(hello, hello.length / i - 1));
        }
    }

    private void idle() throws IOException {
        for (int i = 0; i < IDLE; i++) {
            connect();
        }
    }
}
