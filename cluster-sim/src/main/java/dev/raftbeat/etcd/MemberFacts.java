package dev.raftbeat.etcd;

import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Turns the lines of one member into its facts. */
final class MemberFacts {
    private final NodeId self;
    private final Map<String, NodeId> names;
    private final List<NodeId> members;
    private final Settings settings;
    private final FactSink out;
    private final TreeSet<NodeId> votes = new TreeSet<>();
    private int boot;
    private long seq;
    private long nanos;
    private long wallNanos;
    private Role role = Role.UNKNOWN;
    private long term;
    private long round;
    private boolean ordered;
    private boolean noQuorum;
    private Optional<NodeId> leader = Optional.empty();
    private Optional<RaftLine> higher = Optional.empty();
    private Optional<FactId> timer = Optional.empty();

    /** @param names what each id is called */
    MemberFacts(NodeId self, Map<String, NodeId> names, List<NodeId> members, Settings settings, FactSink out) {
        this.self = self;
        this.names = names;
        this.members = members;
        this.settings = settings;
        this.out = out;
    }

    /** How often it came up. */
    int lives() {
        return boot;
    }

    /**
     * Tells what a line says.
     *
     * @param at when, on the one clock of the recording
     * @return whether it was understood
     */
    boolean tell(LogLine line, long at) {
        nanos = at;
        wallNanos = line.nanos();
        Optional<RaftLine> read = RaftLine.of(line.text());
        if (read.isPresent()) {
            raft(read.get());
            return true;
        }
        Optional<NodeId> peer = Optional.ofNullable(line.fields().get("remote-peer-id"))
                .or(() -> Optional.ofNullable(line.fields().get("peer-id")))
                .map(names::get);
        switch (line.text()) {
            case "peer became active" -> peer.ifPresent(one -> told(new LinkUp(one)));
            case "peer became inactive (message send to peer failed)" ->
                peer.ifPresent(one ->
                        told(new LinkDown(one, line.fields().getOrDefault("error", "message send to peer failed"))));
            case "received signal; shutting down" -> told(new StopBegan());
            case "closed etcd server" -> {
                told(new Stopped("closed"));
                role = Role.UNKNOWN;
            }
            default -> {
                return RaftLine.isOfRaft(line.text());
            }
        }
        return true;
    }

    private void raft(RaftLine said) {
        if (said.kind() == RaftLine.Kind.BOOTED || boot == 0) {
            boots(
                    said.kind() == RaftLine.Kind.TIMER || said.kind() == RaftLine.Kind.BOOTED
                            ? said.term()
                            : Math.max(0, said.term() - 1));
        }
        Optional<NodeId> peer = Optional.ofNullable(names.get(said.peer()));
        boolean pre = said.word().startsWith("MsgPreVote");
        switch (said.kind()) {
            case TIMER -> timer = Optional.of(told(new TimerFired(settings.electionNanosMin(), 0), Optional.empty()));
            case BECAME_FOLLOWER -> follows(said.term(), Optional.empty());
            case BECAME_PRE_CANDIDATE -> asksFirst(said.term());
            case BECAME_CANDIDATE -> campaigns(said.term());
            case BECAME_LEADER -> leads(said.term());
            case COUNTED -> peer.ifPresent(voter -> counts(voter, said.term(), pre));
            case CAST ->
                peer.ifPresent(
                        one -> told(pre ? new PreVoteGranted(one, said.term(), 0) : new VoteGranted(one, said.term())));
            case REJECTED ->
                peer.ifPresent(one -> denied(
                        one,
                        said.term(),
                        pre,
                        said.word().endsWith(" 0") ? DenialReason.LOG_BEHIND : DenialReason.ALREADY_VOTED));
            case LEASE -> peer.ifPresent(one -> denied(one, said.term(), pre, DenialReason.RECENT_LEADER));
            case HIGHER -> higher = Optional.of(said);
            case NO_QUORUM -> noQuorum = true;
            case TRANSFER -> ordered = true;
            case FOLLOWS ->
                peer.filter(one -> !one.equals(self)).ifPresent(one -> follows(said.term(), Optional.of(one)));
            case LOST -> {
                if (role == Role.FOLLOWER && leader.isPresent()) {
                    follows(term, Optional.empty());
                }
            }
            default -> {}
        }
    }

    private void boots(long at) {
        boot++;
        seq = 0;
        role = Role.FOLLOWER;
        term = at;
        leader = Optional.empty();
        told(new Booted(
                at, Optional.empty(), members, settings, TimeUnit.NANOSECONDS.toMillis(wallNanos), Optional.empty()));
    }

    private void follows(long in, Optional<NodeId> whom) {
        if (in > term && higher.isPresent() && names.containsKey(higher.get().peer())) {
            told(new TermAdvanced(
                    term, in, names.get(higher.get().peer()), higher.get().word()));
        }
        if (role == Role.LEADER) {
            told(new SteppedDown(term, noQuorum ? StepDownReason.QUORUM_LOST : StepDownReason.HIGHER_TERM));
        }
        higher = Optional.empty();
        noQuorum = false;
        role = Role.FOLLOWER;
        term = in;
        leader = whom;
        told(new BecameFollower(in, whom));
    }

    private void asksFirst(long in) {
        role = Role.PRE_CANDIDATE;
        leader = Optional.empty();
        votes.clear();
        told(new BecamePreCandidate(in, ++round, ordered), timer);
    }

    private void campaigns(long in) {
        role = Role.CANDIDATE;
        term = in;
        leader = Optional.empty();
        votes.clear();
        told(new BecameCandidate(in, ordered), timer);
        timer = Optional.empty();
        ordered = false;
    }

    private void leads(long in) {
        role = Role.LEADER;
        term = in;
        leader = Optional.of(self);
        told(new BecameLeader(in, List.copyOf(votes)));
    }

    private void counts(NodeId voter, long in, boolean pre) {
        votes.add(voter);
        told(new VoteCounted(voter, in, pre, Optional.empty(), votes.size(), Quorum.of(members.size())));
    }

    private void denied(NodeId candidate, long in, boolean pre, DenialReason reason) {
        told(pre ? new PreVoteDenied(candidate, in, 0, reason) : new VoteDenied(candidate, in, reason));
    }

    private FactId told(Fact fact) {
        return told(fact, Optional.empty());
    }

    /** Leaves a place free before each fact: what else the member did, its log does not tell. */
    private FactId told(Fact fact, Optional<FactId> cause) {
        seq += fact instanceof Booted ? 1 : 2;
        StampedFact stamped = new StampedFact(nanos, self, boot, seq, seq, cause, fact);
        out.tell(stamped);
        return stamped.id();
    }
}
