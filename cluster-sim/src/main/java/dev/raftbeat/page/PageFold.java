package dev.raftbeat.page;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.FaultLog;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.Leadership;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.MessageFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Folds a run into columns that a page can play: who was what when, the messages, the faults, and what is said of it all.
 * What anything means is decided here, by the same folds that the terminal reads; the page only looks up a moment.
 *
 * <p>What comes behind the first {@value #FACTS_MAX} facts is counted and not played.
 *
 * <p>Times are whole microseconds since the first fact. A node is its place among the members from 1; 0 is nobody.
 */
public final class PageFold implements FactSink {
    /** So many facts can be played; a browser has to hold what they say. */
    static final int FACTS_MAX = 2_000_000;

    private final ClusterView view = new ClusterView();
    private final Sentences sentences = new Sentences();
    private final FaultLog faults = new FaultLog();
    private final Judge judge = new Judge();
    private final Readings readings = new Readings(judge);
    private final MessageColumns messages = new MessageColumns(this);
    private final Map<NodeId, NodeColumns> nodes = new TreeMap<>();
    private final Map<List<Object>, Integer> states = new LinkedHashMap<>();
    private final LongColumn leaderTimes = new LongColumn();
    private final LongColumn leaders = new LongColumn();
    private final LongColumn terms = new LongColumn();
    /** Who else claims to lead, a bit a node. */
    private final LongColumn rivals = new LongColumn();

    private final LongColumn linkTimes = new LongColumn();
    private final LongColumn linkEnds = new LongColumn();
    private final LongColumn feedTimes = new LongColumn();
    private final List<String> feed = new ArrayList<>();
    private final LongColumn feedWeights = new LongColumn();
    private List<NodeId> members = List.of();
    private Optional<Leading> leader = Optional.empty();
    private long term = -1;
    private long rival;
    private long firstNanos = Long.MIN_VALUE;
    private long newest;
    private long facts;

    /** What changes of one node: its state, and its timer, which changes with every heartbeat. */
    private static final class NodeColumns {
        private final LongColumn times = new LongColumn();
        private final LongColumn states = new LongColumn();
        private final LongColumn armed = new LongColumn();
        private final LongColumn draws = new LongColumn();
        private int state = -1;
        private Optional<NodeView.Countdown> countdown = Optional.empty();
    }

    /** The judge of the invariants, who has heard all that was told here, what is not played too. */
    public Judge judge() {
        return judge;
    }

    @Override
    public void tell(StampedFact fact) {
        facts++;
        if (facts > FACTS_MAX) {
            judge.hear(fact);
            return;
        }
        firstNanos = firstNanos == Long.MIN_VALUE ? fact.tNanos() : firstNanos;
        long at = micros(fact.tNanos());
        if (at > newest) {
            end();
            newest = at;
        }
        judge.hear(fact);
        view.hear(fact);
        faults.hear(fact);
        members = view.history().members();
        boolean turned = false;
        if (fact.fact() instanceof MessageFact) {
            messages.hear(fact);
        } else {
            turned = note(view.snapshot());
            note(fact, at);
        }
        sentences.tell(fact).ifPresent(told -> say(told.text(), told.headline()));
        readings.hear(fact, turned);
    }

    /** Everything has been told that was so at the time of the newest fact. */
    public void end() {
        readings.settle(newest).forEach(finding -> say(finding, true));
    }

    /** @return since the first fact; a fact of another node that was told later may be a little earlier */
    long micros(long nanos) {
        return Math.max(0, (nanos - firstNanos) / 1000);
    }

    long place(NodeId node) {
        return members.indexOf(node) + 1L;
    }

    private void note(StampedFact fact, long at) {
        if (fact.fact() instanceof LinkUp up) {
            link(fact.node(), up.peer(), true, at);
        } else if (fact.fact() instanceof LinkDown down) {
            link(fact.node(), down.peer(), false, at);
        }
    }

    private void link(NodeId from, NodeId to, boolean up, long at) {
        linkTimes.addTime(at);
        linkEnds.add((place(from) * 16 + place(to)) * (up ? 1 : -1));
    }

    /** Whether who leads, who claims to, or the term is another. */
    private boolean note(ClusterSnapshot now) {
        for (NodeView node : now.nodes().values()) {
            if (place(node.id()) > 0) {
                note(node, now);
            }
        }
        long claiming = Leadership.rivals(view.history());
        boolean turned = !now.leader().equals(leader) || now.term() != term || claiming != rival;
        if (turned) {
            leader = now.leader();
            term = now.term();
            rival = claiming;
            rivals.add(claiming);
            leaderTimes.addTime(newest);
            leaders.add(leader.map(Leading::node).map(this::place).orElse(0L));
            terms.add(term);
        }
        return turned;
    }

    private void note(NodeView node, ClusterSnapshot now) {
        NodeColumns columns = nodes.computeIfAbsent(node.id(), ignored -> new NodeColumns());
        List<Object> state = List.of(
                node.life().name(),
                node.role().name(),
                node.term(),
                node.votedFor().map(this::place).orElse(0L),
                node.believedLeader().map(this::place).orElse(0L),
                node.boot(),
                node.claimsToLead(),
                now.leader().filter(node::follows).isPresent(),
                node.stands());
        int place = states.computeIfAbsent(state, ignored -> states.size());
        if (place != columns.state) {
            columns.state = place;
            columns.times.addTime(newest);
            columns.states.add(place);
        }
        if (!node.countdown().equals(columns.countdown)) {
            columns.countdown = node.countdown();
            columns.armed.addTime(newest);
            columns.draws.add(node.countdown()
                    .map(timer -> Math.max(0, micros(timer.dueNanos()) - newest))
                    .orElse(-1L));
        }
    }

    private void say(String sentence, boolean headline) {
        feedTimes.addTime(newest);
        feedWeights.add(headline ? 1 : 0);
        feed.add(sentence);
    }

    /** Everything, by the names under which the page asks for it. */
    public Map<String, Object> columns() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("members", members.stream().map(NodeId::name).toList());
        all.put("span", newest);
        all.put("leftOut", Math.max(0, facts - FACTS_MAX));
        all.put("states", states.keySet());
        all.put("nodes", members.stream().map(this::columnsOf).toList());
        all.put(
                "leader",
                Map.of(
                        "t",
                        leaderTimes.values(),
                        "node",
                        leaders.values(),
                        "term",
                        terms.values(),
                        "rivals",
                        rivals.values()));
        all.put("links", Map.of("t", linkTimes.values(), "ends", linkEnds.values()));
        all.put("messages", messages.columns());
        all.put("faults", faults.spans().stream().map(this::fault).toList());
        all.put("readings", readings.columns());
        all.put("figures", Readings.FIGURES);
        all.put("invariants", judge.invariants().stream().map(Invariant::id).toList());
        all.put("feed", Map.of("t", feedTimes.values(), "headline", feedWeights.values(), "text", feed));
        return all;
    }

    private Map<String, Object> columnsOf(NodeId node) {
        NodeColumns columns = nodes.getOrDefault(node, new NodeColumns());
        return Map.of(
                "t", columns.times.values(),
                "state", columns.states.values(),
                "armed", columns.armed.values(),
                "left", columns.draws.values());
    }

    private Map<String, Object> fault(FaultSpan span) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("number", span.number());
        one.put("from", micros(span.fromNanos()));
        one.put("to", span.toNanos() == Long.MAX_VALUE ? -1 : micros(span.toNanos()));
        one.put("lasts", span.told().lasts());
        one.put("text", span.text());
        one.put("nodes", span.nodes().stream().map(this::place).toList());
        one.put("links", span.links().stream().map(this::ends).toList());
        return one;
    }

    private long ends(Link link) {
        return place(link.from()) * 16 + place(link.to());
    }
}
