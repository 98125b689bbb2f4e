package dev.raftbeat.harness;

import static dev.raftbeat.harness.SpoofedPeer.framed;

import dev.raftbeat.net.ClusterKey;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame;
import dev.raftbeat.wire.MessageCodec;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Somebody who sends frames in the name of every member to every other member of a live cluster, as fast as they are
 * taken: every kind of message, with each number at its limit, a step or a leap beyond what the node knows, and floods of
 * one kind. Nothing here keeps to the protocol.
 */
final class SpoofedFlood implements Closeable {
    private static final long MAX = (1L << 53) - 1;
    private static final int BATCH = 50;
    private static final int STRANGERS_MAX = 40;
    /** The letters of the messages, as the wire has them. */
    private static final List<String> KINDS = List.of("P", "p", "V", "v", "A", "a", "T");

    private final LiveTrio trio;
    private final ClusterKey key;
    private final Random random;
    private final Map<String, SpoofedPeer> open = new TreeMap<>();
    private final List<SpoofedPeer> strangers = new ArrayList<>();
    private NodeId target;
    private NodeId as;
    private long term;
    private long lamport = 1;
    private long sent;

    SpoofedFlood(LiveTrio trio, long seed) throws IOException {
        this.trio = trio;
        key = trio.key();
        this.random = new Random(seed);
    }

    /** Sends this many frames more. */
    void send(long frames) throws IOException {
        for (long end = sent + frames; sent < end; sent += BATCH) {
            aim();
            batch();
        }
    }

    private void aim() throws IOException {
        List<NodeId> members = new ArrayList<>(trio.members());
        target = members.remove(random.nextInt(members.size()));
        as = members.get(random.nextInt(members.size()));
        if (random.nextInt(4) == 0) {
            // Anybody who reaches a node may read its term.
            term = (long) trio.metric(target, "raftbeat_server_term");
        }
    }

    private void batch() throws IOException {
        switch (random.nextInt(11)) {
            case 0 -> each(i -> message(any(), term, 1, MAX - random.nextInt(BATCH)));
            case 1 -> each(i -> message(any(), term, 1, lamport += MAX / 1_000_000));
            case 2 -> each(i -> message(any(), ++term, 1, 1));
            case 3 -> each(i -> message(any(), term += 1_000_000, 1, 1));
            case 4 -> each(i -> message(any(), MAX - random.nextInt(3), 1, 1));
            case 5 -> each(i -> message(i % 2 == 0 ? "A" : "T", term + (i + 1) / 2, 1, 1));
            case 6 -> each(i -> message("T", term, i, 1));
            case 7 -> each(i -> message(any(), term, MAX - random.nextInt(3), 1));
            case 8 ->
                each(i -> new String(MessageCodec.write(new Frame.Ping()), java.nio.charset.StandardCharsets.UTF_8));
            case 9 -> introduceAgain();
            default -> comeAsStrangers();
        }
    }

    private String any() {
        return KINDS.get(random.nextInt(KINDS.size()));
    }

    private interface Text {
        String of(int i);
    }

    private void each(Text json) throws IOException {
        for (int i = 0; i < BATCH; i++) {
            send(framed(json.of(i)));
        }
    }

    /** On the connection that there is, or on a fresh one; whoever is refused comes again. */
    private void send(byte[] frame) throws IOException {
        String link = as + ">" + target;
        SpoofedPeer peer = open.get(link);
        if (peer == null || !peer.send(frame)) {
            if (peer != null) {
                peer.close();
            }
            SpoofedPeer fresh = new SpoofedPeer(trio.peerPort(target));
            open.put(link, fresh);
            // Whoever floods as a member holds the key, and lies.
            if (fresh.introduce(hello(), key)) {
                fresh.send(frame);
            }
        }
    }

    private Frame.Hello hello() {
        int boot = random.nextInt(4) == 0 ? Bounds.BOOT_MAX - random.nextInt(3) : 1 + random.nextInt(2);
        return new Frame.Hello(trio.cluster().plan().id(), as, target, boot);
    }

    private void introduceAgain() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            try (SpoofedPeer once = new SpoofedPeer(trio.peerPort(target))) {
                if (i % 2 == 0) {
                    once.send(framed(hello()), framed(message(any(), term, 1, 1)));
                } else if (once.introduce(hello(), key)) {
                    once.send(framed(message(any(), term, 1, 1)));
                }
            }
        }
    }

    private void comeAsStrangers() throws IOException {
        for (int i = 0; i < BATCH; i++) {
            SpoofedPeer stranger = new SpoofedPeer(trio.peerPort(target));
            strangers.add(stranger);
            stranger.send(i % 2 == 0 ? new byte[] {0, 0} : framed("{\"kind\":\"x\"}"));
            if (strangers.size() > STRANGERS_MAX) {
                strangers.remove(0).close();
            }
        }
    }

    /**
     * @param number what stands for the message's other numbers, now and then also for the step in its sender's life
     * @param stamp the step on Lamport's clock, now and then: two leaps end a connection
     */
    private String message(String kind, long ofTerm, long number, long stamp) {
        int yes = random.nextInt(2);
        String more = switch (kind) {
            case "P" -> "," + number + "," + number + "," + number + "," + number;
            case "p", "a" -> "," + number + "," + yes;
            case "V" -> "," + number + "," + number + "," + number;
            case "v" -> "," + yes;
            default -> "," + number;
        };
        long seqStep = random.nextInt(BATCH) == 0 ? Math.max(1, number) : 1;
        long lamportStep = random.nextInt(BATCH) == 0 ? stamp : 1;
        return "[\"" + kind + "\"," + seqStep + "," + lamportStep + "," + Math.min(ofTerm, MAX) + more + "]";
    }

    @Override
    public void close() throws IOException {
        for (SpoofedPeer peer : open.values()) {
            peer.close();
        }
        for (SpoofedPeer peer : strangers) {
            peer.close();
        }
    }
}
