package dev.raftbeat.scenario.expect;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.Meaning;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * {@code expect saw FACT [of NODES] [with field=value...] [within TIME]} and {@code expect never saw FACT ...}.
 *
 * @param of who must have told it; anybody, if not given
 * @param within so long after the first line since the expectations before that broke something
 */
public record FactExpectation(
        Class<?> kind, Optional<NodeSelector> of, List<Field> with, Optional<TypedDuration> within, boolean never)
        implements Expectation {
    public FactExpectation {
        with = List.copyOf(with);
    }

    /**
     * A field and what it must be.
     *
     * @param nodes the value, where it is a word for nodes
     */
    public record Field(RecordComponent component, String value, Optional<NodeSelector> nodes) {
        private boolean fits(Fact fact, RunObservations chronicle) throws FaultRefusedException {
            Object actual = FactKinds.value(component, fact);
            List<String> wanted = nodes.isEmpty()
                    ? List.of(value)
                    : chronicle.resolve(nodes.get()).stream().map(NodeId::name).toList();
            return texts(actual).stream().anyMatch(text -> wanted.stream().anyMatch(text::equalsIgnoreCase));
        }

        private static Collection<String> texts(Object actual) {
            if (actual instanceof Optional<?> some) {
                return some.map(Field::texts).orElse(List.of("none"));
            }
            if (actual instanceof Collection<?> many) {
                return many.stream().map(Object::toString).toList();
            }
            return List.of(String.valueOf(actual));
        }
    }

    /** Whether facts fit, by the roles of this moment. */
    Predicate<StampedFact> matcher(RunObservations chronicle) throws FaultRefusedException {
        List<NodeId> tellers = of.isPresent() ? chronicle.resolve(of.get()) : List.of();
        return stamped -> {
            if (!kind.isInstance(stamped.fact()) || of.isPresent() && !tellers.contains(stamped.node())) {
                return false;
            }
            try {
                for (Field field : with) {
                    if (!field.fits(stamped.fact(), chronicle)) {
                        return false;
                    }
                }
                return true;
            } catch (FaultRefusedException e) {
                return false;
            }
        };
    }

    @Override
    public Judgement judge(RunObservations chronicle) {
        List<StampedFact> fitting = new ArrayList<>();
        try {
            for (Field field : with) {
                if (field.nodes.isPresent()) {
                    chronicle.resolve(field.nodes.get());
                }
            }
            chronicle.page().stream().filter(matcher(chronicle)).forEach(fitting::add);
        } catch (FaultRefusedException e) {
            return Judgement.undecided(e.getMessage());
        }
        boolean routine = kind.getAnnotation(Meaning.class).routine();
        if (never) {
            return Judgement.of(fitting.isEmpty(), count(fitting, chronicle))
                    .saying(sentence(fitting, chronicle))
                    .doubting(chronicle.unheard(routine))
                    .doubting(chronicle.vacuity());
        }
        if (chronicle.page().isEmpty()) {
            return Judgement.undecided("nothing at all was seen");
        }
        return within.isEmpty() ? somewhere(fitting, chronicle, routine) : inTime(fitting, chronicle, routine);
    }

    private Judgement somewhere(List<StampedFact> fitting, RunObservations chronicle, boolean routine) {
        Judgement judgement =
                Judgement.of(!fitting.isEmpty(), count(fitting, chronicle)).saying(sentence(fitting, chronicle));
        String unheard = chronicle.unheard(routine);
        return fitting.isEmpty() && !unheard.isEmpty() ? judgement.unknown(unheard) : judgement;
    }

    private Judgement inTime(List<StampedFact> fitting, RunObservations chronicle, boolean routine) {
        OptionalLong began = chronicle.deeds().firstBreakNanos();
        if (began.isEmpty()) {
            return Judgement.undecided("nothing was broken that it could come after");
        }
        OptionalLong after = fitting.stream()
                .mapToLong(fact -> fact.tNanos() - began.getAsLong())
                .filter(nanos -> nanos >= 0)
                .min();
        if (after.isEmpty()) {
            return somewhere(List.of(), chronicle, routine);
        }
        boolean inTime = after.getAsLong() <= within.orElseThrow().nanos(chronicle.electionNanos());
        return Judgement.of(inTime, "it came after " + PlainText.duration(after.getAsLong()))
                .measured(after.getAsLong() / 1e9, Measure.Unit.TIME)
                .saying(SeenSentences.of(kind, after));
    }

    private String sentence(List<StampedFact> fitting, RunObservations chronicle) {
        return SeenSentences.of(
                kind,
                fitting.stream()
                        .mapToLong(fact -> fact.tNanos() - chronicle.pageNanos())
                        .findFirst());
    }

    private static String count(List<StampedFact> fitting, RunObservations chronicle) {
        if (fitting.isEmpty()) {
            return "there was none";
        }
        StampedFact first = fitting.get(0);
        return "there " + (fitting.size() == 1 ? "was 1" : "were " + fitting.size()) + ", the first by " + first.node()
                + " after " + PlainText.duration(first.tNanos() - chronicle.pageNanos());
    }
}
