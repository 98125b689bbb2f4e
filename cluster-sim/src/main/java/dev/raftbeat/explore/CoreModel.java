package dev.raftbeat.explore;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command.TransferTo;
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
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.RaftState.KnownLeader;
import dev.raftbeat.raft.TimeoutDraw;
import dev.raftbeat.raft.VoteTally;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * One step of one node: a real core is put into the state that a {@link NodeLocalState} stands for, given one input, and what it
 * has become is read back. A state stands at one moment of the node's own clock, at which nothing is due yet; that a
 * deadline passes is an input.
 */
final class CoreModel {
    /** The moment at which every state stands. */
    private static final long NOW = 1_000_000_000_000L;

    /** When news was heard that is still news; never in the step that is being taken. */
    private static final long JUST_NOW = NOW - 1;

    private static final String RUNS_OUT =
            "an election timer that a heartbeat does not reset may run out while the leader was heard just now";

    /** Lives are all alike: what says that another one is over changes nothing, and is left out. */
    private static final int LIFE = 1;

    /** The longest draw of all: news of a leader grows old before the timer runs out, unless both happen at once. */
    static final TimeoutDraw LONGEST = (index, least, most) -> most - 1;

    private final ExplorationBounds bounds;
    private final Variant variant;
    private final Settings settings;
    private final List<NodeId> names;

    CoreModel(ExplorationBounds bounds, Variant variant) {
        this.bounds = bounds;
        this.variant = variant;
        settings = settings(bounds);
        names = names(bounds.nodes());
    }

    static Settings settings(ExplorationBounds bounds) {
        return Pace.LAN
                .settings()
                .withPreVote(bounds.preVote())
                .withCheckQuorum(bounds.checkQuorum())
                .withEvidence(bounds.evidence());
    }

    /** n1, n2, n3 and so on. */
    static List<NodeId> names(int nodes) {
        return IntStream.rangeClosed(1, nodes)
                .mapToObj(number -> new NodeId("n" + number))
                .toList();
    }

    /** A message to be sent. */
    record Said(int to, MessageContent content) {}

    /**
     * @param local what the node has become
     * @param restarts whether its question, had it one, is over
     */
    record Result(int local, boolean restarts, List<Said> said) {}

    /** A node that comes up with this ballot on its disk. */
    int booted(int node, int diskTerm, int diskVote) {
        Ballot ballot = ballot(diskTerm, diskVote);
        RaftCore core = core(node, RaftState.booted(config(node), ballot));
        core.start(NOW);
        return read(core.state(), NOW, ballot);
    }

    /** Empty when the step leads out of the bounds. */
    Optional<Result> step(int node, int local, Input input) {
        if (input.kind() == Input.Kind.CRASH) {
            int booted = booted(node, NodeLocalState.diskTerm(local), NodeLocalState.diskVote(local));
            return Optional.of(new Result(booted, NodeLocalState.role(local) == Role.PRE_CANDIDATE, List.of()));
        }
        if (input.kind() == Input.Kind.NEWS_AGES) {
            return Optional.of(new Result(NodeLocalState.withoutNews(local, bounds.transfers()), false, List.of()));
        }
        RaftState before = state(node, local);
        RaftCore core = core(node, before);
        long now = NOW + passing(input);
        Effects<RaftMessage> effects = give(core, node, input, now);
        RaftState after = core.state();
        boolean leadsOut = after.term() > bounds.terms()
                || effects.send().stream().anyMatch(sent -> sent.message().term() > bounds.terms());
        if (leadsOut) {
            return Optional.empty();
        }
        if (bounds.preVote() && heardNow(after) && before.timer().equals(after.timer())) {
            throw new AbstractionException(RUNS_OUT);
        }
        Ballot disk = effects.save().orElse(ballot(NodeLocalState.diskTerm(local), NodeLocalState.diskVote(local)));
        boolean restarts = after.round() != MessageContent.ROUND
                || (NodeLocalState.role(local) == Role.PRE_CANDIDATE && after.role() != Role.PRE_CANDIDATE);
        long asking = after.role() == Role.PRE_CANDIDATE ? after.round() : -1;
        List<Said> said = new ArrayList<>();
        effects.send()
                .forEach(sent ->
                        said.add(new Said(names.indexOf(sent.to()), MessageContent.of(sent.message(), asking))));
        return Optional.of(new Result(read(after, now, disk), restarts, said));
    }

    private static boolean heardNow(RaftState after) {
        return after.role() != Role.LEADER
                && after.leader().filter(known -> known.heardAt() == NOW).isPresent();
    }

    private long passing(Input input) {
        return switch (input.kind()) {
            case TIMER_FIRES -> LONGEST.draw(0, settings.electionNanosMin(), settings.electionNanosMax());
            case BEAT_IS_DUE -> settings.heartbeatNanos();
            case WINDOW_CLOSES -> settings.effectiveQuorumWindowNanos();
            default -> 0;
        };
    }

    private Effects<RaftMessage> give(RaftCore core, int node, Input input, long now) {
        return switch (input.kind()) {
            case DELIVERY ->
                core.receive(
                        new Envelope<>(
                                Optional.of(new FactId(names.get(input.peer()), LIFE, 1)),
                                names.get(input.peer()),
                                names.get(node),
                                input.content().message()),
                        now);
            case PROOF ->
                core.provenDead(core.state().believedLeader().orElse(names.get(node)), LIFE, DeathProof.REFUSED, now);
            case HANDOVER -> core.command(new TransferTo(names.get(input.peer())), now);
            default -> core.wake(now);
        };
    }

