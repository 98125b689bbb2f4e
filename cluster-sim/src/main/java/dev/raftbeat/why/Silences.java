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
final class Silences {
    /** Later than this, a heartbeat in a machine room is late. */
    private static final long FLIGHT_NANOS = 5_000_000L;

    private final Memory memory;
    private final Blame blame;
    private final Search search;

    Silences(Memory memory, Blame blame, Search search) {
        this.memory = memory;
        this.blame = blame;
        this.search = search;
    }

    /** Where a timer that ran out comes from, its own step included. */
    Trail timer(StampedFact fired) {
        Optional<StampedFact> armed = memory.cause(fired).filter(fact -> fact.fact() instanceof TimerArmed);
        if (armed.isEmpty()) {
            return Trail.undecided("when the timer of " + fired.node() + " was armed is not among the facts");
        }
        TimerFired fact = (TimerFired) fired.fact();
        String text = fired.node() + "'s " + Words.duration(fact.drawNanos()) + " timer fired";
        return of(armed.get(), fired).then(Step.at(fired, text));
    }

    private Trail of(StampedFact armed, StampedFact fired) {
        Window window = new Window(memory.laneOf(fired), armed, fired);
        List<Tenure> leaders = memory.tenures().stream()
                .filter(tenure -> !tenure.lane().node.equals(fired.node()))
                .filter(tenure -> tenure.overlaps(armed.tNanos(), fired.tNanos()))
                .sorted(Comparator.comparingLong(Tenure::term).reversed())
                .toList();
        List<Step> asides = new ArrayList<>();
        for (Tenure leader : leaders) {
            Optional<Trail> found = leader(leader, window, asides);
            if (found.isPresent()) {
                return found.get().then(asides);
            }
        }
        return leaderless(window).then(asides);
    }

