package dev.raftbeat.export;

import dev.raftbeat.history.Damage;
import dev.raftbeat.history.FaultLog;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.History;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact;
import dev.raftbeat.protocol.LinkFact;
import dev.raftbeat.protocol.MessageFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.spacetime.NodeState;
import dev.raftbeat.world.PlainText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * A run as a Chrome trace, which Perfetto's page reads: a process for the cluster, one for the faults and one for each
 * node, with tracks for its role, term, timer, disk, connections and messages; a message is a flow from slice to slice.
 * Times are microseconds since the first fact.
 */
public final class PerfettoTrace implements FactSink, FactListener {
    private static final int CLUSTER = 1;
    private static final int FAULTS = 2;
    private static final int FIRST_NODE = 3;

    private static final int ROLE = 1;
    private static final int TERM = 2;
    private static final int TIMER = 3;
    private static final int DISK = 4;
    private static final int SENDS = 5;
    private static final int HEARS = 6;
    private static final int FIRST_LINK = 10;

    private final TraceTracks tracks;
    private final TraceFlows flows;
    private final History history = new History();
    private final FaultLog faults = new FaultLog();
    /** What was told of the connections of a node, by its track. */
    private final Map<Integer, Map<Integer, String>> connections = new TreeMap<>();

    private StampedFact now;
    private long lastNanos = Long.MIN_VALUE;
    private int processes;

    /** To be told the facts in the order of time; what is written is whole after {@link #end}. */
    public PerfettoTrace(Consumer<String> text, TimeRange range) {
        tracks = new TraceTracks(new JsonList(text, "traceEvents"), range);
        flows = new TraceFlows(tracks, SENDS, HEARS);
    }

    @Override
    public void tell(StampedFact fact) {
        if (lastNanos == Long.MIN_VALUE) {
            tracks.zero(fact.tNanos());
            tracks.process(CLUSTER, "cluster");
            tracks.process(FAULTS, "faults");
        }
        now = fact;
        lastNanos = Math.max(lastNanos, fact.tNanos());
        boolean news = history.hear(fact);
        while (processes < history.size()) {
            tracks.process(FIRST_NODE + processes, history.name(processes).name());
            processes++;
        }
        if (news) {
            faults.hear(fact);
            fact.fact().accept(this);
            if (Leadership.isTurn(fact.fact())) {
                settle();
            }
        }
    }

    /** Closes what is open: there are no more facts. @param title of the run */
    public void end(String title) {
        flows.end();
        tracks.end(lastNanos);
        int number = 0;
        for (FaultSpan span : faults.spans()) {
            number++;
            String text = PlainText.clean(span.text());
            if (span.told().lasts()) {
                tracks.band(FAULTS, number, text, span.fromNanos(), Math.min(span.toNanos(), lastNanos));
            } else {
                tracks.instant(FAULTS, 1, "done once", text, span.fromNanos());
            }
        }
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("displayTimeUnit", "ms");
        more.put("otherData", Collections.singletonMap("run", title));
        tracks.close(more);
    }

    private void settle() {
        String led = history.nameOf(history.leader())
                .map(leader -> leader + " leads term " + history.leaderTerm())
                .orElse("nobody leads");
        tracks.become(CLUSTER, 1, "leader", led, now.tNanos());
        boolean world = !now.node().isMember();
        for (int node = 0; node < history.size(); node++) {
            if (world || node == history.place(now.node())) {
                settle(node);
            }
        }
    }

    private void settle(int node) {
        NodeState state = NodeState.of(history, node);
        int pid = FIRST_NODE + node;
        String leads = state.leader().map(leader -> "follower of " + leader).orElse("follower");
        String role = !state.isKnown() ? "" : state.is(Role.FOLLOWER) ? leads : state.words();
        tracks.become(pid, ROLE, "role", role, now.tNanos());
        tracks.become(pid, TERM, "term", state.isKnown() ? "term " + state.term() : "", now.tNanos());
        if (state.down() || state.role() == Role.LEADER) {
            tracks.become(pid, TIMER, "timer", "", now.tNanos());
        }
        if (state.down()) {
            tracks.become(pid, DISK, "disk", "", now.tNanos());
            connections.remove(node);
        }
        if (!now.node().isMember() || state.down()) {
            for (int peer = 0; peer < history.size(); peer++) {
                link(node, peer);
            }
        }
    }

