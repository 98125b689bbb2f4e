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
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.sentence.Sentences;
import java.util.HashMap;
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
 * <p>Columns only grow, so that a page that has what was told up to some fact needs only what was added since.
 *
 * <p>Times are whole microseconds since the first fact. A node is its place among the members from 1; 0 is nobody.
 */
public final class PageFold implements FactSink {
    /** So many facts can be played; a browser has to hold what they say. */
    static final int FACTS_MAX = 2_000_000;

    private final ClusterView view;
    private final Sentences sentences = new Sentences();
    private final FaultLog faults = new FaultLog();
    private final Judge judge = new Judge();
    private final Readings readings = new Readings(this, judge);
    private final MessageColumns messages = new MessageColumns(this);
    private final Map<NodeId, NodeColumns> nodes = new TreeMap<>();
    private final Map<List<Object>, Integer> statePlaces = new HashMap<>();
    private final TextColumn<List<Object>> states = new TextColumn<>(this);
    private final LongColumn leaderTimes = new LongColumn(this);
    private final LongColumn leaders = new LongColumn(this);
    private final LongColumn terms = new LongColumn(this);
    /** Who else claims to lead, a bit a node. */
    private final LongColumn rivals = new LongColumn(this);

    private final LongColumn linkTimes = new LongColumn(this);
    private final LongColumn linkEnds = new LongColumn(this);
    private final LongColumn feedTimes = new LongColumn(this);
    private final TextColumn<String> feed = new TextColumn<>(this);
    private final LongColumn feedWeights = new LongColumn(this);
    private List<NodeId> members = List.of();
    private Optional<Leading> leader = Optional.empty();
    private long term = -1;
    private long rival;
    private long firstNanos = Long.MIN_VALUE;
    private long newest;
    private long lastMicros = Long.MIN_VALUE;
    private long facts;
    private long forgotten;
    /** From when on what was told is held. */
    private long from;
    /** The fact that last changed what faults there are. */
    private long faultsChanged;

    /** Of a run whose members are told by its facts. */
    public PageFold() {
        view = new ClusterView();
    }

    public PageFold(List<NodeId> members) {
        view = new ClusterView(members);
        this.members = List.copyOf(members);
    }

    /** What changes of one node: its state, and its timer, which changes with every heartbeat. */
    private static final class NodeColumns {
        private final LongColumn times;
        private final LongColumn states;
        private final LongColumn armed;
        private final LongColumn draws;
        private int state = -1;
        private Optional<NodeView.Countdown> countdown = Optional.empty();

        private NodeColumns(PageFold run) {
            times = new LongColumn(run);
            states = new LongColumn(run);
            armed = new LongColumn(run);
            draws = new LongColumn(run);
        }
    }

    /** The judge of the invariants, who has heard all that was told here, what is not played too. */
    public Judge judge() {
        return judge;
    }

    @Override
    public void tell(StampedFact fact) {
        facts++;
        if (facts - forgotten > FACTS_MAX) {
            judge.hear(fact);
            return;
        }
        firstNanos = firstNanos == Long.MIN_VALUE ? fact.tNanos() : firstNanos;
        if (fact.tNanos() / 1000 > lastMicros) {
            end();
            lastMicros = fact.tNanos() / 1000;
        }
        pass(fact.tNanos());
        judge.hear(fact);
        view.hear(fact);
        faults.hear(fact);
        faultsChanged = fact.fact() instanceof WorldFact ? facts : faultsChanged;
        members = view.history().members();
        boolean turned = false;
        if (fact.fact() instanceof MessageFact) {
            messages.hear(fact);
        } else {
            turned = note(view.snapshot());
            noteLink(fact);
        }
        sentences.tell(fact).ifPresent(told -> say(told.text(), told.headline()));
        readings.hear(fact, turned, newest);
    }

    /** Everything has been told that was so at the time of the newest fact. */
    public void end() {
        readings.settle().forEach(finding -> say(finding, true));
    }

    /** Time has passed, though nothing has happened. */
    public void pass(long nanos) {
        newest = facts == 0 ? 0 : Math.max(newest, micros(nanos));
    }

