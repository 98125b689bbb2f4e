package dev.raftbeat.why;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Which line stands behind a lost message, a silent node or a dead one: the chain that begins with it. */
final class Blame {
    /** What belongs together is told this close together, in any order. */
    private static final long NEAR_NANOS = 1_000_000_000L;

    private final RunFacts memory;
    private final Map<FactId, String> lines = new LinkedHashMap<>();

    Blame(RunFacts memory) {
        this.memory = memory;
    }

    /** What was done, as short as it can be said. */
    String line(FaultSpan span) {
        return lines.computeIfAbsent(span.began().id(), ignored -> Phrases.line(span.told(), memory.members()));
    }

    CauseTrail trail(FaultSpan span) {
        boolean action = span.told().kind().equals("action") && !span.does(FaultEffect.Kind.FORGETS);
        boolean order = action || span.does(FaultEffect.Kind.STOPS);
        boolean setting = span.told().kind().equals("setting");
        Origin.Kind kind = order ? Origin.Kind.ORDER : setting ? Origin.Kind.SETTING : Origin.Kind.FAULT;
        String name = order ? "order " : setting ? "setting " : "fault ";
        return CauseTrail.from(
                Origin.of(kind, span.began(), line(span)), CauseStep.at(span.began(), name + line(span)));
    }

    /** The newest line that fits and that began before the end of this time and lasted into it. */
    private Optional<CauseTrail> newest(long from, long to, Predicate<FaultSpan> fits) {
        return memory.faults().stream()
                .filter(span -> span.overlaps(from, to) && fits.test(span))
                .max(Comparator.comparingLong(FaultSpan::fromNanos))
                .map(this::trail);
    }

    Optional<CauseTrail> pause(NodeId node, long from, long to) {
        return newest(from, to, span -> span.does(FaultEffect.Kind.FREEZES) && span.touches(node));
    }

    Optional<CauseTrail> skew(NodeId node, long from, long to) {
        return newest(from, to, span -> span.does(FaultEffect.Kind.SKEWS) && span.touches(node));
    }

    Optional<CauseTrail> disk(NodeId node, long from, long to) {
        return newest(
                from,
                to,
                span -> (span.does(FaultEffect.Kind.STALLS_DISK) || span.does(FaultEffect.Kind.FAILS_DISK))
                        && span.touches(node));
    }

    /** A fault or an action on the link, or on one of its ends. */
    Optional<CauseTrail> onLink(NodeId a, NodeId b, long from, long to) {
        Predicate<FaultSpan> linked = span -> span.touches(a, b) || span.touches(b, a);
        return newest(from, to, span -> span.told().lasts() && linked.test(span))
                .or(() -> newest(from, to, span -> span.told().lasts() && (span.touches(a) || span.touches(b))))
                .or(() -> newest(
                        from,
                        to,
                        span -> span.told().kind().equals("action")
                                && linked.test(span)
                                && to - span.fromNanos() <= NEAR_NANOS));
    }

    /** Whether the line that a trail goes back to cut a link between these two, one way or both, within this time. */
    boolean keepsApart(Origin origin, NodeId a, NodeId b, long from, long to) {
        return cuts(origin).anyMatch(span -> span.overlaps(from, to) && (span.touches(a, b) || span.touches(b, a)));
    }

    /** How many links the line that a trail goes back to cut. */
    long linksCut(Origin origin) {
        return cuts(origin).mapToLong(span -> span.links().size()).sum();
    }

    private Stream<FaultSpan> cuts(Origin origin) {
        return memory.faults().stream()
                .filter(span -> origin.fact().filter(span.began()::equals).isPresent())
                .filter(Blame::cuts);
    }

    /** The newest setting with one of these words, such as {@code set log}. */
    Optional<CauseTrail> setting(long atNanos, String... words) {
        return setting(atNanos, span -> List.of(words).contains(span.told().word()))
                .map(this::trail);
    }

    private Optional<FaultSpan> setting(long atNanos, Predicate<FaultSpan> fits) {
        return memory.faults().stream()
                .filter(span -> span.told().kind().equals("setting") && span.fromNanos() <= atNanos && fits.test(span))
                .max(Comparator.comparingLong(FaultSpan::fromNanos));
    }

