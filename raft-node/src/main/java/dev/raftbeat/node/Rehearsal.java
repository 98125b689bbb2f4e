package dev.raftbeat.node;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.raft.RaftMessage;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Elections and heartbeats of a cluster that exists in memory alone, played when a process of a node starts. Java runs
 * code slowly until it has run it a few hundred times, and a node's election must not be the first that its process has
 * seen: cold, it takes ten times as long. The cluster shares nothing with the node but its code: it has draws, facts and
 * ballots of its own, and virtual time.
 *
 * <p>Not for use by two threads.
 */
public final class Rehearsal {
    private static final int ELECTIONS = 300;

    /** A machine has better things to do at a start. */
    private static final long START_NANOS = 60_000_000L;

    /** What is left is rehearsed in turns so short that the node's own timers do not notice. */
    private static final long TURN_NANOS = 2_000_000L;

    private static final long BETWEEN_TURNS_MILLIS = 40;

    /** So many heartbeats are heard under each leader. */
    private static final int HEARTBEATS = 4;

    private static final List<NodeId> MEMBERS = List.of(new NodeId("r1"), new NodeId("r2"), new NodeId("r3"));

    private final List<RehearsalNode> nodes;
    private final FactSink listener;
    private final Deque<Sent> network = new ArrayDeque<>();
    private long now;
    private Optional<NodeId> leader = Optional.empty();
    /** Was the leader: nothing of it arrives, and nothing reaches it. */
    private Optional<NodeId> cutOff = Optional.empty();

    /** Every other leader is proven dead; the others fall silent. */
    private boolean proofDue;

    private int heartbeats;
    private int elections;

    private record Sent(NodeId from, NodeId to, byte[] frame) {}

    /** @param listener told of its facts; a process of a node has none */
    Rehearsal(FactSink listener) {
        this.listener = listener;
        SplittableRandom random = new SplittableRandom(1);
        nodes = MEMBERS.stream()
                .map(id -> new RehearsalNode(id, MEMBERS, random.split(), this::now, this::send, this::heard))
                .toList();
        nodes.forEach(RehearsalNode::start);
    }

    /**
     * Rehearses on a thread of its own: for a moment beside whatever the start has to wait for, then in short turns during
     * the first seconds of the node.
     *
     * @param first what is rehearsed before, because it comes before an election in a node's life, too
     */
    public static void begin(Runnable first) {
        Thread thread = new Thread(
                () -> {
                    first.run();
                    playAll();
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private static void playAll() {
        Rehearsal rehearsal = new Rehearsal(fact -> {});
        long turn = START_NANOS;
        while (rehearsal.play(ELECTIONS, System::nanoTime, turn) < ELECTIONS) {
            turn = TURN_NANOS;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_TURNS_MILLIS));
        }
    }

    /**
     * Plays on until so many leaders have been elected since the start, or so much time has passed.
     *
     * @param clock monotonic nanoseconds
     * @return how many have been elected since the start
     */
    int play(int most, LongSupplier clock, long nanosMax) {
        long began = clock.getAsLong();
        while (elections < most && clock.getAsLong() - began < nanosMax) {
            step();
        }
        return elections;
    }

    private void step() {
        if (proofDue) {
            proofDue = false;
            cutOff.ifPresent(dead ->
                    nodes.stream().filter(node -> !node.id().equals(dead)).forEach(node -> node.proveDead(dead)));
            return;
        }
        Sent sent = network.poll();
        if (sent == null) {
            RehearsalNode next = nodes.stream()
                    .min(Comparator.comparingLong(RehearsalNode::wakeAt))
                    .orElseThrow();
            // A wake is never quite on time.
            now = Math.max(now, next.wakeAt()) + TimeUnit.MICROSECONDS.toNanos(50);
            next.wake();
        } else if (!isCutOff(sent.from) && !isCutOff(sent.to)) {
            nodes.get(MEMBERS.indexOf(sent.to)).arrived(sent.from, sent.frame);
        }
    }

    private boolean isCutOff(NodeId node) {
        return cutOff.isPresent() && cutOff.get().equals(node);
    }

    private long now() {
        return now;
    }

    private boolean send(NodeId from, RaftMessage message, NodeId to, byte[] frame) {
        if (message instanceof RaftMessage.AppendEntries && leader.isPresent() && ++heartbeats >= HEARTBEATS) {
            proofDue = cutOff.isEmpty() && elections % 2 == 0;
            cutOff = leader;
        }
        network.add(new Sent(from, to, frame));
        return !isCutOff(to);
    }

    private void heard(StampedFact fact) {
        listener.tell(fact);
        if (fact.fact() instanceof BecameLeader) {
            elections++;
            leader = Optional.of(fact.node());
            cutOff = Optional.empty();
            heartbeats = 0;
        }
    }
}