    private RaftCore core(int node, RaftState state) {
        return new RaftCore(config(node), state, variant.rules(), LONGEST);
    }

    private RaftConfig config(int node) {
        return new RaftConfig(names.get(node), names, settings, 1);
    }

    private Ballot ballot(int term, int vote) {
        return new Ballot(term, name(vote));
    }

    private Optional<NodeId> name(int who) {
        return who == 0 ? Optional.empty() : Optional.of(names.get(who - 1));
    }

    private int number(Optional<NodeId> who) {
        return who.map(name -> names.indexOf(name) + 1).orElse(0);
    }

    /** The real state that this number stands for. */
    private RaftState state(int node, int local) {
        boolean leads = NodeLocalState.role(local) == Role.LEADER;
        Optional<NodeId> leader = leads ? Optional.of(names.get(node)) : name(NodeLocalState.leader(local));
        long heardAt = leads || NodeLocalState.recent(local) ? JUST_NOW : NOW - settings.electionNanosMax();
        long draw = LONGEST.draw(0, settings.electionNanosMin(), settings.electionNanosMax());
        Optional<ElectionTimer.Armed> armed =
                leads ? Optional.empty() : Optional.of(new ElectionTimer.Armed(reason(local), draw, NOW + draw));
        // Whoever campaigns by itself has given its leader up.
        boolean asksByOrder = NodeLocalState.role(local) == Role.PRE_CANDIDATE && leader.isPresent();
        boolean asks = NodeLocalState.role(local) == Role.PRE_CANDIDATE;
        int onProof = bounds.evidence() && asks && !asksByOrder ? 1 : 0;
        return new RaftState(
                ballot(NodeLocalState.term(local), NodeLocalState.vote(local)),
                NodeLocalState.role(local),
                leader.map(name -> new KnownLeader(name, heardAt, MessageContent.BEAT, LIFE, 0)),
                settings,
                new ElectionTimer(armed, OptionalLong.empty(), 0),
                MessageContent.ROUND,
                new VoteTally(voters(local), asksByOrder ? MessageContent.BEAT : 0, onProof),
                leads ? Optional.of(leadership(node)) : Optional.empty(),
                new TreeMap<>(),
                new TreeMap<>());
    }

    /** With evidence, a follower that has no news of its leader may have had proof instead: the same, but for its timer. */
    private ArmReason reason(int local) {
        boolean mayWaitOnProof =
                bounds.evidence() && NodeLocalState.role(local) == Role.FOLLOWER && !NodeLocalState.recent(local);
        return mayWaitOnProof ? ArmReason.PROOF : ArmReason.BOOT;
    }

    /** Who of its voters is counted twice makes no difference to how many there are. */
    private List<NodeId> voters(int local) {
        List<NodeId> voters = new ArrayList<>();
        for (int voter = 0; voter < bounds.nodes(); voter++) {
            if ((NodeLocalState.tally(local) >> voter & 1) != 0) {
                voters.add(names.get(voter));
            }
        }
        for (int more = NodeLocalState.twice(local); more > 0; more--) {
            voters.add(0, voters.get(0));
        }
        return voters;
    }

    private LeaderState leadership(int node) {
        TreeMap<NodeId, LeaderState.Ack> acks = new TreeMap<>();
        config(node).peers().forEach(peer -> acks.put(peer, new LeaderState.Ack(0, NOW)));
        return new LeaderState(1, NOW + settings.heartbeatNanos(), List.of(NOW), acks, 0);
    }

    private int read(RaftState state, long now, Ballot disk) {
        boolean leads = state.role() == Role.LEADER;
        boolean recent = !leads
                && state.leader()
                        .filter(known -> now - known.heardAt() < settings.electionNanosMin())
                        .isPresent()
                && !variant.rules().isLeaderGone(state);
        refuseWhatIsNotHeld(state, now, recent);
        boolean matters = !leads && ((bounds.preVote() && recent) || bounds.transfers());
        int tally = 0;
        for (NodeId voter : state.tally().voters()) {
            tally |= 1 << names.indexOf(voter);
        }
        int local = NodeLocalState.pack(
                Math.toIntExact(state.term()),
                number(state.votedFor()),
                state.role(),
                tally,
                matters ? number(state.believedLeader()) : 0,
                matters && recent && bounds.preVote(),
                Math.toIntExact(disk.term()),
                number(disk.votedFor()));
        int twice = state.tally().size() - Integer.bitCount(tally);
        if (twice > 3) {
            throw new AbstractionException("a tally holds more than three votes too many");
        }
        return NodeLocalState.withTwice(local, twice);
    }

    /** What {@link #state} takes for granted, and would silently put right. */
    private void refuseWhatIsNotHeld(RaftState state, long now, boolean recent) {
        boolean leads = state.role() == Role.LEADER;
        if (leads != state.leadership().isPresent()
                || leads == state.timer().armed().isPresent()) {
            throw new AbstractionException("a leader has no election timer, and whoever does not lead has one");
        }
        long due = state.timer().armed().map(ElectionTimer.Armed::dueNanos).orElse(Long.MAX_VALUE);
        if (due <= now) {
            throw new AbstractionException("a timer is due again in the step in which it was armed");
        }
        long oldAt = state.leader().map(KnownLeader::heardAt).orElse(now) + settings.electionNanosMin();
        if (recent && bounds.preVote() && due < oldAt) {
            throw new AbstractionException(RUNS_OUT);
        }
    }
}
