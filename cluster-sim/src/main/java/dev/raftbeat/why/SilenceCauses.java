package dev.raftbeat.why;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Why a node heard no leader for the whole of an election timeout. */
final class SilenceCauses {
    /** Later than this, a heartbeat in a machine room is late. */
    private static final long FLIGHT_NANOS = 5_000_000L;

    private final RunFacts memory;
    private final Blame blame;
    private final Search search;

    SilenceCauses(Search search) {
        this.search = search;
        memory = search.memory;
        blame = search.blame;
    }

    /** Where a timer that ran out comes from, its own step included. */
    CauseTrail timer(StampedFact fired) {
        long drawn = ((TimerFired) fired.fact()).drawNanos();
        return memory.cause(fired, TimerArmed.class)
                .map(armed -> ProofCauses.isOnProof(armed)
                        ? search.proofs.of(armed, fired)
                        : of(armed, fired)
                                .then(CauseStep.at(
                                        fired, fired.node() + "'s " + PlainText.duration(drawn) + " timer fired")))
                .orElseGet(() -> CauseTrail.missing("when the timer of " + fired.node() + " was armed"));
    }

    private CauseTrail of(StampedFact armed, StampedFact fired) {
        Window told = new Window(memory.lifeOf(fired), armed, fired, armed.tNanos(), fired.tNanos());
        Window window = told.isToldLate() ? inTruth(told) : told;
        List<Tenure> leaders = told.isToldLate() && window.equals(told)
                ? List.of()
                : memory.tenures().stream()
                        .filter(tenure -> !tenure.life().node.equals(fired.node()))
                        .filter(tenure -> tenure.overlaps(window.from(), window.to()))
                        .sorted(Comparator.comparingLong(Tenure::term).reversed())
                        .toList();
        List<CauseStep> asides = new ArrayList<>();
        for (Tenure leader : leaders) {
            Optional<CauseTrail> found = leader(leader, window, asides);
            if (found.isPresent()) {
                return found.get().then(asides);
            }
        }
        return leaderless(window).then(asides);
    }

    /** A heartbeat armed the timer before the disk held back the word of it: the timer says when it was due. */
    private static Window inTruth(Window told) {
        long due = ((TimerArmed) told.armed().fact()).dueNanos();
        return told.reason() == ArmReason.HEARTBEAT && due <= told.to()
                ? new Window(told.life(), told.armed(), told.fired(), due - told.drawNanos(), due)
                : told;
    }

    /** The time for which the node waited. */
    private record Window(NodeLife life, StampedFact armed, StampedFact fired, long from, long to) {
        NodeId node() {
            return life.node;
        }

        ArmReason reason() {
            return ((TimerArmed) armed.fact()).reason();
        }

        /** A slow disk held back both facts: no heartbeat within this time says anything about the time in truth. */
        boolean isToldLate() {
            return fired.tNanos() - armed.tNanos() < drawNanos() / 4;
        }

        long drawNanos() {
            return ((TimerArmed) armed.fact()).drawNanos();
        }

        /** Whether the node waited in a later term: then nothing of this leader's would have kept its timer from running out. */
        boolean isBeyond(Tenure leader) {
            return life.termBefore(armed.seq()) > leader.term();
        }
    }

    /** Heartbeats that could have kept the timer from running out, by what became of them; for those lost, their end. */
    private static final class Heartbeats {
        final List<StampedFact> ruledOut = new ArrayList<>();
        final List<StampedFact> lost = new ArrayList<>();
        final List<StampedFact> refused = new ArrayList<>();
        final List<StampedFact> late = new ArrayList<>();
    }

    private Heartbeats heartbeats(Tenure leader, Window window) {
        Heartbeats heartbeats = new Heartbeats();
        long from = window.from() - window.drawNanos();
        for (StampedFact sent : leader.life().sent(window.node(), "AppendEntries", from, window.to())) {
            Optional<StampedFact> end = memory.end(sent);
            boolean ruled = end.isPresent()
                    && end.get().fact() instanceof MessageLost lost
                    && lost.fault().isPresent();
            boolean late = end.isEmpty() || end.get().tNanos() > window.to();
            boolean early = !late
                    && (window.isToldLate()
                            ? end.get().tNanos() <= window.from()
                            : end.get().tNanos() < window.from() || isArming(end.get(), window));
            // A rule that swallows a message, or holds it back until it dies, tells of it late.
            if (ruled && !early) {
                heartbeats.ruledOut.add(end.get());
            } else if (late) {
                heartbeats.late.add(sent);
            } else if (!early) {
                (end.get().fact() instanceof MessageDelivered ? heartbeats.refused : heartbeats.lost).add(end.get());
            }
        }
        return heartbeats;
    }

    private static boolean isArming(StampedFact end, Window window) {
        return end.node().equals(window.node())
                && end.boot() == window.life().boot
                && end.seq() < window.armed().seq();
    }

