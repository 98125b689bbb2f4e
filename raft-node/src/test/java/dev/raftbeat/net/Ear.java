package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Hears everything that a network says, and lets a test wait for it. */
final class Ear implements NetListener {
    private static final long PATIENCE_SECONDS = 20;

    private final LinkedBlockingQueue<Object> said = new LinkedBlockingQueue<>();
    private final List<Object> all = new ArrayList<>();

    record Arrived(Envelope<RaftMessage> envelope, long lamport) {}

    record Lost(Envelope<RaftMessage> envelope, LossReason reason) {}

    record ConnectionLost(NodeId peer, String cause) {}

    record ProvenDead(NodeId peer, int life, DeathProof proof) {}

    @Override
    public void arrived(Envelope<RaftMessage> envelope, long lamport, long connection) {
        say(new Arrived(envelope, lamport));
    }

    @Override
    public void lost(Envelope<RaftMessage> envelope, LossReason reason) {
        say(new Lost(envelope, reason));
    }

    @Override
    public void told(LinkFact fact) {
        say(fact);
    }

    @Override
    public void connectionLost(NodeId peer, String cause) {
        say(new ConnectionLost(peer, cause));
    }

    @Override
    public void provenDead(NodeId peer, int life, DeathProof proof) {
        say(new ProvenDead(peer, life, proof));
    }

    private synchronized void say(Object what) {
        all.add(what);
        said.add(what);
    }

    /** Waits for the next of this kind that fits, and drops what came before it. */
    <T> T next(Class<T> kind, Predicate<T> fits) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        try {
            while (true) {
                Object what = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(what)
                        .as("waiting for %s; heard %s", kind.getSimpleName(), last())
                        .isNotNull();
                if (kind.isInstance(what) && fits.test(kind.cast(what))) {
                    return kind.cast(what);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    <T> T next(Class<T> kind) {
        return next(kind, any -> true);
    }

    FrameRefused refused(RefusalReason reason) {
        return next(FrameRefused.class, fact -> fact.reason() == reason);
    }

    /** Everything of this kind so far. */
    synchronized <T> List<T> all(Class<T> kind) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private synchronized List<Object> last() {
        return List.copyOf(all.subList(Math.max(0, all.size() - 12), all.size()));
    }
}
