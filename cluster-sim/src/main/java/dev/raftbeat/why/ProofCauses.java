package dev.raftbeat.why;

import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.LinkFact.PeerSuspected;
import dev.raftbeat.protocol.LinkFact.SuspicionReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a node asked before any timeout was over: it had proof that its leader's process was gone. */
final class ProofCauses {
    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    ProofCauses(Search search) {
        this.search = search;
        memory = search.memory;
        blame = search.blame;
    }

    static boolean isOnProof(StampedFact armed) {
        return armed.fact() instanceof TimerArmed timer && timer.reason() == ArmReason.PROOF;
    }

    /** Whether this campaign for promises began before a timeout was over. */
    boolean isOnProof(Optional<StampedFact> campaign) {
        return campaign.flatMap(one -> memory.cause(one, TimerFired.class))
                .flatMap(fired -> memory.cause(fired, TimerArmed.class))
                .filter(ProofCauses::isOnProof)
                .isPresent();
    }

    /** Where a short wait that is over comes from, its own step included. */
    CauseTrail of(StampedFact armed, StampedFact fired) {
        long waited = ((TimerArmed) armed.fact()).drawNanos();
        Optional<StampedFact> proof = memory.cause(armed, PeerProvenDead.class);
        if (proof.isEmpty()) {
            return askedAgain(armed, fired, waited);
        }
        PeerProvenDead fact = (PeerProvenDead) proof.get().fact();
        String text = fact.proof() == DeathProof.REFUSED
                ? "a new connection was refused: the process of " + fact.peer() + " was gone"
                : "a later life of " + fact.peer() + " answered: life " + fact.life() + " was over";
        String turn = fired.node() + "'s turn came " + (waited == 0 ? "at once" : "after " + duration(waited));
        return before(proof.get()).then(CauseStep.at(proof.get(), text)).then(CauseStep.at(fired, turn));
    }

    private static String duration(long nanos) {
        return PlainText.duration(nanos);
    }

    /** What came before a proof: the end of that life, and the hint at it. */
    CauseTrail before(StampedFact proof) {
        PeerProvenDead fact = (PeerProvenDead) proof.fact();
        NodeId peer = fact.peer();
        CauseTrail gone = memory.lifeAt(peer, proof.tNanos())
                .filter(later -> later.boot > fact.life())
                .map(blame::start)
                .or(() -> memory.life(peer, fact.life()).flatMap(blame::end))
                .orElseGet(() -> CauseTrail.missing("how life " + fact.life() + " of " + peer + " ended"));
        return memory.lifeOf(proof)
                .lastBefore(
                        proof.seq(),
                        one -> one instanceof PeerSuspected suspected
                                && suspected.peer().equals(peer)
                                && suspected.reason() == SuspicionReason.CONNECTION_LOST)
                .map(hint -> CauseStep.at(hint, proof.node() + "'s connection to " + peer + " ended"))
                .map(step -> gone.beside(CauseTrail.from(gone.origin(), step)))
                .orElse(gone);
    }

    private CauseTrail askedAgain(StampedFact armed, StampedFact fired, long waited) {
        Optional<StampedFact> before =
                memory.lifeOf(armed).lastBefore(armed.seq(), BecamePreCandidate.class::isInstance);
        if (before.isEmpty()) {
            return CauseTrail.missing("by what proof " + fired.node() + " asked before its timeout");
        }
        List<CauseStep> steps = new ArrayList<>();
        memory.cause(armed, MessageDelivered.class)
                .flatMap(memory::cause)
                .flatMap(reply -> memory.cause(reply, PreVoteDenied.class))
                .ifPresent(denial -> steps.add(denied(denial)));
        steps.add(CauseStep.at(fired, fired.node() + " asked once more after " + duration(waited)));
        return search.campaign(before.get()).then(steps);
    }

    /** Whether this node had proof that the leader which it heard last was gone, and acted on it. */
    private static boolean hasProof(NodeLife life, StampedFact answer) {
        return usesEvidence(life, answer)
                && life.lastBefore(
                                answer.seq(), fact -> fact instanceof PeerProvenDead || fact instanceof HeartbeatHeard)
                        .filter(last -> last.fact() instanceof PeerProvenDead)
                        .isPresent();
    }

    private static boolean usesEvidence(NodeLife life, StampedFact answer) {
        return life.settingsAt(answer.tNanos()).filter(Settings::usesEvidence).isPresent();
    }

    private CauseStep denied(StampedFact denial) {
        PreVoteDenied fact = (PreVoteDenied) denial.fact();
        NodeLife voter = memory.lifeOf(denial);
        Optional<StampedFact> heard = voter.lastBefore(denial.seq(), HeartbeatHeard.class::isInstance);
        String why = fact.reason() == DenialReason.RECENT_LEADER && heard.isPresent()
                ? (usesEvidence(voter, denial) ? "it had no proof of its own" : "it acts on no proof")
                        + ", and had heard " + ((HeartbeatHeard) heard.get().fact()).leader() + " "
                        + duration(denial.tNanos() - heard.get().tNanos()) + " before"
                : FailedCampaigns.words(fact.reason());
        return CauseStep.aside(denial, denial.node() + " would not vote for " + fact.candidate() + ": " + why);
    }

    /**
     * Who promised a vote to whom asked on proof, and who did not.
     *
     * @param asked when it asked for promises
     * @param candidate when it had enough of them
     */
    List<CauseStep> promises(StampedFact asked, StampedFact candidate, List<NodeId> voters) {
        List<NodeId> proven = new ArrayList<>();
        List<NodeId> others = new ArrayList<>();
        List<CauseStep> steps = new ArrayList<>();
        for (NodeId member : memory.members()) {
            Optional<NodeLife> life = memory.lifeAt(member, candidate.tNanos());
            Optional<StampedFact> answer = life.flatMap(one -> one.lastBefore(
                    one.placeAfter(candidate.tNanos()), fact -> FailedCampaigns.isVote(fact, candidate.node())));
            if (voters.contains(member)) {
                boolean proof =
                        answer.filter(told -> hasProof(life.get(), told)).isPresent();
                (proof ? proven : others).add(member);
            } else {
                answer.filter(told -> told.fact() instanceof PreVoteDenied && told.tNanos() >= asked.tNanos())
                        .ifPresent(told -> steps.add(denied(told)));
            }
        }
        add(steps, candidate, proven, proven.size() == 1 ? ", with proof of its own," : ", with proof of their own,");
        add(steps, candidate, others, "");
        return steps;
    }

    private static void add(List<CauseStep> steps, StampedFact candidate, List<NodeId> voters, String how) {
        if (!voters.isEmpty()) {
            steps.add(
                    CauseStep.aside(candidate, PlainText.names(voters) + how + " would vote for " + candidate.node()));
        }
    }
}
