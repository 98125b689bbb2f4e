package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.PeerTrusted;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
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
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftState.KnownLeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One input on its way through the core: the state so far, and the effects so far. The only place where a state is
 * replaced by another, by methods that each tell the fact of it; what throws halfway leaves the core as it was.
 */
final class Step {
    private final RaftConfig config;
    private final RaftRules rules;
    private final TimeoutDraw draw;
    private final RaftState before;
    private final long now;
    private List<Fact> facts = List.of();
    private List<Envelope<RaftMessage>> sends = List.of();
    private RaftState state;

    Step(RaftConfig config, RaftRules rules, TimeoutDraw draw, RaftState state, long now) {
        this.config = config;
        this.rules = rules;
        this.draw = draw;
        this.before = state;
        this.state = state;
        this.now = now;
    }

    RaftConfig config() {
        return config;
    }

    RaftRules rules() {
        return rules;
    }

    RaftState state() {
        return state;
    }

    long now() {
        return now;
    }

    boolean is(Role role) {
        return state.role() == role;
    }

    Effects<RaftMessage> effects() {
        boolean save = rules.mustSave(before.ballot(), state.ballot());
        return new Effects<>(
                save ? Optional.of(state.ballot()) : Optional.empty(), sends, facts, wakeAt(state, config, rules));
    }

    /** The earliest of the deadlines that the state holds. */
    static long wakeAt(RaftState state, RaftConfig config, RaftRules rules) {
        // Asked after every input, so without lambdas.
        Optional<ElectionTimer.Armed> armed = state.timer().armed();
        long timer = armed.isPresent() ? armed.get().dueNanos() : Effects.NEVER;
        Optional<LeaderState> led = state.leadership();
        long heartbeat = led.isPresent() ? led.get().nextHeartbeatAt() : Effects.NEVER;
        return Math.min(Math.min(timer, heartbeat), rules.quorumDeadline(state, config.size()));
    }

    void tell(Fact fact) {
        facts = with(facts, fact);
    }

    void send(NodeId to, RaftMessage message) {
        sends = with(sends, Envelope.outgoing(config.self(), to, message));
    }

    /** Most inputs lead to one or two of each, which so are never copied. */
    private static <T> List<T> with(List<T> few, T more) {
        if (few.isEmpty()) {
            return List.of(more);
        } else if (few.size() == 1) {
            return List.of(few.get(0), more);
        }
        List<T> all = new ArrayList<>(few.size() + 1);
        all.addAll(few);
        all.add(more);
        return List.copyOf(all);
    }

    void sendToPeers(RaftMessage message) {
        for (NodeId member : config.members()) {
            if (!member.equals(config.self())) {
                send(member, message);
            }
        }
    }

    /** Takes everything back that this turn has done: a refused message changes nothing. */
    void refuse(RefusalReason reason, NodeId from, String detail) {
        takeBack(new FrameRefused(reason, from.name(), detail));
    }

    void refuse(String command, String reason) {
        takeBack(new CommandRefused(command, reason));
    }

    private void takeBack(Fact instead) {
        state = before;
        sends = List.of();
        facts = List.of(instead);
    }

    // Terms and roles.

    /** §5.1: a higher term is adopted, and whoever led or campaigned in the lower one turns follower. */
    void adoptTerm(NodeId because, RaftMessage message, Optional<KnownLeader> leader) {
        tell(new TermAdvanced(state.term(), message.term(), because, message.kind()));
        becomeFollower(message.term(), leader, StepDownReason.HIGHER_TERM);
        if (rules.termAdoptionResetsTimer()) {
            arm(ArmReason.STEPPED_DOWN);
        }
    }

    /**
     * Any role may turn follower, and a follower stays one. A follower's or candidate's election timer goes on as it was;
     * a leader had none.
     *
     * @param ifLeading why it steps down, should it lead
     */
    void becomeFollower(long term, Optional<KnownLeader> leader, StepDownReason ifLeading) {
        boolean led = is(Role.LEADER);
        if (led) {
            tell(new SteppedDown(state.term(), ifLeading));
        }
        boolean changed = !is(Role.FOLLOWER) || term != state.term() || !state.believesIn(leader);
        state = state.withRole(rules.ballotOfFollower(state, term), Role.FOLLOWER, leader);
        if (changed) {
            tell(new BecameFollower(term, state.believedLeader()));
        }
        if (led) {
            arm(ArmReason.STEPPED_DOWN);
        }
    }

    /** The leader as it stands after this heartbeat: one that comes late takes back nothing that was heard before. */
    KnownLeader heard(NodeId leader, AppendEntries heartbeat, int life) {
        Optional<KnownLeader> known = state.leader();
        boolean same = heartbeat.term() == state.term()
                && known.isPresent()
                && known.get().node().equals(leader);
        boolean late = same && known.get().round() > heartbeat.round();
        long round = late ? known.get().round() : heartbeat.round();
        long heir = late ? known.get().heir() : heartbeat.heir();
        if (state.gone().getOrDefault(leader, -1) == life) {
            state = state.withSignOfLife(leader);
        }
        return new KnownLeader(leader, now, round, life, heir);
    }

    void setLeader(KnownLeader leader) {
        state = state.withLeader(leader);
    }