    /** Why nothing of this leader's helped; empty when it says nothing about it. */
    private Optional<CauseTrail> leader(Tenure leader, Window window, List<CauseStep> asides) {
        NodeId name = leader.life().node;
        Heartbeats heartbeats = heartbeats(leader, window);
        if (window.isBeyond(leader)) {
            return refused(leader, heartbeats.refused, window);
        }
        if (!heartbeats.ruledOut.isEmpty()) {
            return Optional.of(blame.mostGuilty(heartbeats.ruledOut)
                    .orElseGet(() -> CauseTrail.missing(
                            "the fault by which heartbeats from " + name + " to " + window.node() + " were lost"))
                    .then(lostStep(heartbeats.ruledOut, name, window)));
        }
        if (leader.toNanos() <= window.to()) {
            return Optional.of(search.losses.of(leader));
        }
        Optional<CauseTrail> pause = blame.pause(name, window.from(), window.to());
        if (pause.isPresent()) {
            StampedFact began = pause.get().origin().fact().orElseThrow();
            return Optional.of(pause.get().then(CauseStep.aside(began, name + " stood still")));
        }
        Optional<CauseTrail> refused = refused(leader, heartbeats.refused, window);
        if (refused.isPresent()) {
            return refused;
        }
        if (!heartbeats.lost.isEmpty()) {
            return Optional.of(blame.loss(heartbeats.lost.get(0)).then(lostStep(heartbeats.lost, name, window)));
        }
        if (!heartbeats.late.isEmpty()) {
            return late(leader, heartbeats.late.get(0), window, asides);
        }
        return leader.fromNanos() <= window.from() ? Optional.of(idle(leader, window)) : Optional.empty();
    }

    private Optional<CauseTrail> refused(Tenure leader, List<StampedFact> refused, Window window) {
        return refused.stream()
                .findFirst()
                .map(first -> search.terms
                        .before(window.life(), first.seq())
                        .then(CauseStep.aside(
                                first,
                                window.node() + ", in a later term, refused " + leader.life().node
                                        + "'s heartbeats of term " + leader.term())));
    }

    private static CauseStep lostStep(List<StampedFact> losses, NodeId leader, Window window) {
        String text = Phrases.count(losses.size(), "heartbeat") + " from " + leader + " to " + window.node() + " lost";
        return CauseStep.aside(losses.get(0), text);
    }

    /** A leader's first heartbeat crosses the timer of whoever does not know it yet: that explains nothing. */
    private Optional<CauseTrail> late(Tenure leader, StampedFact sent, Window window, List<CauseStep> asides) {
        NodeId name = leader.life().node;
        long flight = window.to() - sent.tNanos();
        boolean fresh = leader.fromNanos() > window.from();
        String beat = "a heartbeat from " + name + " to " + window.node();
        Optional<CauseTrail> slow = blame.onLink(name, window.node(), sent.tNanos(), window.to());
        if (slow.isPresent()) {
            String text = beat + " was still under way after " + PlainText.duration(flight);
            return Optional.of(slow.get().then(CauseStep.aside(sent, text)));
        }
        if (memory.end(sent).isEmpty() && flight >= FLIGHT_NANOS && !fresh) {
            return Optional.of(CauseTrail.missing("what became of heartbeats from " + name + " to " + window.node()));
        }
        if (fresh || flight < FLIGHT_NANOS) {
            asides.add(CauseStep.aside(
                    sent,
                    name + " had won term " + leader.term() + ", but " + window.node() + " had not heard of it yet"));
            return fresh ? Optional.empty() : Optional.of(idle(leader, window));
        }
        String text = beat + " took more than " + PlainText.duration(flight)
                + ", and nothing slowed it but the network itself";
        return Optional.of(CauseTrail.chance(sent, "the network's own delay; no fault was needed")
                .then(CauseStep.at(sent, text)));
    }

    /** It led, and sent too little: because of its settings, its clock, or for reasons that nobody told. */
    private CauseTrail idle(Tenure leader, Window window) {
        NodeId name = leader.life().node;
        long heartbeat = leader.life().heartbeatNanos(window.to());
        if (heartbeat > 0 && heartbeat + 2 * FLIGHT_NANOS >= window.drawNanos()) {
            String text = name + " sends a heartbeat every " + PlainText.duration(heartbeat) + ", and " + window.node()
                    + " waits for " + PlainText.duration(window.drawNanos());
            return blame.setting(window.to(), "set heartbeat", "set election", "set pace", "set defaults")
                    .orElseGet(() -> blame.start(window.life()))
                    .then(CauseStep.aside(window.armed(), text));
        }
        return followed(leader, window)
                .or(() -> blame.skew(name, window.from(), window.to()))
                .or(() -> blame.skew(window.node(), window.from(), window.to()))
                .or(() -> blame.pause(window.node(), window.from(), window.to()))
                .or(() -> blame.garbage(leader.life(), window.from(), window.to()))
                .orElseGet(() -> CauseTrail.undecided(name + " led, and nothing was done to it, yet it sent nothing to "
                        + window.node() + " for " + PlainText.duration(window.to() - window.from())
                        + ": its process may have stood still"));
    }

