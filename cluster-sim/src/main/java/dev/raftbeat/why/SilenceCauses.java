package dev.raftbeat.why;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
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

    SilenceCauses(RunFacts memory, Blame blame, Search search) {
        this.memory = memory;
        this.blame = blame;
        this.search = search;
    }

    /** Where a timer that ran out comes from, its own step included. */
    CauseTrail timer(StampedFact fired) {
        Optional<StampedFact> armed = memory.cause(fired).filter(fact -> fact.fact() instanceof TimerArmed);
        if (armed.isEmpty()) {
            return CauseTrail.undecided("when the timer of " + fired.node() + " was armed is not among the facts");
        }
        TimerFired fact = (TimerFired) fired.fact();
        String text = fired.node() + "'s " + Phrases.duration(fact.drawNanos()) + " timer fired";
        return of(armed.get(), fired).then(CauseStep.at(fired, text));
    }

    private CauseTrail of(StampedFact armed, StampedFact fired) {
        Window window = new Window(memory.laneOf(fired), armed, fired);
        List<Tenure> leaders = memory.tenures().stream()
                .filter(tenure -> !tenure.lane().node.equals(fired.node()))
                .filter(tenure -> tenure.overlaps(armed.tNanos(), fired.tNanos()))
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

    /** The time for which the node waited. */
    private record Window(NodeLife lane, StampedFact armed, StampedFact fired) {
        long from() {
            return armed.tNanos();
        }

        long to() {
            return fired.tNanos();
        }

        NodeId node() {
            return lane.node;
        }

        ArmReason reason() {
            return ((TimerArmed) armed.fact()).reason();
        }

        long drawNanos() {
            return ((TimerArmed) armed.fact()).drawNanos();
        }
    }

    /** Heartbeats that could have kept the timer from running out, by what became of them. */
    private static final class Heartbeats {
        final List<StampedFact> ruledOut = new ArrayList<>();
        final List<StampedFact> lost = new ArrayList<>();
        final List<StampedFact> refused = new ArrayList<>();
        final List<StampedFact> late = new ArrayList<>();

        boolean none() {
            return ruledOut.isEmpty() && lost.isEmpty() && refused.isEmpty() && late.isEmpty();
        }
    }

    private static Heartbeats heartbeats(Tenure leader, Window window) {
        Heartbeats heartbeats = new Heartbeats();
        long from = window.from() - window.drawNanos();
        for (StampedFact sent : leader.lane().sent(window.node(), "AppendEntries", from, window.to())) {
            Optional<StampedFact> end = leader.lane().end(sent);
            if (end.isEmpty() || end.get().tNanos() > window.to()) {
                sortLate(heartbeats, sent, end);
            } else if (end.get().tNanos() >= window.from() && !isArming(end.get(), window)) {
                sortEnded(heartbeats, end.get());
            }
        }
        return heartbeats;
    }

    private static boolean isArming(StampedFact end, Window window) {
        return end.node().equals(window.node())
                && end.boot() == window.lane().boot
                && end.seq() < window.armed().seq();
    }

    /** A rule that swallows a message, or holds it back until it dies, tells of it late. */
    private static void sortLate(Heartbeats heartbeats, StampedFact sent, Optional<StampedFact> end) {
        boolean ruled = end.filter(fact ->
                        fact.fact() instanceof MessageLost lost && lost.fault().isPresent())
                .isPresent();
        if (ruled) {
            heartbeats.ruledOut.add(end.get());
        } else {
            heartbeats.late.add(sent);
        }
    }

    private static void sortEnded(Heartbeats heartbeats, StampedFact end) {
        if (end.fact() instanceof MessageDelivered) {
            heartbeats.refused.add(end);
        } else if (((MessageLost) end.fact()).fault().isPresent()) {
            heartbeats.ruledOut.add(end);
        } else {
            heartbeats.lost.add(end);
        }
    }

    /** Why nothing of this leader's helped; empty when it says nothing about it. */
    private Optional<CauseTrail> leader(Tenure leader, Window window, List<CauseStep> asides) {
        NodeId name = leader.lane().node;
        Heartbeats heartbeats = heartbeats(leader, window);
        boolean fell = leader.toNanos() <= window.to();
        if (!heartbeats.ruledOut.isEmpty()) {
            List<StampedFact> losses = heartbeats.ruledOut;
            CauseTrail trail = blame.mostGuilty(losses)
                    .map(FaultPeriod::trail)
                    .orElseGet(() -> CauseTrail.undecided("the fault by which heartbeats from " + name + " to "
                            + window.node() + " were lost is not among the facts"));
            return Optional.of(trail.then(lostStep(losses, name, window)));
        }
        if (fell) {
            return Optional.of(search.falls().of(leader));
        }
        Optional<FaultPeriod> pause = blame.pause(name, window.from(), window.to());
        if (pause.isPresent()) {
            return Optional.of(
                    pause.get().trail().then(CauseStep.aside(pause.get().began(), name + " stood still")));
        }
        if (!heartbeats.refused.isEmpty()) {
            StampedFact first = heartbeats.refused.get(0);
            String text =
                    window.node() + ", in a later term, refused " + name + "'s heartbeats of term " + leader.term();
            return Optional.of(search.terms().before(window.lane(), first.seq()).then(CauseStep.aside(first, text)));
        }
        if (!heartbeats.lost.isEmpty()) {
            return Optional.of(blame.unruledLoss(heartbeats.lost.get(0)).then(lostStep(heartbeats.lost, name, window)));
        }
        if (!heartbeats.late.isEmpty()) {
            return late(leader, heartbeats.late.get(0), window, asides);
        }
        return heartbeats.none() && leader.fromNanos() <= window.from()
                ? Optional.of(idle(leader, window))
                : Optional.empty();
    }

    private static CauseStep lostStep(List<StampedFact> losses, NodeId leader, Window window) {
        String text = Phrases.count(losses.size(), "heartbeat") + " from " + leader + " to " + window.node() + " lost";
        return CauseStep.aside(losses.get(0), text);
    }

    /** A leader's first heartbeat crosses the timer of whoever does not know it yet: that explains nothing. */
    private Optional<CauseTrail> late(Tenure leader, StampedFact sent, Window window, List<CauseStep> asides) {
        NodeId name = leader.lane().node;
        long flight = window.to() - sent.tNanos();
        Optional<FaultPeriod> slow = blame.onLink(name, window.node(), sent.tNanos(), window.to());
        if (slow.isPresent()) {
            String text = "a heartbeat from " + name + " to " + window.node() + " was still under way after "
                    + Phrases.duration(flight);
            return Optional.of(slow.get().trail().then(CauseStep.aside(sent, text)));
        }
        if (leader.lane().end(sent).isEmpty() && flight >= FLIGHT_NANOS && leader.fromNanos() <= window.from()) {
            return Optional.of(CauseTrail.undecided(
                    "what became of heartbeats from " + name + " to " + window.node() + " is not among the facts"));
        }
        if (leader.fromNanos() > window.from() || flight < FLIGHT_NANOS) {
            asides.add(CauseStep.aside(
                    sent,
                    name + " had won term " + leader.term() + ", but " + window.node() + " had not heard of it yet"));
            return leader.fromNanos() > window.from() ? Optional.empty() : Optional.of(idle(leader, window));
        }
        String text = "a heartbeat from " + name + " to " + window.node() + " took more than "
                + Phrases.duration(flight) + ", and nothing slowed it but the network itself";
        return Optional.of(new CauseTrail(
                Origin.of(Origin.Kind.CHANCE, sent, "the network's own delay; no fault was needed"),
                List.of(CauseStep.at(sent, text))));
    }

    /** It led, and sent too little: because of its settings, its clock, or for reasons that nobody told. */
    private CauseTrail idle(Tenure leader, Window window) {
        NodeId name = leader.lane().node;
        Settings settings = settings(leader.lane(), window.to());
        if (settings != null && settings.heartbeatNanos() + 2 * FLIGHT_NANOS >= window.drawNanos()) {
            String text = name + " sends a heartbeat every " + Phrases.duration(settings.heartbeatNanos()) + ", and "
                    + window.node() + " waits for " + Phrases.duration(window.drawNanos());
            return blame.setting(window.to(), "set heartbeat", "set election", "set pace", "set defaults")
                    .map(FaultPeriod::trail)
                    .orElseGet(() -> blame.start(window.lane()))
                    .then(CauseStep.aside(window.armed(), text));
        }
        Optional<FaultPeriod> skew = blame.skew(name, window.from(), window.to())
                .or(() -> blame.skew(window.node(), window.from(), window.to()))
                .or(() -> blame.pause(window.node(), window.from(), window.to()));
        return skew.map(FaultPeriod::trail)
                .or(() -> blame.garbage(leader.lane(), window.from(), window.to()))
                .orElseGet(() -> CauseTrail.undecided(name + " led, and nothing was done to it, yet it sent nothing to "
                        + window.node() + " for " + Phrases.duration(window.to() - window.from())
                        + ": its process may have stood still"));
    }

    private static Settings settings(NodeLife lane, long atNanos) {
        Settings found = null;
        for (StampedFact fact : lane.facts()) {
            if (fact.tNanos() <= atNanos && fact.fact() instanceof Booted booted) {
                found = booted.settings();
            } else if (fact.tNanos() <= atNanos && fact.fact() instanceof SettingsChanged changed) {
                found = changed.settings();
            }
        }
        return found;
    }

    /** Nobody led, or nobody whom the node could have known of: what it waited for decides. */
    private CauseTrail leaderless(Window window) {
        Optional<StampedFact> ground = memory.cause(window.armed());
        return switch (window.reason()) {
            case BOOT -> blame.start(window.lane());
            case HEARTBEAT -> afterHeartbeat(window);
            case VOTE_GRANTED -> afterVote(window, ground);
            case CAMPAIGN -> afterCampaign(window);
            case STEPPED_DOWN -> afterStepDown(window);
            case SETTINGS -> afterSettings(window);
        };
    }

    private Optional<StampedFact> before(Window window, Class<? extends Fact> kind) {
        return window.lane().lastBefore(window.armed().seq(), kind::isInstance);
    }

    private CauseTrail afterHeartbeat(Window window) {
        Optional<StampedFact> heard = before(window, HeartbeatHeard.class);
        Optional<Tenure> tenure = heard.flatMap(fact -> {
            HeartbeatHeard heartbeat = (HeartbeatHeard) fact.fact();
            return memory.tenures().stream()
                    .filter(one -> one.lane().node.equals(heartbeat.leader()) && one.term() == heartbeat.term())
                    .findFirst();
        });
        return tenure.filter(one -> one.toNanos() <= window.to())
                .map(one -> search.falls().of(one))
                .orElseGet(() -> CauseTrail.undecided(
                        "what became of the leader that " + window.node() + " had heard last is not among the facts"));
    }

    private CauseTrail afterVote(Window window, Optional<StampedFact> ground) {
        Optional<StampedFact> granted =
                ground.filter(fact -> fact.fact() instanceof VoteGranted).or(() -> before(window, VoteGranted.class));
        if (granted.isEmpty()) {
            return CauseTrail.undecided("whom " + window.node() + " had voted for is not among the facts");
        }
        VoteGranted vote = (VoteGranted) granted.get().fact();
        Optional<StampedFact> campaign = memory.campaign(vote.candidate(), vote.term());
        CauseStep step = CauseStep.aside(
                granted.get(), window.node() + " had voted for " + vote.candidate() + " in term " + vote.term());
        return campaign.map(fact -> search.failures().of(fact, window.to()).then(step))
                .orElseGet(() -> CauseTrail.undecided(
                        "the campaign of " + vote.candidate() + " in term " + vote.term() + " is not among the facts"));
    }

    private CauseTrail afterCampaign(Window window) {
        return window.lane()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof BecameCandidate || fact instanceof BecamePreCandidate)
                .map(fact -> search.failures().of(fact, window.to()))
                .orElseGet(() ->
                        CauseTrail.undecided("the campaign of " + window.node() + " before is not among the facts"));
    }

    private CauseTrail afterStepDown(Window window) {
        return before(window, SteppedDown.class)
                .flatMap(down -> memory.tenures().stream()
                        .filter(one -> one.ended().equals(Optional.of(down)))
                        .findFirst())
                .map(one -> search.falls().of(one))
                .orElseGet(
                        () -> CauseTrail.undecided("how " + window.node() + " ceased to lead is not among the facts"));
    }

    /** Armed anew by a setting: what it had been waiting for before counts, where that explains it. */
    private CauseTrail afterSettings(Window window) {
        Optional<StampedFact> armedBefore = window.lane()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof TimerArmed armed && armed.reason() != ArmReason.SETTINGS);
        Optional<CauseTrail> older =
                armedBefore.map(armed -> of(armed, window.fired())).filter(CauseTrail::decided);
        return older.orElseGet(() -> search.commanded(window.armed())
                .orElseGet(() -> CauseTrail.undecided("by what setting the timer was armed is not among the facts")));
    }
}