    /** By whose line one drawn timeout holds for all nodes at this time, if one does. */
    Optional<CauseTrail> aligned(long atNanos) {
        return setting(atNanos, span -> span.does(FaultEffect.Kind.ALIGNS) || span.does(FaultEffect.Kind.SPREADS))
                .filter(span -> span.does(FaultEffect.Kind.ALIGNS))
                .map(this::trail);
    }

    /** The fault by whose rule most of these messages were lost, or by one that would have lost as many. */
    Optional<CauseTrail> mostGuilty(List<StampedFact> losses) {
        return guilty(losses).map(this::trail);
    }

    private Optional<FaultSpan> guilty(List<StampedFact> losses) {
        Map<FaultSpan, List<StampedFact>> found = new LinkedHashMap<>();
        for (StampedFact loss : losses) {
            ((MessageLost) loss.fact())
                    .fault()
                    .flatMap(memory::fault)
                    .ifPresent(span -> found.computeIfAbsent(span, ignored -> new ArrayList<>())
                            .add(loss));
        }
        return found.entrySet().stream()
                .max(Comparator.<Map.Entry<FaultSpan, List<StampedFact>>>comparingInt(
                                entry -> entry.getValue().size())
                        .thenComparingLong(entry -> -entry.getKey().fromNanos()))
                .map(entry -> deafening(entry.getKey(), entry.getValue()));
    }

    /** One rule is told for each loss, where others would have lost the message too: the one that made them deafest. */
    private FaultSpan deafening(FaultSpan told, List<StampedFact> losses) {
        List<NodeId> ends = losses.stream()
                .map(loss -> ((MessageLost) loss.fact()).to())
                .distinct()
                .toList();
        ToLongFunction<FaultSpan> deaf = span ->
                span.links().stream().filter(link -> ends.contains(link.to())).count();
        return memory.faults().stream()
                .filter(span -> cuts(span) && losses.stream().allMatch(loss -> wouldLose(span, loss)))
                .filter(span -> deaf.applyAsLong(span) > deaf.applyAsLong(told))
                .max(Comparator.comparingLong(deaf))
                .orElse(told);
    }

    private static boolean wouldLose(FaultSpan span, StampedFact loss) {
        MessageLost lost = (MessageLost) loss.fact();
        return span.overlaps(loss.tNanos(), loss.tNanos()) && span.touches(lost.from(), lost.to());
    }

    private static boolean cuts(FaultSpan span) {
        return span.does(FaultEffect.Kind.CUTS) || span.does(FaultEffect.Kind.CUTS_SOON);
    }

    /** What stands behind a loss: the rule that made it, or what made it without one. */
    CauseTrail loss(StampedFact loss) {
        Optional<FactId> rule = ((MessageLost) loss.fact()).fault();
        return rule.isEmpty()
                ? unruledLoss(loss)
                : memory.fault(rule.get())
                        .map(this::trail)
                        .orElseGet(() -> CauseTrail.missing("the fault that lost it"));
    }

    /** A dead or new-born end, a torn connection; or the network itself. */
    private CauseTrail unruledLoss(StampedFact loss) {
        MessageLost lost = (MessageLost) loss.fact();
        long from = loss.tNanos() - NEAR_NANOS;
        Optional<CauseTrail> known =
                dead(lost.to(), loss.tNanos()).or(() -> onLink(lost.from(), lost.to(), from, loss.tNanos()));
        if (known.isPresent()) {
            return known.get();
        }
        if (lost.reason() == LossReason.LOSS || lost.reason() == LossReason.SUPERSEDED) {
            return CauseTrail.chance(loss, "the network lost it by itself; no fault was needed");
        }
        return Stream.of(lost.from(), lost.to())
                .flatMap(end -> memory.lifeAt(end, loss.tNanos()).stream())
                .filter(life -> life.first()
                        .filter(fact -> fact.fact() instanceof Booted && fact.tNanos() >= from)
                        .isPresent())
                .findFirst()
                .map(this::start)
                .orElseGet(() -> CauseTrail.undecided("no fault was told that could have lost messages from "
                        + lost.from() + " to " + lost.to() + ": " + PlainText.because(lost.reason())));
    }

    /** Why a node has no process at this time, if it has none. */
    Optional<CauseTrail> dead(NodeId node, long atNanos) {
        return memory.lifeAt(node, atNanos)
                .flatMap(memory::killOf)
                .filter(kill -> kill.fromNanos() <= atNanos)
                .map(this::trail)
                .or(() -> memory.deadAt(node, atNanos).map(this::death));
    }

