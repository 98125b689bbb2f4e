package dev.raftbeat.check.safety;

import dev.raftbeat.check.Causes;
import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
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
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * I10: an election timer is armed only on the known grounds (paper, Figure 2, "Rules for Servers"), each of them borne
 * out by what led to it, and with a timeout drawn afresh from the settings then in force (§5.2). Aligned timers use one
 * timeout: whatever any node was set to outside a change of settings is allowed to all. A short wait in place of a timeout
 * needs proof that the life of the leader that the node follows is over.
 */
@Evidence(
        needs = "TimerArmed with what led to it; settings; heartbeats heard, and PeerProvenDead",
        unknown = "what led to an arming was not heard, or the settings were not")
final class TimerDiscipline extends Check {
    /**
     * So many equal timeouts in a row were not drawn. Draws are even over nanoseconds, so that two would do; but a
     * generator that draws whole milliseconds is honest too, and gives three alike once in some ten thousand.
     */
    private static final int ALIKE_MAX = 4;

    /** What was heard of one node. */
    private static final class Timer {
        private StampedFact settingsFact;
        private Settings settings;
        private long lastDraw = -1;
        private StampedFact heartbeat;
        private StampedFact proof;
        private final List<StampedFact> alike = new ArrayList<>();
    }

    /** A timeout that only alignment could excuse, and alignment may be heard of later. */
    private record Odd(long drawNanos, String what, List<StampedFact> proof) {}

    private final PerNode<Timer> timers = new PerNode<>(Timer::new);
    private final SortedSet<Long> aligned = new TreeSet<>();
    private final List<Odd> odd = new ArrayList<>();

    TimerDiscipline() {
        super(
                "I10",
                "timers are random",
                "An election timer is armed on known grounds only, with a fresh draw from the settings in force.");
    }

    private Timer timer() {
        return timers.of(tellerPlace());
    }

    @Override
    public void on(Booted fact) {
        timer().heartbeat = null;
        timer().proof = null;
        settings(fact.settings());
    }

    @Override
    public void on(SettingsChanged fact) {
        settings(fact.settings());
    }

    private void settings(Settings settings) {
        timer().settings = settings;
        timer().settingsFact = now();
    }

    @Override
    public void on(HeartbeatHeard fact) {
        timer().heartbeat = causes().delivery(now());
        timer().proof = null;
    }

    /** Proof about one life of a leader says nothing of another, and none outlives a sign of life. */
    @Override
    public void on(PeerProvenDead fact) {
        StampedFact heartbeat = timer().heartbeat;
        FactId heard = heartbeat == null ? null : ((MessageDelivered) heartbeat.fact()).id();
        if (heard != null && heard.node().equals(fact.peer()) && heard.boot() == fact.life()) {
            timer().proof = now();
        }
    }

    @Override
    public void on(TimerArmed fact) {
        Timer timer = timer();
        if (fact.reason() == ArmReason.PROOF) {
            judgeProof(timer);
            return;
        }
        StampedFact nearest = causes().nearest(now());
        if (isNearest(fact.reason(), nearest)) {
            count();
        } else {
            judgeGrounds(fact, causes().of(now()), nearest);
        }
        judgeRange(fact, timer);
        judgeFreshness(fact, timer);
    }

    /** Such a wait is no timeout: the leader named it, or it is drawn from a range of its own. */
    private void judgeProof(Timer timer) {
        if (timer.heartbeat == null) {
            doubt();
            return;
        }
        count();
        if (timer.proof == null) {
            violated(
                    teller() + " gave its leader's process up for gone, without proof that this life of it is",
                    List.of(now(), timer.heartbeat));
        }
    }

    /** Nearly all armings: because of a heartbeat or a vote. */
    private static boolean isNearest(ArmReason reason, StampedFact nearest) {
        return nearest != null
                && (reason == ArmReason.HEARTBEAT && nearest.fact() instanceof HeartbeatHeard
                        || reason == ArmReason.VOTE_GRANTED && nearest.fact() instanceof VoteGranted);
    }

    private void judgeGrounds(TimerArmed fact, Causes.Chain chain, StampedFact nearest) {
        boolean settingsJustChanged = nearest != null && nearest.fact() instanceof SettingsChanged;
        if (fact.reason() == ArmReason.SETTINGS && chain.whole() && !settingsJustChanged) {
            aligned.add(fact.drawNanos());
        }
        if (isBorneOut(fact.reason(), chain)) {
            count();
        } else if (chain.whole()) {
            count();
            List<StampedFact> proof = new ArrayList<>(chain.links());
            proof.add(0, now());
            violated(teller() + " armed its timer for " + fact.reason() + ", which nothing bears out", proof);
        } else {
            doubt();
        }
    }

    private static boolean isBorneOut(ArmReason reason, Causes.Chain chain) {
        return switch (reason) {
            case BOOT -> chain.has(Booted.class);
            case HEARTBEAT, VOTE_GRANTED -> false;
            case CAMPAIGN ->
                chain.has(BecamePreCandidate.class) || chain.has(BecameCandidate.class) || chain.has(TimerFired.class);
            case STEPPED_DOWN -> chain.has(SteppedDown.class);
            case SETTINGS, PROOF -> true;
        };
    }

    private void judgeRange(TimerArmed fact, Timer timer) {
        if (timer.settings == null) {
            doubt();
            return;
        }
        long least = timer.settings.electionNanosMin();
        long most = timer.settings.electionNanosMax();
        long draw = fact.drawNanos();
        boolean within = draw >= least && (draw < most || (least == most && draw == least));
        count();
        if (!within) {
            note(new Odd(
                    draw,
                    teller() + " armed its timer with " + Amounts.time(draw) + ", outside "
                            + Amounts.range(least, most),
                    List.of(now(), timer.settingsFact)));
        }
    }

    private void judgeFreshness(TimerArmed fact, Timer timer) {
        if (fact.drawNanos() != timer.lastDraw) {
            timer.alike.clear();
        }
        timer.lastDraw = fact.drawNanos();
        timer.alike.add(now());
        boolean mayDiffer =
                timer.settings != null && timer.settings.electionNanosMax() - timer.settings.electionNanosMin() > 1;
        if (mayDiffer && timer.alike.size() == ALIKE_MAX) {
            note(new Odd(
                    fact.drawNanos(),
                    teller() + " armed its timer " + ALIKE_MAX + " times in a row with "
                            + Amounts.time(fact.drawNanos()),
                    List.copyOf(timer.alike)));
        } else if (timer.alike.size() > ALIKE_MAX) {
            timer.alike.remove(0);
        }
    }

    private void note(Odd one) {
        if (!aligned.contains(one.drawNanos) && odd.size() < 10 * VIOLATIONS_MAX) {
            odd.add(one);
        }
    }

    @Override
    protected List<Violation> found() {
        return odd.stream()
                .filter(one -> !aligned.contains(one.drawNanos))
                .map(one -> new Violation(id(), one.what, one.proof))
                .toList();
    }
}
