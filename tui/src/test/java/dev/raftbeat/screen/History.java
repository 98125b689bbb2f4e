package dev.raftbeat.screen;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.screen.cluster.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Writes a history of facts by hand, in virtual time: what a cluster could have told. */
public final class History {
    static final long MILLI = 1_000_000L;
    /** Not 0, so that a picture that forgets to subtract the start is seen to. */
    static final long START = 5_000_000 * MILLI;

    final List<NodeId> members;
    final Settings settings;
    public final List<StampedFact> facts = new ArrayList<>();
    private final Map<NodeId, Integer> boots = new TreeMap<>();
    private final Map<NodeId, Long> seqs = new TreeMap<>();
    private final TreeSet<Link> cut = new TreeSet<>();
    private final TreeSet<NodeId> dead = new TreeSet<>();
    private final Map<NodeId, Ballot> ballots = new TreeMap<>();
    private final Map<NodeId, Long> follows = new TreeMap<>();
    private long now = START;
    private long draws;

    History(int nodes, Settings settings) {
        this.members = IntStream.rangeClosed(1, nodes)
                .mapToObj(i -> new NodeId("n" + i))
                .toList();
        this.settings = settings;
    }

    public static NodeId n(int number) {
        return new NodeId("n" + number);
    }

    public static Link link(int from, int to) {
        return new Link(n(from), n(to));
    }

    public long now() {
        return now;
    }

    History at(long millis) {
        now = START + millis * MILLI;
        return this;
    }

    History pass(long millis) {
        now += millis * MILLI;
        return this;
    }

    FactId tell(NodeId node, Fact fact) {
        return tell(node, fact, Optional.empty());
    }

    private FactId because(FactId cause, NodeId node, Fact fact) {
        return tell(node, fact, Optional.of(cause));
    }

    private FactId tell(NodeId node, Fact fact, Optional<FactId> cause) {
        int boot = boots.getOrDefault(node, 1);
        long seq = seqs.merge(node, 1L, Long::sum);
        facts.add(new StampedFact(now, node, boot, seq, facts.size(), cause, fact));
        return new FactId(node, boot, seq);
    }

    History boot() {
        members.forEach(member -> boot(member, Ballot.BLANK));
        members.forEach(
                from -> members.stream().filter(to -> !to.equals(from)).forEach(to -> tell(from, new LinkUp(to))));
        return this;
    }

    private void boot(NodeId node, Ballot ballot) {
        tell(NodeId.WORLD, new ProcessBegan(node, 4000 + members.indexOf(node)));
        FactId booted =
                tell(node, new Booted(ballot.term(), ballot.votedFor(), members, settings, 0, Optional.empty()));
        because(booted, node, new BecameFollower(ballot.term(), Optional.empty()));
        arm(booted, node, ArmReason.BOOT);
    }

    private void arm(FactId cause, NodeId node, ArmReason reason) {
        long spread = settings.electionNanosMax() - settings.electionNanosMin();
        // A fixed, uneven walk over the range: histories must be the same in every run.
        draws = (draws + 61) % 100;
        long draw = settings.electionNanosMin() + spread * draws / 100;
        because(cause, node, new TimerArmed(reason, draw, now + draw));
    }

    private void save(NodeId node, long term, NodeId candidate) {
        ballots.put(node, new Ballot(term, Optional.of(candidate)));
        tell(node, new BallotSaved(term, Optional.of(candidate), MILLI));
    }

    /** A node's timer runs out; it asks for promises, when PreVote is on, or for votes. */
    FactId fire(int number, long term) {
        NodeId node = n(number);
        FactId fired = tell(node, new TimerFired(settings.electionNanosMin(), MILLI));
        if (settings.preVote()) {
            because(fired, node, new BecamePreCandidate(term - 1, 1, false));
            arm(fired, node, ArmReason.CAMPAIGN);
        } else {
            campaign(fired, number, term);
        }
        return fired;
    }

    void campaign(FactId cause, int number, long term) {
        NodeId node = n(number);
        save(node, term, node);
        because(cause, node, new BecameCandidate(term, false));
        arm(cause, node, ArmReason.CAMPAIGN);
        pass(4);
    }

    /** A campaign that these voters carry, the winner the first of them, PreVote first when it is on. */
    History elect(long term, int... voters) {
        NodeId node = n(voters[0]);
        FactId fired = fire(voters[0], term);
        if (settings.preVote()) {
            count(term, true, voters);
            pass(3);
            campaign(fired, voters[0], term);
        }
        count(term, false, voters);
        tell(
                node,
                new BecameLeader(
                        term, IntStream.of(voters).sorted().mapToObj(History::n).toList()));
        return this;
    }