    /**
     * Thesis §9.6. The term stays; a leader never campaigns.
     *
     * @param grounds an empty tally that says why it asks. Whoever asks by order still believes in the leader that gave it
     */
    void becomePreCandidate(VoteTally grounds) {
        refuseOrigin(is(Role.LEADER), Role.PRE_CANDIDATE);
        boolean transfer = grounds.transferUntil() > 0;
        state = state.withRole(state.ballot(), Role.PRE_CANDIDATE, transfer ? state.leader() : leaderWhileCampaigning())
                .withNextRound()
                .withTally(grounds);
        tell(new BecamePreCandidate(state.term(), state.round(), transfer));
        count(config.self(), Optional.empty());
        arm(ArmReason.CAMPAIGN);
    }

    /** §5.2: the term raised, the vote given to itself, the timer reset. A leader never campaigns. */
    void becomeCandidate(boolean transfer) {
        refuseOrigin(is(Role.LEADER), Role.CANDIDATE);
        Ballot ballot = rules.ballotOfCandidate(state, config.self());
        state = state.withRole(ballot, Role.CANDIDATE, leaderWhileCampaigning());
        tell(new BecameCandidate(state.term(), transfer));
        count(config.self(), Optional.empty());
        arm(ArmReason.CAMPAIGN);
    }

    /** §5.2: only a candidate with votes from a quorum. */
    void becomeLeader() {
        refuseOrigin(!is(Role.CANDIDATE), Role.LEADER);
        List<NodeId> votes = state.tally().voters();
        state = state.withRole(state.ballot(), Role.LEADER, Optional.of(new KnownLeader(config.self(), now, 0)))
                .withTimer(state.timer().disarm())
                .withLeadership(LeaderState.begun(config.peers(), rules.peersCountAsHeardAt(now), now));
        tell(new BecameLeader(state.term(), votes));
    }

    private Optional<KnownLeader> leaderWhileCampaigning() {
        return rules.keepsLeaderWhileCampaigning() ? state.leader() : Optional.empty();
    }

    private void refuseOrigin(boolean illegal, Role target) {
        if (illegal) {
            throw new IllegalStateException("a " + state.role() + " cannot become " + target);
        }
    }

    // The election timer.

    /** Draws a timeout afresh and starts it now. A leader has no election timer. */
    void arm(ArmReason reason) {
        if (is(Role.LEADER)) {
            return;
        }
        Settings settings = state.settings();
        ElectionTimer timer = state.timer();
        long least = settings.electionNanosMin();
        // One draw an arming, wanted or not, so that turning a dial never shifts the draws that follow.
        long drawn = least == settings.electionNanosMax()
                ? least
                : draw.draw(timer.draws(), least, settings.electionNanosMax());
        startTimer(reason, rules.timeoutFor(reason, timer.alignedNanos().orElse(drawn)));
    }

    /** A follower that knows its leader to be gone waits for its turn among those that do. */
    void armOnProof() {
        long drawn = draw.draw(state.timer().draws(), 0, RaftRules.HEIRLESS_NANOS_MAX);
        hasten(rules.proofWait(state.leader().orElseThrow(), drawn));
    }

    /** Whoever was denied for want of proof gives the voters time to find it. */
    void armToAskAgain() {
        hasten(rules.askAgainWait(state.tally().onProof()));
    }

    /** Evidence makes a wait shorter, never longer than the timer has still to run. */
    private void hasten(long nanos) {
        long left =
                state.timer().armed().map(running -> running.dueNanos() - now).orElse(nanos);
        startTimer(ArmReason.PROOF, Math.max(0, Math.min(nanos, left)));
    }

    private void startTimer(ArmReason reason, long nanos) {
        state = state.withTimer(state.timer().arm(new ElectionTimer.Armed(reason, nanos, now + nanos)));
        tell(new TimerArmed(reason, nanos, now + nanos));
    }

    void align(OptionalLong nanos) {
        state = state.withTimer(state.timer().align(nanos));
    }

    // Votes and heartbeats.

    void grantVote(NodeId candidate) {
        state = state.withBallot(new Ballot(state.term(), Optional.of(candidate)));
        tell(new VoteGranted(candidate, state.term()));
    }

    /** @param message the reply that carried the vote; empty for one's own */
    void count(NodeId voter, Optional<FactId> message) {
        boolean preVote = is(Role.PRE_CANDIDATE);
        long term = preVote ? state.term() + 1 : state.term();
        state = state.withTally(state.tally().with(voter));
        tell(new VoteCounted(voter, term, preVote, message, state.tally().size(), rules.quorum(config.size())));
    }

    boolean hasQuorum() {
        return state.tally().size() >= rules.quorum(config.size());
    }

    void setLeadership(LeaderState leadership) {
        state = state.withLeadership(leadership);
    }

    // Peers and settings.

    void suspect(NodeId peer, SuspicionReason reason) {
        if (!state.suspected().containsKey(peer)) {
            state = state.withSuspected(peer, reason);
            tell(new PeerSuspected(peer, reason));
        }
    }

    /** Of each peer the newest life is kept: word of an older one that comes late says nothing more. */
    void noteGone(NodeId peer, int life) {
        if (state.gone().getOrDefault(peer, -1) < life) {
            state = state.withGone(peer, life);
        }
    }

    void trust(NodeId peer) {
        if (state.suspected().containsKey(peer)) {
            state = state.withTrusted(peer);
            tell(new PeerTrusted(peer));
        }
    }

    void setSettings(Settings settings, String what) {
        state = state.withSettings(settings);
        tell(new SettingsChanged(settings, what));
    }
}
