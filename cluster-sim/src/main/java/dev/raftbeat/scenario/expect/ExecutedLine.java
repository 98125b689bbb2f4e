package dev.raftbeat.scenario.expect;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultLanguage;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactListener;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<Fault> fault;
    private final SortedMap<NodeId, Long> lastFact = new TreeMap<>();
    private final SortedMap<NodeId, Long> saving = new TreeMap<>();
    private final SortedMap<Link, Long> unanswered = new TreeMap<>();
    private final SortedMap<Link, Long> newest = new TreeMap<>();
    private final SortedMap<NodeId, StampedFact> armed = new TreeMap<>();
    private final Map<FactId, Long> sent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FactId, Long> eldest) {
            return size() > SENT_MAX;
        }
    };
    private StampedFact now;
    private long patienceNanos;
    private boolean acted;
    private boolean over;

    ExecutedLine(FaultBegan began, long beganNanos) {
        this.began = began;
        this.beganNanos = beganNanos;
        fault = parse(began.text());
        acted = began.kind().equals("undo") || began.kind().equals("setting");
    }

    /** What was done by hand to one message is no line of the language, and shows itself. */
    private static Optional<Fault> parse(String text) {
        try {
            return Optional.of(FaultLanguage.parse(text));
        } catch (FaultSyntaxException e) {
            return Optional.empty();
        }
    }

    FaultBegan began() {
        return began;
    }

    /** Whether it breaks something, and does not only undo or set. */
    boolean breaks() {
        return began.kind().equals("fault") || began.kind().equals("action");
    }

    boolean acted() {
        return acted || fault.isEmpty();
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

    /** @param heartbeatNanos after how long a silence is one */
    void hear(StampedFact stamped, long heartbeatNanos) {
        if (acted || over) {
            return;
        }
        now = stamped;
        patienceNanos = 3 * heartbeatNanos;
        stamped.fact().accept(this);
        if (began.nodes().contains(stamped.node())) {
            lastFact.put(stamped.node(), stamped.tNanos());
        }
        acted |= silenced();
    }

    private boolean is(FaultWord... words) {
        return List.of(words).contains(fault.orElseThrow().word());
    }

    private boolean touches(NodeId from, NodeId to) {
        return began.links().contains(new Link(from, to));
    }

    /** What can only be seen by what does not come. */
    private boolean silenced() {
        long now = this.now.tNanos();
        if (fault.isEmpty()) {
            return false;
        }
        if (is(FaultWord.PAUSE)) {
            return began.nodes().stream()
                    .anyMatch(node -> now - lastFact.getOrDefault(node, beganNanos) >= patienceNanos);
        }
        if (is(FaultWord.STALL_DISK)) {
            return saving.values().stream().anyMatch(since -> now - since >= patienceNanos);
        }
        return is(FaultWord.BLACKHOLE, FaultWord.DROP_PACKETS, FaultWord.LOSE_PACKETS, FaultWord.REJECT_PACKETS)
                && unanswered.values().stream().anyMatch(since -> now - since >= patienceNanos);
    }

    @Override
    public void on(MessageLost fact) {
        boolean byRule = fact.reason() == LossReason.CUT
                || fact.reason() == LossReason.LOSS
                || fact.reason() == LossReason.CUT_WHILE_DELAYED;
        boolean cuts = !is(FaultWord.SLOW, FaultWord.DUPLICATE, FaultWord.REORDER, FaultWord.BLACKHOLE);
        acted |= byRule && cuts && touches(fact.from(), fact.to());
    }

    @Override
    public void on(MessageSent fact) {
        if (touches(now.node(), fact.to())) {
            sent.put(now.id(), now.tNanos());
            unanswered.putIfAbsent(new Link(now.node(), fact.to()), now.tNanos());
        }
    }

    @Override
    public void on(MessageDelivered fact) {
        if (!touches(fact.from(), now.node())) {
            return;
        }
        Link link = new Link(fact.from(), now.node());
        unanswered.remove(link);
        Long sentAt = sent.get(fact.id());
        if (fault.orElseThrow() instanceof Fault.Slow slow && sentAt != null) {
            acted |= now.tNanos() - sentAt >= slow.delay().nanos(0) / 2;
        }
        long newestSeq = newest.getOrDefault(link, 0L);
        acted |= is(FaultWord.REORDER) && fact.id().seq() < newestSeq;
        acted |= is(FaultWord.DUPLICATE) && fact.copy() > 0;
        // TCP sends again what was lost, which takes it a fifth of a second at the least.
        acted |= is(FaultWord.LOSE_PACKETS) && sentAt != null && now.tNanos() - sentAt >= REPEATED_NANOS;
        newest.put(link, Math.max(newestSeq, fact.id().seq()));
    }

    @Override
    public void on(ProcessEnded fact) {
        acted |= is(FaultWord.KILL, FaultWord.WIPE, FaultWord.CRASH)
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
        acted |= is(FaultWord.FAIL_DISK) && began.nodes().contains(now.node());
    }

    @Override
    public void on(BecameCandidate fact) {
        acted |= is(FaultWord.CAMPAIGN) && began.nodes().contains(now.node());
    }

    @Override
    public void on(BecamePreCandidate fact) {
        acted |= is(FaultWord.CAMPAIGN) && began.nodes().contains(now.node());
    }

    @Override
    public void on(GarbageCollected fact) {
        acted |= is(FaultWord.COLLECT) && began.nodes().contains(now.node());
    }

    @Override
    public void on(TransferBegan fact) {
        acted |= is(FaultWord.TRANSFER);
    }

    @Override
    public void on(LinkDown fact) {
        boolean ours = touches(now.node(), fact.peer()) || touches(fact.peer(), now.node());
        acted |= is(FaultWord.RESET, FaultWord.REJECT_PACKETS) && ours;
    }

    /** Who is off the network is missed by the others, and misses them. */
    @Override
    public void on(PeerSuspected fact) {
        boolean ours = began.nodes().contains(now.node()) || began.nodes().contains(fact.peer());
        acted |= is(FaultWord.UNPLUG) && ours;
    }

    /** Its own clock shows in when it will fire and what it drew; the host's beside it shows how fast it runs. */
    @Override
    public void on(TimerArmed fact) {
        if (!(fault.orElseThrow() instanceof Fault.Skew skew) || !began.nodes().contains(now.node())) {
            return;
        }
        StampedFact first = armed.putIfAbsent(now.node(), now);
        if (first != null && now.tNanos() - first.tNanos() >= patienceNanos) {
            TimerArmed before = (TimerArmed) first.fact();
            double own = (fact.dueNanos() - fact.drawNanos()) - (before.dueNanos() - before.drawNanos());
            double wrong = own / (now.tNanos() - first.tNanos()) - 1;
            double wanted = skew.percent().doubleValue() / 100;
            acted |= wrong / wanted >= 0.5;
        }
    }
}