    /** Why this life is over, if that was told. */
    Optional<CauseTrail> end(NodeLife life) {
        return memory.killOf(life)
                .map(this::trail)
                .or(() -> life.last()
                        .flatMap(last -> memory.deathAfter(life.node, last.tNanos() - NEAR_NANOS))
                        .map(this::death));
    }

    /** Why a process ended. */
    CauseTrail death(StampedFact ended) {
        NodeId node = ((ProcessEnded) ended.fact()).target();
        Optional<NodeLife> over = memory.lifeEndedBy(ended);
        Optional<CauseTrail> kill = over.flatMap(memory::killOf)
                .filter(span -> span.fromNanos() <= ended.tNanos() + NEAR_NANOS)
                .map(this::trail);
        if (kill.isPresent()) {
            return kill.get();
        }
        Optional<CauseTrail> planned = over.flatMap(this::plannedStop);
        if (planned.isPresent()) {
            return planned.get();
        }
        List<CauseStep> failed = over.flatMap(life ->
                        life.lastBefore(Long.MAX_VALUE, fact -> fact instanceof SaveFailed || fact instanceof Stopped))
                .map(fact -> List.of(CauseStep.at(fact, node + " could not save its ballot and stopped")))
                .orElse(List.of());
        return disk(node, ended.tNanos() - NEAR_NANOS, ended.tNanos())
                .map(trail -> trail.then(failed))
                .orElseGet(() -> CauseTrail.undecided("the process of " + node + " ended ("
                        + ((ProcessEnded) ended.fact()).how() + "), and no fault was told that ended it"));
    }

    /** Who told a node to stop, if anybody did: a line, or else whoever ended its process as planned. */
    Optional<CauseTrail> plannedStop(NodeLife life) {
        return life.lastBefore(Long.MAX_VALUE, StopBegan.class::isInstance)
                .map(begun -> memory.killOf(life).map(this::trail).orElseGet(() -> {
                    String text = life.node + " was told to stop";
                    return CauseTrail.from(Origin.of(Origin.Kind.ORDER, begun, text), CauseStep.at(begun, text));
                }));
    }

    /** A process that stood still within this time while its own Java collected garbage, as it tells afterwards. */
    Optional<CauseTrail> garbage(NodeLife life, long fromNanos, long toNanos) {
        return life.facts().stream()
                .filter(told -> told.fact() instanceof GarbageCollected collected
                        && collected.beganNanos() + collected.tookNanos() >= fromNanos
                        && collected.beganNanos() <= toNanos)
                .max(Comparator.comparingLong(told -> ((GarbageCollected) told.fact()).tookNanos()))
                .map(this::collected);
    }

    private CauseTrail collected(StampedFact told) {
        GarbageCollected collected = (GarbageCollected) told.fact();
        String text = told.node() + " stood still for " + PlainText.duration(collected.tookNanos())
                + ": Java collected its garbage";
        return told.cause()
                .flatMap(memory::fault)
                .map(this::trail)
                .orElseGet(() -> CauseTrail.chance(told, "a collection that nobody asked for"))
                .then(new CauseStep(collected.beganNanos(), Optional.of(told.id()), text, true));
    }

    /** A node that has just come up: the start of all, or one that somebody brought about. */
    CauseTrail start(NodeLife life) {
        Optional<StampedFact> booted = life.first().filter(fact -> fact.fact() instanceof Booted);
        if (booted.isEmpty()) {
            return CauseTrail.undecided("how " + life.node + " came up was not recorded");
        }
        StampedFact up = booted.get();
        CauseStep step =
                CauseStep.at(up, life.node + (life.boot == 1 ? " came up for the first time" : " came up again"));
        return memory.lifeBefore(life)
                .flatMap(before -> memory.deathAfter(
                        life.node, before.last().map(StampedFact::tNanos).orElse(up.tNanos())))
                .filter(end -> end.tNanos() <= up.tNanos())
                .map(this::death)
                .filter(CauseTrail::decided)
                .map(trail -> trail.then(step))
                .orElseGet(() -> CauseTrail.from(Origin.of(Origin.Kind.START, up, step.text()), step));
    }
}
