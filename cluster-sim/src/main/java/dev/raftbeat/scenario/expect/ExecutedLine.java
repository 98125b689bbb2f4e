package dev.raftbeat.scenario.expect;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A line that was carried out, and whether anything shows that it acted: a message lost on a link that was cut, a node
 * that fell silent, a save that failed. Without that, nothing follows from what did not happen.
 */
final class ExecutedLine implements FactListener {
    private static final int SENT_MAX = 256;
    private static final long REPEATED_NANOS = 150_000_000;

    private final FaultBegan began;
    private final long beganNanos;
    private final SortedMap<NodeId, Long> lastFact = new TreeMap<>();
    private final SortedMap<NodeId, Long> saving = new TreeMap<>();
    private final SortedMap<Link, Long> unanswered = new TreeMap<>();
    private final SortedMap<Link, Long> newest = new TreeMap<>();
    private final SkewEvidence skew;
    private final Map<FactId, Long> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FactId, Long> eldest) {
            return size() > SENT_MAX;
        }
    };
    private StampedFact now;
    private long patienceNanos;
    private long ownHeartbeatNanos;
    private boolean acted;
    private boolean over;

    ExecutedLine(FaultBegan began, long beganNanos) {
        this.began = began;
        this.beganNanos = beganNanos;
        skew = new SkewEvidence(is(TimerWords.SKEW) ? (double) amount() / FaultEffect.WHOLE : 0);
        acted = began.kind().equals("undo") || began.kind().equals("setting");
    }

    FaultBegan began() {
        return began;
    }

    /** Whether it breaks something, and does not only undo or set. */
    boolean breaks() {
        return began.kind().equals("fault") || began.kind().equals("action");
    }

    /** What was done by hand to one message is no line of the language, and shows itself. */
    boolean acted() {
        return acted || FaultWords.named(began.word()).isEmpty();
    }

    boolean isOver() {
        return over;
    }

    long beganNanos() {
        return beganNanos;
    }

    void end() {
        over = true;
    }

    /**
     * @param heartbeatNanos the longest of all nodes: three of them are a silence
     * @param ownHeartbeatNanos that of who tells the fact
     */
    void hear(StampedFact stamped, long heartbeatNanos, long ownHeartbeatNanos) {
        if (acted || over) {
            return;
        }
        now = stamped;
        patienceNanos = 3 * heartbeatNanos;
        this.ownHeartbeatNanos = ownHeartbeatNanos;
        stamped.fact().accept(this);
        if (began.nodes().contains(stamped.node())) {
            lastFact.put(stamped.node(), stamped.tNanos());
        }
        acted |= silenced();
    }

    private boolean is(FaultWord... words) {
        return Arrays.stream(words).anyMatch(word -> word.text().equals(began.word()));
    }

    /** How much its one effect is. */
    private long amount() {
        return began.effects().get(0).amount();
    }

    private boolean touches(NodeId from, NodeId to) {
        return began.links().contains(new Link(from, to));
    }

    /** What can only be seen by what does not come. */
    private boolean silenced() {
        long now = this.now.tNanos();
        if (is(ProcessWords.PAUSE)) {
            return began.nodes().stream()
                    .anyMatch(node -> now - lastFact.getOrDefault(node, beganNanos) >= patienceNanos);
        }
        if (is(StoreWords.STALL_DISK)) {
            return saving.values().stream().anyMatch(since -> now - since >= patienceNanos);
        }
        return is(LinkWords.BLACKHOLE, PacketWords.DROP_PACKETS, PacketWords.LOSE_PACKETS, PacketWords.REJECT_PACKETS)
                && unanswered.values().stream().anyMatch(since -> now - since >= patienceNanos);
    }

    @Override
    public void on(MessageLost fact) {
        boolean byRule = fact.reason() == LossReason.CUT
                || fact.reason() == LossReason.LOSS
                || fact.reason() == LossReason.CUT_WHILE_DELAYED;
        boolean cuts = !is(LinkWords.SLOW, LinkWords.DUPLICATE, LinkWords.REORDER, LinkWords.BLACKHOLE);
        acted |= byRule && cuts && touches(fact.from(), fact.to());
    }

    @Override
    public void on(MessageSent fact) {
        if (touches(now.node(), fact.to())) {
            sent.put(now.id(), now.tNanos());
            unanswered.putIfAbsent(new Link(now.node(), fact.to()), now.tNanos());
        }
        acted |= isSkewed() && skew.isShownBy(now, fact, ownHeartbeatNanos);
    }

    @Override
    public void on(MessageDelivered fact) {
        if (!touches(fact.from(), now.node())) {
            return;
        }
        Link link = new Link(fact.from(), now.node());
        unanswered.remove(link);
        Long sentAt = sent.get(fact.id());
        if (is(LinkWords.SLOW) && sentAt != null) {
            acted |= now.tNanos() - sentAt >= amount() / 2;
        }
        long newestSeq = newest.getOrDefault(link, 0L);
        acted |= is(LinkWords.REORDER) && fact.id().seq() < newestSeq;
        acted |= is(LinkWords.DUPLICATE) && fact.copy() > 0;
        // TCP sends again what was lost, which takes it a fifth of a second at the least.
        acted |= is(PacketWords.LOSE_PACKETS) && sentAt != null && now.tNanos() - sentAt >= REPEATED_NANOS;
        newest.put(link, Math.max(newestSeq, fact.id().seq()));
    }

    @Override
    public void on(ProcessEnded fact) {
        acted |= is(ProcessWords.KILL, ProcessWords.STOP, StoreWords.WIPE, ProcessWords.CRASH)
                && began.nodes().contains(fact.target());
    }

    @Override
    public void on(SaveBegan fact) {
        if (began.nodes().contains(now.node())) {
            saving.putIfAbsent(now.node(), now.tNanos());
        }
    }

    @Override
    public void on(BallotSaved fact) {
        saving.remove(now.node());
    }

    @Override
    public void on(SaveFailed fact) {
        acted |= is(StoreWords.FAIL_DISK) && began.nodes().contains(now.node());
    }

    @Override
    public void on(BecameCandidate fact) {
        acted |= is(TimerWords.CAMPAIGN) && began.nodes().contains(now.node());
    }

    @Override
    public void on(BecamePreCandidate fact) {
        acted |= is(TimerWords.CAMPAIGN) && began.nodes().contains(now.node());
    }

    @Override
    public void on(GarbageCollected fact) {
        acted |= is(ProcessWords.COLLECT) && began.nodes().contains(now.node());
    }

    @Override
    public void on(TransferBegan fact) {
        acted |= is(TimerWords.TRANSFER);
    }

    @Override
    public void on(LinkDown fact) {
        boolean ours = touches(now.node(), fact.peer()) || touches(fact.peer(), now.node());
        acted |= is(LinkWords.RESET, PacketWords.REJECT_PACKETS) && ours;
    }

    /** Who is off the network is missed by the others, and misses them. */
    @Override
    public void on(PeerSuspected fact) {
        boolean ours = began.nodes().contains(now.node()) || began.nodes().contains(fact.peer());
        acted |= is(HostWords.UNPLUG) && ours;
    }

    @Override
    public void on(TimerArmed fact) {
        acted |= isSkewed() && skew.isShownBy(now, fact, patienceNanos);
    }

    private boolean isSkewed() {
        return is(TimerWords.SKEW) && began.nodes().contains(now.node());
    }
}
