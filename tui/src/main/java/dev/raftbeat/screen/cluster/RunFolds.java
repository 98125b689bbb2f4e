package dev.raftbeat.screen.cluster;

import dev.raftbeat.check.failover.FailoverTally;
import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.LateTimers;
import dev.raftbeat.history.NetworkMeter;
import dev.raftbeat.history.TimingRequirement;
import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.canvas.Lamp;
import dev.raftbeat.screen.canvas.Meter;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.LeaderSuspicions;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.StoreTally;
import dev.raftbeat.world.Timeline;
import dev.raftbeat.world.sentence.BusyMachine;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that the facts have told so far: the folds behind the picture. Owned by one thread. */
public final class RunFolds {
    private static final int FEED_MAX = 5_000;
    /** Of each weight: over half an hour of a cluster at the pace of a class, and longer of what is notable. */
    private static final int FACTS_MAX = 100_000;

    private static final int CAMPAIGNS_MAX = 5_000;
    private static final long READING_NANOS = FlapMeter.READING_NANOS;

    private final ClusterView view;
    private final Sentences sentences = new Sentences();
    private final List<Sentence> feed = new ArrayList<>();
    private final Deque<Campaign> campaigns = new ArrayDeque<>();
    private final SortedMap<NodeId, Long> heartbeats = new TreeMap<>();
    private final SortedMap<Link, Heard> heard = new TreeMap<>();
    private final LeaderSuspicions suspicions;
    private final StoreTally store = new StoreTally();
    private ClusterSnapshot picture;
    private final Judge judge = new Judge();
    private final FlapMeter flaps = FlapMeter.watched();
    private final NetworkMeter network = new NetworkMeter();
    private final LateTimers timers = new LateTimers();
    private Optional<TimingRequirement> timing = Optional.empty();
    private long timingRead = Long.MIN_VALUE;
    private List<Lamp> lamps;
    private List<Meter> meters = List.of();
    private long metersRead = Long.MIN_VALUE;
    private final Set<String> violated = new TreeSet<>();
    private StampedFact newest;
    private OptionalLong endedNanos = OptionalLong.empty();
    private long forgotten;
    private final Deque<StampedFact> routine = new ArrayDeque<>();
    private final Deque<StampedFact> notable = new ArrayDeque<>();

    /**
     * The last message over a link that was not of a term that is over.
     *
     * @param term the one that its receiver was in
     */
    private record Heard(long term, long tNanos) {}

    /** Somebody asked for votes, or whether it would get them. */
    public record Campaign(long tNanos, NodeId node, boolean preVote) {}

    RunFolds(List<NodeId> members, DetectorSpec detector) {
        view = new ClusterView(members);
        suspicions = new LeaderSuspicions(detector);
    }

    /** Answers in words that something was given up, such as a transfer: the line that asked for it said that it was done. */
    Optional<String> hear(StampedFact stamped) {
        picture = null;
        lamps = null;
        newest = stamped;
        keep(stamped.fact().routine() ? routine : notable, stamped);
        view.hear(stamped);
        suspicions.hear(stamped);
        store.hear(stamped);
        judge.hear(stamped);
        flaps.hear(stamped);
        network.hear(stamped);
        timers.hear(stamped);
        Optional<Sentence> told = sentences.tell(stamped);
        told.ifPresent(this::remember);
        if (stamped.fact() instanceof MessageSent sent && sent.kind().equals("AppendEntries")) {
            heartbeats.put(stamped.node(), stamped.tNanos());
        } else if (stamped.fact() instanceof MessageDelivered delivered) {
            delivered(delivered, stamped);
        } else if (stamped.fact() instanceof BecameCandidate) {
            campaign(new Campaign(stamped.tNanos(), stamped.node(), false));
        } else if (stamped.fact() instanceof BecamePreCandidate) {
            campaign(new Campaign(stamped.tNanos(), stamped.node(), true));
        }
        // Only what never came is told with a fact that has nothing to say itself.
        return told.filter(sentence -> stamped.fact().routine()).map(Sentence::text);
    }

    ClusterSnapshot picture() {
        if (picture == null) {
            picture = view.snapshot();
        }
        return picture;
    }

    Optional<StampedFact> newest() {
        return Optional.ofNullable(newest);
    }

    /** How strongly this node suspects its leader, by the detector that was chosen; empty while it knows none. */
    public Optional<LeaderSuspicions.Of> suspicion(NodeId node, long nowNanos) {
        return suspicions.of(node, nowNanos);
    }

    void choose(DetectorSpec detector) {
        suspicions.choose(detector);
    }

    /** What the store beside the cluster holds and took. */
    public StoreTally store() {
        return store;
    }

    public Timeline timeline() {
        return view.timeline();
    }

    private static void keep(Deque<StampedFact> facts, StampedFact fact) {
        facts.add(fact);
        if (facts.size() > FACTS_MAX) {
            facts.remove();
        }
    }

    /** All facts that are remembered, in no order: whoever asks why goes back over them. */
    List<StampedFact> facts() {
        List<StampedFact> facts = new ArrayList<>(notable);
        facts.addAll(routine);
        return facts;
    }

