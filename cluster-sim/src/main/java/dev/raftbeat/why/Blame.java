package dev.raftbeat.why;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which deed of the world stands behind a lost message, a silent node or a dead one. */
final class Blame {
    /** A kill and the word that the process ended are told this close together, in any order. */
    private static final long NEAR_NANOS = 1_000_000_000L;

    private final RunFacts memory;

    Blame(RunFacts memory) {
        this.memory = memory;
    }

    /** The newest deed that fits and that began before the end of this time and lasted into it. */
    private Optional<FaultPeriod> newest(long from, long to, Predicate<FaultPeriod> fits) {
        return memory.spells().stream()
                .filter(spell -> spell.overlaps(from, to) && fits.test(spell))
                .max(Comparator.comparingLong(FaultPeriod::fromNanos));
    }

    Optional<FaultPeriod> pause(NodeId node, long from, long to) {
        return newest(from, to, spell -> spell.does(FaultEffect.Kind.FREEZES) && spell.touches(node));
    }

    Optional<FaultPeriod> skew(NodeId node, long from, long to) {
        return newest(from, to, spell -> spell.does(FaultEffect.Kind.SKEWS) && spell.touches(node));
    }

    Optional<FaultPeriod> disk(NodeId node, long from, long to) {
        return newest(
                from,
                to,
                spell -> (spell.does(FaultEffect.Kind.STALLS_DISK) || spell.does(FaultEffect.Kind.FAILS_DISK))
                        && spell.touches(node));
    }

    /** A fault or an action on the link, or on one of its ends. */
    Optional<FaultPeriod> onLink(NodeId sender, NodeId receiver, long from, long to) {
        return newest(
                        from,
                        to,
                        spell -> spell.is("fault")
                                && (spell.touches(sender, receiver) || spell.touches(receiver, sender)))
                .or(() -> newest(
                        from, to, spell -> spell.is("fault") && (spell.touches(sender) || spell.touches(receiver))))
                .or(() -> newest(
                        from,
                        to,
                        spell -> spell.is("action")
                                && (spell.touches(sender, receiver) || spell.touches(receiver, sender))
                                && to - spell.fromNanos() <= NEAR_NANOS));
    }

    /** The newest setting with one of these words, such as {@code set log}. */
    Optional<FaultPeriod> setting(long atNanos, String... words) {
        return setting(atNanos, spell -> List.of(words).contains(spell.fault().word()));
    }

    private Optional<FaultPeriod> setting(long atNanos, Predicate<FaultPeriod> fits) {
        return memory.spells().stream()
                .filter(spell -> spell.is("setting") && spell.fromNanos() <= atNanos && fits.test(spell))
                .max(Comparator.comparingLong(FaultPeriod::fromNanos));
    }

    /** Whether one drawn timeout holds for all nodes at this time, and by whose line. */
    Optional<FaultPeriod> aligned(long atNanos) {
        return setting(atNanos, spell -> spell.does(FaultEffect.Kind.ALIGNS) || spell.does(FaultEffect.Kind.SPREADS))
                .filter(spell -> spell.does(FaultEffect.Kind.ALIGNS));
    }

    /** The fault by whose rule most of these messages were lost. */
    Optional<FaultPeriod> mostGuilty(List<StampedFact> losses) {
        List<FaultPeriod> found = new ArrayList<>();
        for (StampedFact loss : losses) {
            ((MessageLost) loss.fact()).fault().flatMap(memory::spell).ifPresent(found::add);
        }
        return found.stream()
                .max(Comparator.<FaultPeriod>comparingLong(
                                spell -> found.stream().filter(spell::equals).count())
                        .thenComparingLong(spell -> -spell.fromNanos()));
    }

    /** What stands behind losses that no rule made: a dead or new-born end, a torn connection; or the network itself. */
    CauseTrail unruledLoss(StampedFact loss) {
        MessageLost lost = (MessageLost) loss.fact();
        Optional<StampedFact> dead = memory.deadAt(lost.to(), loss.tNanos());
        if (dead.isPresent()) {
            return death(dead.get());
        }
        Optional<FaultPeriod> spell = onLink(lost.from(), lost.to(), loss.tNanos() - NEAR_NANOS, loss.tNanos());
        if (spell.isPresent()) {
            return spell.get().trail();
        }
        if (lost.reason() == LossReason.LOSS || lost.reason() == LossReason.SUPERSEDED) {
            return new CauseTrail(
                    Origin.of(Origin.Kind.CHANCE, loss, "the network lost it by itself; no fault was needed"),
                    List.of());
        }
        for (NodeId end : List.of(lost.from(), lost.to())) {
            Optional<NodeLife> young = memory.lifeAt(end, loss.tNanos())
                    .filter(lane -> lane.first()
                            .filter(fact ->
                                    fact.fact() instanceof Booted && loss.tNanos() - fact.tNanos() <= NEAR_NANOS)
                            .isPresent());
            if (young.isPresent()) {
                return start(young.get());
            }
        }
        return CauseTrail.undecided("no fault was told that could have lost messages from " + lost.from() + " to "
                + lost.to() + " (" + Phrases.reason(lost.reason()) + ")");
    }

