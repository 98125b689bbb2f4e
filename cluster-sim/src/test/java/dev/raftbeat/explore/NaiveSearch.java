package dev.raftbeat.explore;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.ElectionTimer;
import dev.raftbeat.raft.LeaderState;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.RaftState.KnownLeader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The same search a second time and as plainly as can be: whole {@link RaftState}s, messages as they are, real rounds of
 * PreVote, every renaming tried, all in hash sets. It shares nothing with the explorer but the core. Times are all it
 * leaves out, and at the end, when it counts, what the explorer says does not matter.
 */
final class NaiveSearch {
    private static final long NOW = 1L << 40;

    private Settings settings;
    private final int terms;
    private final List<NodeId> names;
    private final boolean checkQuorum;
    private boolean duplicates = true;

    /** One state of the cluster. */
    private record State(List<RaftState> nodes, List<Ballot> disks, Set<Envelope<RaftMessage>> network) {}

    NaiveSearch(int nodes, int terms, boolean preVote, boolean checkQuorum) {
        this.terms = terms;
        this.checkQuorum = checkQuorum;
        settings = Pace.LAN.settings().withPreVote(preVote).withCheckQuorum(checkQuorum);
        names = IntStream.rangeClosed(1, nodes)
                .mapToObj(n -> new NodeId("n" + n))
                .toList();
    }

    /** What has changed something is under way no more; heartbeats stay, as history. */
    NaiveSearch withoutDuplicates() {
        duplicates = false;
        return this;
    }

    /** Whoever heard its leader just now may be told at any time that this process is gone, whether it is or not. */
    NaiveSearch withEvidence() {
        settings = settings.withEvidence(true);
        return this;
    }

    /** @param states with names; @param distinct without */
    record Count(long states, long distinct) {}

    Count count(int depthMax) {
        Map<State, Integer> depths = new HashMap<>();
        List<State> level = List.of(start());
        depths.put(level.get(0), 0);
        for (int depth = 1; depth <= depthMax && !level.isEmpty(); depth++) {
            List<State> next = new ArrayList<>();
            for (State state : level) {
                for (State successor : successors(state)) {
                    if (depths.putIfAbsent(successor, depth) == null) {
                        next.add(successor);
                    }
                }
            }
            level = next;
        }
        Set<String> states = new HashSet<>();
        Set<String> distinct = new HashSet<>();
        for (State state : depths.keySet()) {
            TreeSet<String> renamed = new TreeSet<>();
            permutations(new ArrayList<>(), order -> renamed.add(text(state, order)));
            states.add(text(state, names));
            distinct.add(renamed.first());
        }
        return new Count(states.size(), distinct.size());
    }

    private State start() {
        List<RaftState> nodes =
                names.stream().map(name -> booted(name, Ballot.BLANK, 1)).toList();
        return new State(nodes, names.stream().map(name -> Ballot.BLANK).toList(), Set.of());
    }

    /** A new life asks in a round in which no earlier life did; one that never asked leaves no round behind. */
    private RaftState booted(NodeId name, Ballot disk, long lastRound) {
        RaftConfig config = new RaftConfig(name, names, settings, (int) (lastRound + 0xffff_ffffL >> 32));
        RaftCore core = new RaftCore(config, RaftState.booted(config, disk), new RaftRules(), (i, min, max) -> max - 1);
        core.start(NOW);
        return timeless(core.state(), NOW);
    }

    private List<State> successors(State state) {
        List<State> all = new ArrayList<>();
        for (int node = 0; node < names.size(); node++) {
            RaftState own = state.nodes.get(node);
            all.add(with(state, node, booted(names.get(node), state.disks.get(node), own.round())));
            boolean news = own.role() != Role.LEADER
                    && own.leader().filter(known -> known.heardAt() == NOW).isPresent();
            if (news) {
                all.add(with(state, node, timeless(own, NOW + settings.electionNanosMin())));
            }
            if (news && settings.usesEvidence()) {
                NodeId leader = own.believedLeader().orElseThrow();
                input(
                        all,
                        state,
                        Optional.empty(),
                        node,
                        NOW,
                        core -> core.provenDead(leader, 1, DeathProof.REFUSED, NOW));
            }
            long due = own.role() == Role.LEADER ? settings.heartbeatNanos() : settings.electionNanosMax() - 1;
            input(all, state, Optional.empty(), node, NOW + due, core -> core.wake(NOW + due));
            if (checkQuorum && own.role() == Role.LEADER) {
                long closes = NOW + settings.effectiveQuorumWindowNanos();
                input(all, state, Optional.empty(), node, closes, core -> core.wake(closes));
            }
        }
        for (Envelope<RaftMessage> envelope : state.network) {
            Envelope<RaftMessage> sent = envelope.sentAs(new FactId(envelope.from(), 1, 1));
            boolean once = !duplicates && !(envelope.message() instanceof AppendEntries);
            Optional<Envelope<RaftMessage>> spent = once ? Optional.of(envelope) : Optional.empty();
            input(all, state, spent, names.indexOf(envelope.to()), NOW, core -> core.receive(sent, NOW));
        }
        return all;
    }

    private State with(State state, int node, RaftState next) {
        List<RaftState> nodes = new ArrayList<>(state.nodes);
        nodes.set(node, next);
        return new State(nodes, state.disks, state.network);
    }

    private interface Step {
        Effects<RaftMessage> take(RaftCore core);
    }