    Optional<StampedFact> fact(FactId id) {
        return Stream.concat(routine.stream(), notable.stream())
                .filter(fact -> fact.id().equals(id))
                .findFirst();
    }

    /** Sentences, oldest first. */
    public List<Sentence> feed() {
        return feed;
    }

    /** How many sentences were told in all, the forgotten ones too. */
    long told() {
        return forgotten + feed.size();
    }

    public List<Lamp> lamps() {
        if (lamps == null) {
            lamps = judge.lamps().stream().map(Lamp::of).toList();
        }
        return lamps;
    }

    /** Tells in the feed of invariants that were found violated since this was called before. */
    void settle() {
        // Most frames bring nothing of the kind, and violations are not asked for then.
        boolean news =
                lamps().stream().anyMatch(lamp -> lamp.state() == Lamp.State.VIOLATED && !violated.contains(lamp.id()));
        for (Judge.Lamp lamp : news ? judge.lamps() : List.<Judge.Lamp>of()) {
            if (!lamp.violations().isEmpty() && violated.add(lamp.id())) {
                remember(Sentence.finding(
                        lamp.finding(), lamp.violations().get(0).facts()));
            }
        }
    }

    /** What all of it came to. */
    List<String> seen(long nowNanos) {
        FlapMeter.Reading all = flaps.reading(nowNanos);
        FailoverTally failovers = all.failovers();
        String violations = lamps().stream()
                .filter(lamp -> lamp.state() == Lamp.State.VIOLATED)
                .map(Lamp::id)
                .collect(Collectors.joining(", "));
        return List.of(
                "seen: term " + picture().term() + ", " + PlainText.count(all.elections(), "election") + ", "
                        + PlainText.duration(all.leaderlessNanos()) + " without a leader",
                "failovers: " + failovers.all() + " (" + failovers.justified() + " justified, "
                        + PlainText.count(failovers.falseAlarms(), "false alarm") + ")",
                violations.isEmpty() ? "no check was violated" : "VIOLATED: " + violations);
    }

    /** The flap meter as of this very moment. */
    public List<Meter> metersExactly(long nowNanos) {
        return Meter.of(flaps.reading(nowNanos));
    }

    /** The flap meter, read anew twice a second: figures that change ten times a second cannot be read. */
    public List<Meter> meters(long nowNanos) {
        long half = nowNanos / READING_NANOS;
        if (half != metersRead) {
            metersRead = half;
            meters = Meter.of(flaps.reading(nowNanos));
        }
        return meters;
    }

    /** How the settings fit each other and the network, read anew twice a second; empty before a node has told its own. */
    public Optional<TimingRequirement> timing(long nowNanos) {
        long half = nowNanos / READING_NANOS;
        if (half != timingRead) {
            timingRead = half;
            List<Settings> settings = picture().settings();
            timing = settings.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TimingRequirement(
                            settings, network.network(picture().members())));
        }
        return timing;
    }

    /** A warning when the machine was too busy for its times in the last minute. */
    public Optional<String> busy() {
        return BusyMachine.warning(timers.recent());
    }

    /** Tells in the feed, once, that somebody has taken the cluster down. */
    void end() {
        if (newest != null && endedNanos.isEmpty()) {
            endedNanos = OptionalLong.of(newest.tNanos());
            remember(new Sentence(newest, Sentence.Weight.HEADLINE, "the cluster was ended"));
        }
    }

    /** When the last fact was told of a cluster that was taken down. */
    public OptionalLong endedNanos() {
        return endedNanos;
    }

    /** Campaigns that began within the window. */
    public List<Campaign> campaigns(long fromNanos, long toNanos) {
        return campaigns.stream()
                .filter(one -> one.tNanos() >= fromNanos && one.tNanos() < toNanos)
                .toList();
    }

    /** When this node last sent a heartbeat. */
    public OptionalLong heartbeatNanos(NodeId node) {
        Long sent = heartbeats.get(node);
        return sent == null ? OptionalLong.empty() : OptionalLong.of(sent);
    }

    /** A message of an earlier term that comes late says nothing of this one; one who asks for promises asks for a later. */
    private void delivered(MessageDelivered message, StampedFact stamped) {
        long own = view.history().term(view.history().place(stamped.node()));
        if (message.term() >= own) {
            heard.put(new Link(message.from(), stamped.node()), new Heard(own, stamped.tNanos()));
        }
    }

    /** When a message of this term, or a later one, last reached the one end of a link from the other in this term. */
    public OptionalLong heardNanos(Link link, long term) {
        Heard last = heard.get(link);
        return last == null || last.term() != term ? OptionalLong.empty() : OptionalLong.of(last.tNanos());
    }

    private void remember(Sentence told) {
        feed.add(told);
        if (feed.size() > FEED_MAX) {
            int half = FEED_MAX / 2;
            feed.subList(0, half).clear();
            forgotten += half;
        }
    }

    private void campaign(Campaign campaign) {
        campaigns.add(campaign);
        if (campaigns.size() > CAMPAIGNS_MAX) {
            campaigns.remove();
        }
    }
}