    /** Why a process ended. */
    CauseTrail death(StampedFact ended) {
        NodeId node = ((ProcessEnded) ended.fact()).target();
        Optional<FaultPeriod> kill = newest(
                ended.tNanos() - NEAR_NANOS,
                ended.tNanos() + NEAR_NANOS,
                spell -> spell.does(FaultEffect.Kind.ENDS)
                        && spell.touches(node)
                        && Math.abs(spell.fromNanos() - ended.tNanos()) <= NEAR_NANOS);
        if (kill.isPresent()) {
            return kill.get().trail();
        }
        Optional<NodeLife> life = memory.lifeAt(node, ended.tNanos());
        Optional<StampedFact> failed = life.flatMap(
                lane -> lane.lastBefore(Long.MAX_VALUE, fact -> fact instanceof SaveFailed || fact instanceof Stopped));
        Optional<FaultPeriod> disk = disk(node, ended.tNanos() - NEAR_NANOS, ended.tNanos());
        if (disk.isPresent()) {
            CauseTrail trail = disk.get().trail();
            return failed.isEmpty()
                    ? trail
                    : trail.then(CauseStep.at(failed.get(), node + " could not save its ballot and stopped"));
        }
        return CauseTrail.undecided("the process of " + node + " ended (" + ((ProcessEnded) ended.fact()).how()
                + "), and no fault was told that ended it");
    }

    /** A process that stood still within this time while its own Java collected garbage, as it tells afterwards. */
    Optional<CauseTrail> garbage(NodeLife lane, long fromNanos, long toNanos) {
        StampedFact longest = null;
        for (StampedFact told : lane.facts()) {
            boolean within = told.fact() instanceof GarbageCollected collected
                    && collected.beganNanos() + collected.tookNanos() >= fromNanos
                    && collected.beganNanos() <= toNanos;
            if (within
                    && (longest == null
                            || collection(told).tookNanos()
                                    > collection(longest).tookNanos())) {
                longest = told;
            }
        }
        return Optional.ofNullable(longest).map(told -> collected(lane.node, told));
    }

    private static GarbageCollected collection(StampedFact told) {
        return (GarbageCollected) told.fact();
    }

    private CauseTrail collected(NodeId node, StampedFact told) {
        GarbageCollected collected = collection(told);
        String text =
                node + " stood still for " + Phrases.duration(collected.tookNanos()) + ": Java collected its garbage";
        return memory.cause(told)
                .flatMap(cause -> memory.spell(cause.id()))
                .map(FaultPeriod::trail)
                .orElseGet(() -> new CauseTrail(
                        Origin.of(Origin.Kind.CHANCE, told, "a collection that nobody asked for"), List.of()))
                .then(new CauseStep(collected.beganNanos(), Optional.of(told.id()), text, true));
    }

    /** A node that has just come up: the start of all, or one that somebody brought about. */
    CauseTrail start(NodeLife lane) {
        Optional<StampedFact> booted = lane.first().filter(fact -> fact.fact() instanceof Booted);
        if (booted.isEmpty()) {
            return CauseTrail.undecided("how " + lane.node + " came up was not recorded");
        }
        StampedFact up = booted.get();
        String text = lane.boot == 1 ? lane.node + " came up for the first time" : lane.node + " came up again";
        CauseTrail started = new CauseTrail(Origin.of(Origin.Kind.START, up, text), List.of(CauseStep.at(up, text)));
        Optional<StampedFact> ended = memory.lifeBefore(lane)
                .flatMap(before -> memory.deathAfter(
                        lane.node, before.last().map(StampedFact::tNanos).orElse(up.tNanos())));
        Optional<CauseTrail> death = ended.filter(end -> end.tNanos() <= up.tNanos())
                .map(this::death)
                .filter(CauseTrail::decided);
        return death.map(trail -> trail.then(CauseStep.at(up, text))).orElse(started);
    }
}