    /** The first of the voters counts the votes, or promises, of all of them. */
    void count(long term, boolean preVote, int... voters) {
        NodeId node = n(voters[0]);
        int have = 0;
        for (int voter : voters) {
            have++;
            Optional<FactId> reply =
                    voter == voters[0] ? Optional.empty() : Optional.of(vote(n(voter), node, term, preVote));
            tell(node, new VoteCounted(n(voter), term, preVote, reply, have, members.size() / 2 + 1));
        }
    }

    private FactId vote(NodeId voter, NodeId candidate, long term, boolean preVote) {
        if (preVote) {
            tell(voter, new PreVoteGranted(candidate, term, 1));
            return tell(voter, new MessageSent(candidate, "PreVoteReply", term - 1));
        }
        tell(voter, new BecameFollower(term, Optional.empty()));
        save(voter, term, candidate);
        tell(voter, new VoteGranted(candidate, term));
        return tell(voter, new MessageSent(candidate, "RequestVoteReply", term));
    }

    /** Heartbeats of this leader, one an interval, for so long; cut links lose them, dead nodes hear nothing. */
    public History beat(int leader, long term, long millis) {
        long until = now + millis * MILLI;
        while (now < until) {
            round(n(leader), term);
            now += settings.heartbeatNanos();
        }
        now = until;
        return this;
    }

    private void round(NodeId leader, long term) {
        for (NodeId peer : members) {
            if (!peer.equals(leader)) {
                FactId id = tell(leader, new MessageSent(peer, "AppendEntries", term));
                now += MILLI / 4;
                hear(leader, peer, term, id);
            }
        }
    }

    private void hear(NodeId leader, NodeId peer, long term, FactId id) {
        if (cut.contains(new Link(leader, peer))) {
            tell(peer, new MessageLost(id, leader, peer, "AppendEntries", term, LossReason.CUT, Optional.empty()));
        } else if (!dead.contains(peer)) {
            tell(peer, new MessageDelivered(id, leader, "AppendEntries", term, 0));
            FactId heard = tell(peer, new HeartbeatHeard(leader, term));
            if (follows.getOrDefault(peer, 0L) != term) {
                follows.put(peer, term);
                tell(peer, new BecameFollower(term, Optional.of(leader)));
            }
            arm(heard, peer, ArmReason.HEARTBEAT);
            FactId reply = tell(peer, new MessageSent(leader, "AppendEntriesReply", term));
            if (!cut.contains(new Link(peer, leader))) {
                tell(leader, new MessageDelivered(reply, peer, "AppendEntriesReply", term, 0));
            }
        }
    }

    public History fault(long number, String text, Link... links) {
        if (text.startsWith("cut") || text.startsWith("partition") || text.startsWith("isolate")) {
            cut.addAll(List.of(links));
        }
        tell(NodeId.WORLD, began(number, text, "fault", List.of(), List.of(links), text + "."));
        return this;
    }

    History nodeFault(long number, String text, int node) {
        tell(NodeId.WORLD, began(number, text, "fault", List.of(n(node)), List.of(), text + "."));
        return this;
    }

    History end(long number, String text) {
        cut.clear();
        tell(NodeId.WORLD, new FaultEnded(number, text));
        return this;
    }

    public History kill(long number, int node) {
        nodeFault(number, "kill n" + node, node);
        tell(NodeId.WORLD, new ProcessEnded(n(node), "killed"));
        dead.add(n(node));
        members.stream()
                .filter(peer -> !dead.contains(peer))
                .forEach(peer -> tell(peer, new LinkDown(n(node), "connection reset")));
        return this;
    }

    History restart(long number, int node) {
        dead.remove(n(node));
        tell(NodeId.WORLD, new FaultEnded(number, "kill n" + node));
        boots.merge(n(node), 2, (a, b) -> a + 1);
        seqs.put(n(node), 0L);
        boot(n(node), ballots.getOrDefault(n(node), Ballot.BLANK));
        members.stream()
                .filter(peer -> !peer.equals(n(node)) && !dead.contains(peer))
                .forEach(peer -> {
                    tell(peer, new LinkUp(n(node)));
                    tell(n(node), new LinkUp(peer));
                });
        return this;
    }

    History settings(Settings now, String what) {
        tell(NodeId.WORLD, began(99, what, "setting", members, List.of(), what + "."));
        members.forEach(member -> tell(member, new SettingsChanged(now, what)));
        return this;
    }

    /** A model that has heard all of it. */
    public Model model() {
        Model model = new Model(members.size() + " processes on loopback", members);
        facts.forEach(model::hear);
        model.settle();
        return model;
    }

    /** The fact of a line, with the word and the effects that the fault language gives it. */
    static FaultBegan began(
            long fault, String text, String kind, List<NodeId> nodes, List<Link> links, String sentence) {
        try {
            Fault line = FaultLanguage.parse(text);
            return new FaultBegan(fault, text, kind, line.word().text(), line.effects(), nodes, links, sentence);
        } catch (FaultSyntaxException e) {
            return new FaultBegan(fault, text, kind, "by hand", List.of(), nodes, links, sentence);
        }
    }
}