    /** The time for which the node waited. */
    private record Window(Lane lane, StampedFact armed, StampedFact fired) {
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
    private Optional<Trail> leader(Tenure leader, Window window, List<Step> asides) {
        NodeId name = leader.lane().node;
        Heartbeats heartbeats = heartbeats(leader, window);
        boolean fell = leader.toNanos() <= window.to();
        if (!heartbeats.ruledOut.isEmpty()) {
            List<StampedFact> losses = heartbeats.ruledOut;
            Trail trail = blame.mostGuilty(losses)
                    .map(Spell::trail)
                    .orElseGet(() -> Trail.undecided("the fault by which heartbeats from " + name + " to "
                            + window.node() + " were lost is not among the facts"));
            return Optional.of(trail.then(lostStep(losses, name, window)));
        }
        if (fell) {
            return Optional.of(search.falls().of(leader));
        }
        Optional<Spell> pause = blame.pause(name, window.from(), window.to());
        if (pause.isPresent()) {
            return Optional.of(pause.get().trail().then(Step.aside(pause.get().began(), name + " stood still")));
        }
        if (!heartbeats.refused.isEmpty()) {
            StampedFact first = heartbeats.refused.get(0);
            String text =
                    window.node() + ", in a later term, refused " + name + "'s heartbeats of term " + leader.term();
            return Optional.of(search.terms().before(window.lane(), first.seq()).then(Step.aside(first, text)));
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

    private static Step lostStep(List<StampedFact> losses, NodeId leader, Window window) {
        String text = Words.count(losses.size(), "heartbeat") + " from " + leader + " to " + window.node() + " lost";
        return Step.aside(losses.get(0), text);
    }

    /** A leader's first heartbeat crosses the timer of whoever does not know it yet: that explains nothing. */
    private Optional<Trail> late(Tenure leader, StampedFact sent, Window window, List<Step> asides) {
        NodeId name = leader.lane().node;
        long flight = window.to() - sent.tNanos();
        Optional<Spell> slow = blame.onLink(name, window.node(), sent.tNanos(), window.to());
        if (slow.isPresent()) {
            String text = "a heartbeat from " + name + " to " + window.node() + " was still under way after "
                    + Words.duration(flight);
            return Optional.of(slow.get().trail().then(Step.aside(sent, text)));
        }
        if (leader.lane().end(sent).isEmpty() && flight >= FLIGHT_NANOS && leader.fromNanos() <= window.from()) {
            return Optional.of(Trail.undecided(
                    "what became of heartbeats from " + name + " to " + window.node() + " is not among the facts"));
        }
        if (leader.fromNanos() > window.from() || flight < FLIGHT_NANOS) {
            asides.add(Step.aside(
                    sent,
                    name + " had won term " + leader.term() + ", but " + window.node() + " had not heard of it yet"));
            return leader.fromNanos() > window.from() ? Optional.empty() : Optional.of(idle(leader, window));
        }
        String text = "a heartbeat from " + name + " to " + window.node() + " took more than " + Words.duration(flight)
                + ", and nothing slowed it but the network itself";
        return Optional.of(new Trail(
                Origin.of(Origin.Kind.CHANCE, sent, "the network's own delay; no fault was needed"),
                List.of(Step.at(sent, text))));
    }

    /** It led, and sent too little: because of its settings, its clock, or for reasons that nobody told. */
    private Trail idle(Tenure leader, Window window) {
        NodeId name = leader.lane().node;
        Settings settings = settings(leader.lane(), window.to());
        if (settings != null && settings.heartbeatNanos() + 2 * FLIGHT_NANOS >= window.drawNanos()) {
            String text = name + " sends a heartbeat every " + Words.duration(settings.heartbeatNanos()) + ", and "
                    + window.node() + " waits for " + Words.duration(window.drawNanos());
            return blame.setting(window.to(), "set heartbeat", "set election", "set pace", "set defaults")
                    .map(Spell::trail)
                    .orElseGet(() -> blame.start(window.lane()))
                    .then(Step.aside(window.armed(), text));
        }
        Optional<Spell> skew = blame.skew(name, window.from(), window.to())
                .or(() -> blame.skew(window.node(), window.from(), window.to()))
                .or(() -> blame.pause(window.node(), window.from(), window.to()));
        return skew.map(Spell::trail)
                .or(() -> blame.garbage(leader.lane(), window.from(), window.to()))
                .orElseGet(() -> Trail.undecided(name + " led, and nothing was done to it, yet it sent nothing to "
                        + window.node() + " for " + Words.duration(window.to() - window.from())
                        + ": its process may have stood still"));
    }

    private static Settings settings(Lane lane, long atNanos) {
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
    private Trail leaderless(Window window) {
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

    private Trail afterHeartbeat(Window window) {
        Optional<StampedFact> heard = before(window, HeartbeatHeard.class);
        Optional<Tenure> tenure = heard.flatMap(fact -> {
            HeartbeatHeard heartbeat = (HeartbeatHeard) fact.fact();
            return memory.tenures().stream()
                    .filter(one -> one.lane().node.equals(heartbeat.leader()) && one.term() == heartbeat.term())
                    .findFirst();
        });
        return tenure.filter(one -> one.toNanos() <= window.to())
                .map(one -> search.falls().of(one))
                .orElseGet(() -> Trail.undecided(
                        "what became of the leader that " + window.node() + " had heard last is not among the facts"));
    }

    private Trail afterVote(Window window, Optional<StampedFact> ground) {
        Optional<StampedFact> granted =
                ground.filter(fact -> fact.fact() instanceof VoteGranted).or(() -> before(window, VoteGranted.class));
        if (granted.isEmpty()) {
            return Trail.undecided("whom " + window.node() + " had voted for is not among the facts");
        }
        VoteGranted vote = (VoteGranted) granted.get().fact();
        Optional<StampedFact> campaign = memory.campaign(vote.candidate(), vote.term());
        Step step = Step.aside(
                granted.get(), window.node() + " had voted for " + vote.candidate() + " in term " + vote.term());
        return campaign.map(fact -> search.failures().of(fact, window.to()).then(step))
                .orElseGet(() -> Trail.undecided(
                        "the campaign of " + vote.candidate() + " in term " + vote.term() + " is not among the facts"));
    }

    private Trail afterCampaign(Window window) {
        return window.lane()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof BecameCandidate || fact instanceof BecamePreCandidate)
                .map(fact -> search.failures().of(fact, window.to()))
                .orElseGet(
                        () -> Trail.undecided("the campaign of " + window.node() + " before is not among the facts"));
    }

    private Trail afterStepDown(Window window) {
        return before(window, SteppedDown.class)
                .flatMap(down -> memory.tenures().stream()
                        .filter(one -> one.ended().equals(Optional.of(down)))
                        .findFirst())
                .map(one -> search.falls().of(one))
                .orElseGet(() -> Trail.undecided("how " + window.node() + " ceased to lead is not among the facts"));
    }

    /** Armed anew by a setting: what it had been waiting for before counts, where that explains it. */
    private Trail afterSettings(Window window) {
        Optional<StampedFact> armedBefore = window.lane()
                .lastBefore(
                        window.armed().seq(),
                        fact -> fact instanceof TimerArmed armed && armed.reason() != ArmReason.SETTINGS);
        Optional<Trail> older =
                armedBefore.map(armed -> of(armed, window.fired())).filter(Trail::decided);
        return older.orElseGet(() -> search.commanded(window.armed())
                .orElseGet(() -> Trail.undecided("by what setting the timer was armed is not among the facts")));
    }
}