    private void input(
            List<State> all, State state, Optional<Envelope<RaftMessage>> spent, int node, long now, Step step) {
        RaftConfig config = new RaftConfig(names.get(node), names, settings, 1);
        RaftCore core = new RaftCore(config, state.nodes.get(node), new RaftRules(), (i, min, max) -> max - 1);
        Effects<RaftMessage> effects = step.take(core);
        if (core.state().term() > terms
                || effects.send().stream().anyMatch(sent -> sent.message().term() > terms)) {
            return;
        }
        List<Ballot> disks = new ArrayList<>(state.disks);
        effects.save().ifPresent(ballot -> disks.set(node, ballot));
        Set<Envelope<RaftMessage>> network = new HashSet<>(state.network);
        effects.send().forEach(sent -> network.add(beatless(sent)));
        State next = with(state, node, timeless(core.state(), now));
        if (next.nodes.equals(state.nodes) && disks.equals(state.disks) && network.equals(state.network)) {
            return;
        }
        Set<Envelope<RaftMessage>> left = new HashSet<>(state.network);
        spent.ifPresent(left::remove);
        network.clear();
        network.addAll(left);
        effects.send().forEach(sent -> network.add(beatless(sent)));
        all.add(new State(next.nodes, disks, network));
        if (effects.save().isPresent() && !effects.send().isEmpty()) {
            RaftState again = booted(
                    names.get(node), disks.get(node), state.nodes.get(node).round());
            all.add(new State(with(state, node, again).nodes, disks, left));
        }
    }

    private static Envelope<RaftMessage> beatless(Envelope<RaftMessage> sent) {
        RaftMessage message = sent.message();
        if (message instanceof AppendEntries beat) {
            message = new AppendEntries(beat.term(), 1);
        } else if (message instanceof AppendEntriesReply reply) {
            message = new AppendEntriesReply(reply.term(), 1, reply.success());
        }
        return Envelope.outgoing(sent.from(), sent.to(), message);
    }

    private RaftState timeless(RaftState state, long now) {
        boolean leads = state.role() == Role.LEADER;
        TreeMap<NodeId, LeaderState.Ack> acks = new TreeMap<>();
        state.leadership()
                .ifPresent(led -> led.acks().keySet().forEach(peer -> acks.put(peer, new LeaderState.Ack(0, NOW))));
        long draw = settings.electionNanosMax() - 1;
        return new RaftState(
                state.ballot(),
                state.role(),
                state.leader()
                        .map(known -> new KnownLeader(
                                known.node(), isNews(known, now) || leads ? NOW : 0, 1, known.life(), 0)),
                settings,
                new ElectionTimer(
                        leads
                                ? Optional.empty()
                                : Optional.of(new ElectionTimer.Armed(reason(state), draw, NOW + draw)),
                        OptionalLong.empty(),
                        0),
                state.round(),
                state.tally(),
                leads
                        ? Optional.of(new LeaderState(1, NOW + settings.heartbeatNanos(), List.of(NOW), acks, 0))
                        : Optional.empty(),
                new TreeMap<>(),
                state.gone());
    }

    private static ArmReason reason(RaftState state) {
        boolean onProof = state.timer()
                .armed()
                .filter(armed -> armed.reason() == ArmReason.PROOF)
                .isPresent();
        return onProof ? ArmReason.PROOF : ArmReason.BOOT;
    }

    private boolean isNews(KnownLeader known, long now) {
        return now - known.heardAt() < settings.electionNanosMin();
    }

    // Counting: what differs only in names, in past rounds, or in old news without PreVote, is one.

    private void permutations(List<NodeId> taken, Consumer<List<NodeId>> each) {
        if (taken.size() == names.size()) {
            each.accept(List.copyOf(taken));
        }
        for (NodeId name : names) {
            if (!taken.contains(name)) {
                taken.add(name);
                permutations(taken, each);
                taken.remove(taken.size() - 1);
            }
        }
    }

    private String text(State state, List<NodeId> order) {
        TreeMap<NodeId, String> nodes = new TreeMap<>();
        for (int node = 0; node < names.size(); node++) {
            RaftState renamed = state.nodes.get(node).renamed(name -> order.get(names.indexOf(name)));
            Ballot disk = state.disks.get(node);
            boolean news = settings.preVote()
                    && renamed.role() != Role.LEADER
                    && !new RaftRules().isLeaderGone(renamed)
                    && renamed.leader().filter(known -> known.heardAt() == NOW).isPresent();
            nodes.put(
                    order.get(node),
                    renamed.ballot() + " " + renamed.role() + renamed.tally().voters()
                            + (news ? renamed.believedLeader() : "") + disk.term()
                            + disk.votedFor().map(name -> order.get(names.indexOf(name))));
        }
        TreeSet<String> network = new TreeSet<>();
        for (Envelope<RaftMessage> envelope : state.network) {
            NodeId from = order.get(names.indexOf(envelope.from()));
            NodeId to = order.get(names.indexOf(envelope.to()));
            network.add(from + ">" + to + text(state, envelope));
        }
        return nodes + " " + network;
    }

    private String text(State state, Envelope<RaftMessage> envelope) {
        RaftMessage message = envelope.message();
        if (message instanceof PreVoteRequest request) {
            return "PreVote" + request.term() + isAwaited(state, envelope.from(), request.round());
        }
        if (message instanceof PreVoteReply reply) {
            return "PreVoteReply" + reply.term() + reply.granted() + isAwaited(state, envelope.to(), reply.round());
        }
        return message.toString();
    }

    private boolean isAwaited(State state, NodeId asker, long round) {
        RaftState own = state.nodes.get(names.indexOf(asker));
        return own.role() == Role.PRE_CANDIDATE && own.round() == round;
    }
}