    private void link(int node, int peer) {
        if (node == peer) {
            return;
        }
        Damage.Wire wire = history.damage().wire(node, peer);
        String connection =
                connections.getOrDefault(node, Collections.emptyMap()).getOrDefault(peer, "");
        String fault = wire == Damage.Wire.OPEN ? "" : wire.name().toLowerCase(Locale.ROOT) + " by a fault";
        String shown = fault.isEmpty() || connection.isEmpty() ? fault + connection : fault + "; " + connection;
        tracks.become(FIRST_NODE + node, FIRST_LINK + peer, "link to " + history.name(peer), shown, now.tNanos());
    }

    private void connection(NodeId peer, String what) {
        int node = history.place(now.node());
        int other = history.place(peer);
        if (other != Leadership.NOBODY) {
            connections.computeIfAbsent(node, ignored -> new TreeMap<>()).put(other, what);
            link(node, other);
        }
    }

    private int pid() {
        return FIRST_NODE + history.place(now.node());
    }

    private void timer(String what) {
        tracks.become(pid(), TIMER, "timer", what, now.tNanos());
    }

    private void disk(String what) {
        tracks.become(pid(), DISK, "disk", what, now.tNanos());
    }

    @Override
    public void on(TimerFact.TimerArmed fact) {
        // Each arming is a slice of its own, though the same timeout may be drawn twice.
        timer("");
        timer("timeout of " + PlainText.duration(fact.drawNanos()) + ": "
                + fact.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public void on(TimerFact.TimerFired fact) {
        timer("");
        tracks.instant(
                pid(),
                TIMER,
                "timer",
                "timer of " + PlainText.duration(fact.drawNanos()) + " fires, " + PlainText.duration(fact.lateNanos())
                        + " late",
                now.tNanos());
    }

    @Override
    public void on(LifeFact.SaveBegan fact) {
        disk("save term " + fact.term()
                + fact.votedFor().map(node -> ", vote for " + node).orElse(""));
    }

    @Override
    public void on(LifeFact.BallotSaved fact) {
        disk("");
    }

    @Override
    public void on(LifeFact.SaveFailed fact) {
        disk("");
        tracks.instant(pid(), DISK, "disk", "save failed: " + PlainText.clean(fact.reason()), now.tNanos());
    }

    @Override
    public void on(LinkFact.LinkUp fact) {
        connection(fact.peer(), "connected");
    }

    @Override
    public void on(LinkFact.LinkDown fact) {
        connection(fact.peer(), "not connected: " + PlainText.clean(fact.reason()));
    }

    @Override
    public void on(MessageFact.MessageSent fact) {
        flows.sent(pid(), now, PlainText.message(fact.kind()) + " to " + fact.to());
    }

    @Override
    public void on(MessageFact.MessageDelivered fact) {
        flows.heard(pid(), now, fact.id(), PlainText.message(fact.kind()) + " from " + fact.from());
    }

    @Override
    public void on(MessageFact.MessageLost fact) {
        flows.lost(fact.id());
        int sender = history.place(fact.from());
        if (sender != Leadership.NOBODY) {
            tracks.instant(
                    FIRST_NODE + sender,
                    SENDS,
                    "sends",
                    "lost: " + PlainText.message(fact.kind()) + " to " + fact.to() + ": "
                            + PlainText.because(fact.reason()),
                    now.tNanos());
        }
    }

    @Override
    public void on(WorldFact.FactsLost fact) {
        tracks.instant(CLUSTER, 1, "leader", PlainText.count(fact.count(), "fact") + " lost", now.tNanos());
    }
}