    /** A leader that saves a later term leads no more, and cannot tell so before it is saved. */
    private Optional<CauseTrail> followed(Tenure leader, Window window) {
        NodeLife life = leader.life();
        return life.firstAfter(
                        leader.began().seq(), fact -> fact instanceof SaveBegan save && save.term() > leader.term())
                .filter(save -> save.tNanos() <= window.to())
                .map(save -> search.terms
                        .adopted(save, ((SaveBegan) save.fact()).term())
                        .then(CauseStep.at(
                                save,
                                life.node + " heard of term " + ((SaveBegan) save.fact()).term()
                                        + ": it led no more, and had yet to save that")))
                .map(trail -> blame.disk(life.node, window.from(), window.to())
                        .map(trail::beside)
                        .orElse(trail));
    }

    /** Nobody led, or nobody whom the node could have known of: what it waited for decides. */
    private CauseTrail leaderless(Window window) {
        return switch (window.reason()) {
            case BOOT -> blame.start(window.life());
            case HEARTBEAT, PROOF -> afterHeartbeat(window);
            case VOTE_GRANTED -> afterVote(window);
            case CAMPAIGN -> afterCampaign(window);
            case STEPPED_DOWN -> afterStepDown(window);
            case SETTINGS -> afterSettings(window);
        };
    }

    private static Optional<StampedFact> before(Window window, Class<? extends Fact> kind) {
        return window.life().lastBefore(window.armed().seq(), kind::isInstance);
    }

    private CauseTrail afterHeartbeat(Window window) {
        return before(window, HeartbeatHeard.class)
                .map(heard -> (HeartbeatHeard) heard.fact())
                .flatMap(heard -> memory.tenures().stream()
                        .filter(one -> one.life().node.equals(heard.leader()) && one.term() == heard.term())
                        .findFirst())
                .filter(one -> one.toNanos() <= window.to())
                .map(search.losses::of)
                .orElseGet(() ->
                        CauseTrail.missing("what became of the leader that " + window.node() + " had heard last"));
    }

    private CauseTrail afterVote(Window window) {
        Optional<StampedFact> granted =
                memory.cause(window.armed(), VoteGranted.class).or(() -> before(window, VoteGranted.class));
        if (granted.isEmpty()) {
            return CauseTrail.missing("whom " + window.node() + " had voted for");
        }
        VoteGranted vote = (VoteGranted) granted.get().fact();
        CauseStep step = CauseStep.aside(
                granted.get(), window.node() + " had voted for " + vote.candidate() + " in term " + vote.term());
        return memory.campaign(vote.candidate(), vote.term())
                .map(campaign -> search.failures.of(campaign, window.to()).then(step))
                .orElseGet(() -> CauseTrail.missing("the campaign of " + vote.candidate() + " in term " + vote.term()));
    }

    private CauseTrail afterCampaign(Window window) {
        return window.life()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof BecameCandidate || fact instanceof BecamePreCandidate)
                .map(fact -> window.isToldLate() ? heldBack(fact) : search.failures.of(fact, window.to()))
                .orElseGet(() -> CauseTrail.missing("the campaign of " + window.node() + " before"));
    }

    /**
     * It asked nobody before its next timer had run out, so that nobody's answer and no link has a part in it. Of a vote
     * for itself it is told already how long that took to save.
     */
    private CauseTrail heldBack(StampedFact campaign) {
        CauseTrail trail = search.campaign(campaign);
        return campaign.fact() instanceof BecameCandidate
                ? trail
                : trail.then(CauseStep.aside(
                        campaign, campaign.node() + " could ask nobody before: its ballot was not saved"));
    }

    private CauseTrail afterStepDown(Window window) {
        return before(window, SteppedDown.class)
                .flatMap(down -> memory.tenures().stream()
                        .filter(one -> one.ended().equals(Optional.of(down)))
                        .findFirst())
                .map(search.losses::of)
                .orElseGet(() -> CauseTrail.missing("how " + window.node() + " ceased to lead"));
    }

    /** Armed anew by a setting: what it had been waiting for before counts, where that explains it. */
    private CauseTrail afterSettings(Window window) {
        return window.life()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof TimerArmed armed && armed.reason() != ArmReason.SETTINGS)
                .map(armed -> of(armed, window.fired()))
                .filter(CauseTrail::decided)
                .or(() -> search.commanded(window.armed()))
                .orElseGet(() -> CauseTrail.missing("by what setting the timer was armed"));
    }
}