    /** How many facts were told. */
    long facts() {
        return facts;
    }

    /** From when on what was told is held. */
    long from() {
        return from;
    }

    /** The latest time that was told of. */
    long newest() {
        return newest;
    }

    /** @return since the first fact; a fact of another node that was told later may be a little earlier */
    long micros(long nanos) {
        return nanos <= firstNanos ? 0 : (nanos - firstNanos) / 1000;
    }

    long place(NodeId node) {
        return members.indexOf(node) + 1L;
    }

    private void noteLink(StampedFact fact) {
        if (fact.fact() instanceof LinkUp up) {
            link(fact.node(), up.peer(), true);
        } else if (fact.fact() instanceof LinkDown down) {
            link(fact.node(), down.peer(), false);
        }
    }

    private void link(NodeId from, NodeId to, boolean up) {
        linkTimes.addTime(newest);
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
        NodeColumns columns = nodes.computeIfAbsent(node.id(), ignored -> new NodeColumns(this));
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
        int place = statePlaces.computeIfAbsent(state, told -> {
            states.add(told);
            return statePlaces.size();
        });
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
        return since(0);
    }

    /**
     * What has been added since that fact, by the names under which the page asks for it: columns and lists have what is
     * new at their ends, and whatever is no column is there as a whole, where it has changed.
     *
     * @param fact how many facts were told then; 0 for everything
     */
    public Map<String, Object> since(long fact) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("members", members.stream().map(NodeId::name).toList());
        all.put("from", from);
        all.put("span", newest);
        all.put("leftOut", Math.max(0, facts - forgotten - FACTS_MAX));
        all.put("states", states.since(fact));
        all.put("nodes", members.stream().map(node -> columnsOf(node, fact)).toList());
        all.put(
                "leader",
                PageParts.group(Map.of(
                        "t",
                        leaderTimes.since(fact),
                        "node",
                        leaders.since(fact),
                        "term",
                        terms.since(fact),
                        "rivals",
                        rivals.since(fact))));
        all.put("links", PageParts.group(Map.of("t", linkTimes.since(fact), "ends", linkEnds.since(fact))));
        all.put("messages", messages.since(fact));
        if (fact > 0) {
            all.put("late", messages.late(fact));
        }
        if (fact == 0 || faultsChanged > fact) {
            all.put("faults", faults.spans().stream().map(this::fault).toList());
        }
        all.put(
                "feed",
                PageParts.group(Map.of(
                        "t", feedTimes.since(fact), "headline", feedWeights.since(fact), "text", feed.since(fact))));
        all.put("readings", readings.since(fact));
        if (fact == 0) {
            all.put("losses", MessageColumns.losses());
            all.put("figures", Readings.FIGURES);
            all.put("invariants", judge.invariants().stream().map(Invariant::id).toList());
        }
        return all;
    }

    private Map<String, Object> columnsOf(NodeId node, long fact) {
        NodeColumns columns = nodes.getOrDefault(node, new NodeColumns(this));
        return PageParts.group(Map.of(
                "t", columns.times.since(fact),
                "state", columns.states.since(fact),
                "armed", columns.armed.since(fact),
                "left", columns.draws.since(fact)));
    }

    /** How many entries the longest columns hold: what a browser would have to hold, too. */
    int size() {
        return messages.size()
                + nodes.values().stream().mapToInt(node -> node.armed.size()).sum();
    }

    /** Forgets the earlier half of what was told. Faults, links and what was so at that moment stay. */
    void forgetHalf() {
        long fact = forgotten + (facts - forgotten) / 2;
        forgotten = fact;
        messages.forget(fact);
        for (NodeColumns node : nodes.values()) {
            forget(fact, node.times, node.states);
            forget(fact, node.armed, node.draws);
        }
        forget(fact, feedTimes, feedWeights, feed);
        from = messages.firstMicros();
        forget(fact, leaderTimes, leaders, terms, rivals);
        forget(fact, readings.columns());
    }

    /** The last entry before is what was so then. */
    private static void forget(long fact, Stamped... columns) {
        int first = Math.max(0, columns[0].after(fact) - 1);
        List.of(columns).forEach(column -> column.forget(first));
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
