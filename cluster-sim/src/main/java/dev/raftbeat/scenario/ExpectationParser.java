package dev.raftbeat.scenario;

import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.fault.NodeSelector.Term;
import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.scenario.expect.Comparison;
import dev.raftbeat.scenario.expect.Expectation;
import dev.raftbeat.scenario.expect.FactExpectation;
import dev.raftbeat.scenario.expect.FactKinds;
import dev.raftbeat.scenario.expect.Measure;
import dev.raftbeat.scenario.expect.MeasureExpectation;
import dev.raftbeat.scenario.expect.StateExpectation;
import dev.raftbeat.scenario.expect.UntilCondition;
import dev.raftbeat.scenario.expect.ViolationExpectation;
import dev.raftbeat.text.Amounts;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads what follows {@code expect}, and what follows {@code run until}. */
final class ExpectationParser {
    /** They mean another node each time, so that nothing can be expected of them. */
    private static final List<Pick> DRAWN = List.of(Pick.FOLLOWER, Pick.ONE, Pick.MAJORITY, Pick.MINORITY);

    private static final List<String> STOPS = List.of("with", "within");

    private final LineReader words;
    private final List<NodeId> members;

    ExpectationParser(LineReader words, List<NodeId> members) {
        this.words = words;
        this.members = members;
    }

    Expectation expectation() throws ScenarioSyntaxException {
        Expectation expectation = anyExpectation();
        words.end();
        return expectation;
    }

    private Expectation anyExpectation() throws ScenarioSyntaxException {
        String first = words.peek();
        Optional<Measure> measure = Measure.of(first);
        if (measure.isPresent()) {
            words.next();
            return measured(measure.get());
        }
        List<String> known = new ArrayList<>(Measure.words());
        known.addAll(List.of("leader", "no", "stable", "saw", "never", "stepped-down", "violated"));
        if (!known.contains(first)) {
            throw words.expected("one of " + String.join(", ", known) + SpellingSuggestion.hint(first, known));
        }
        words.next();
        return switch (first) {
            case "leader" -> leader();
            case "stable" -> new StateExpectation.Stable();
            case "no" -> {
                require("leader");
                yield new StateExpectation.Leads(false);
            }
            case "violated" -> broken();
            case "never" -> {
                require("saw");
                yield saw(true);
            }
            case "saw" -> saw(false);
            default -> steppedDown();
        };
    }

    private void require(String word) throws ScenarioSyntaxException {
        if (!words.skip(word)) {
            throw words.expected("\"" + word + "\"");
        }
    }

    private Expectation measured(Measure measure) throws ScenarioSyntaxException {
        Optional<Comparison> comparison = Comparison.of(words.peek());
        if (comparison.isEmpty()) {
            throw words.expected(String.join(", ", Comparison.signs()));
        }
        words.next();
        return switch (measure.unit()) {
            case COUNT ->
                new MeasureExpectation(
                        measure,
                        comparison.get(),
                        BigDecimal.valueOf(words.whole("a whole number", 0, 1_000_000_000)),
                        Optional.empty());
            case TIME ->
                new MeasureExpectation(
                        measure, comparison.get(), BigDecimal.ZERO, Optional.of(words.span("a time such as 2E or 1s")));
            case PERCENT -> new MeasureExpectation(measure, comparison.get(), percent(), Optional.empty());
        };
    }

    private BigDecimal percent() throws ScenarioSyntaxException {
        BigDecimal percent = Amounts.percent(words.peek())
                .filter(value -> value.compareTo(BigDecimal.valueOf(100)) <= 0)
                .orElseThrow(() -> words.expected("a percentage from 0% to 100%"));
        words.next();
        return percent;
    }

    private Expectation leader() throws ScenarioSyntaxException {
        if (words.atEnd()) {
            return new StateExpectation.Leads(true);
        }
        boolean ever = words.skip("was");
        if (!ever && !words.skip("is")) {
            throw words.expected("is, was or the end of the line");
        }
        boolean not = ever ? words.skip("never") : words.skip("not");
        words.skip("in");
        return new StateExpectation.LeaderIn(nodes(), ever, not);
    }

    private NodeSelector nodes() throws ScenarioSyntaxException {
        NodeSelector selector = words.nodes(STOPS);
        known(words, selector, members);
        for (Term term : selector.terms()) {
            if (term.pick().filter(DRAWN::contains).isPresent()) {
                String word = term.pick().get().word();
                throw words.atColumn(
                        words.columnOf(word),
                        LineReader.quoted(word),
                        "a word that means the same nodes each time, such as leader, old-leader, followers or same");
            }
        }
        return selector;
    }

    /** @throws ScenarioSyntaxException when the selector names a node that is not there */
    static void known(LineReader words, NodeSelector selector, List<NodeId> members) throws ScenarioSyntaxException {
        for (Term term : selector.terms()) {
            if (term.name().isPresent() && !members.contains(term.name().get())) {
                String name = term.name().get().name();
                List<String> picks =
                        Arrays.stream(Pick.values()).map(Pick::word).toList();
                String all = members.size() == 1 ? "n1" : "n1 to n" + members.size();
                throw words.atColumn(
                        words.columnOf(name),
                        LineReader.quoted(name),
                        "a node of this cluster (" + all + ") or a word for nodes"
                                + SpellingSuggestion.hint(name, picks));
            }
        }
    }

    private Expectation broken() throws ScenarioSyntaxException {
        List<String> ids = Invariants.all().stream().map(Invariant::id).toList();
        String id = words.peek().toUpperCase(Locale.ROOT);
        if (!ids.contains(id)) {
            throw words.expected("an invariant: " + ids.get(0) + " to " + ids.get(ids.size() - 1));
        }
        words.next();
        return new ViolationExpectation(id);
    }

    private Expectation steppedDown() throws ScenarioSyntaxException {
        Optional<NodeSelector> of = words.skip("of") ? Optional.of(nodes()) : Optional.empty();
        require("within");
        TypedDuration within = words.positive("a time such as 2E or 400ms");
        return new FactExpectation(SteppedDown.class, of, List.of(), Optional.of(within), false);
    }

    private FactExpectation saw(boolean never) throws ScenarioSyntaxException {
        String name = words.peek();
        Optional<Class<?>> kind = FactKinds.of(name);
        if (kind.isEmpty()) {
            String written = words.atEnd() ? "" : words.rest().split("\\s", 2)[0];
            throw words.expected(
                    "the name of a fact, such as BecameLeader" + SpellingSuggestion.hint(written, FactKinds.names()));
        }
        words.next();
        Optional<NodeSelector> of = words.skip("of") ? Optional.of(nodes()) : Optional.empty();
        List<FactExpectation.Field> with = words.skip("with") ? fields(kind.get()) : List.of();
        Optional<TypedDuration> within = !never && words.skip("within")
                ? Optional.of(words.positive("a time such as 2E or 400ms"))
                : Optional.empty();
        return new FactExpectation(kind.get(), of, with, within, never);
    }

    private List<FactExpectation.Field> fields(Class<?> kind) throws ScenarioSyntaxException {
        List<FactExpectation.Field> fields = new ArrayList<>();
        do {
            fields.add(field(kind));
        } while (!words.atEnd() && !words.peek().equals("within"));
        return fields;
    }

    private FactExpectation.Field field(Class<?> kind) throws ScenarioSyntaxException {
        List<RecordComponent> known = FactKinds.fields(kind);
        String name = words.peek();
        Optional<RecordComponent> field = known.stream()
                .filter(one -> one.getName().equalsIgnoreCase(name))
                .findFirst();
        if (field.isEmpty()) {
            String names = String.join(
                    ", ", known.stream().map(RecordComponent::getName).toList());
            throw words.expected("a field of " + kind.getSimpleName() + ": " + names);
        }
        words.next();
        require("=");
        Optional<String> refusal =
                words.atEnd() ? Optional.of("a value") : FactKinds.refusal(field.get(), words.peek());
        if (refusal.isPresent()) {
            throw words.expected(refusal.get());
        }
        boolean ofNodes = field.get().getGenericType().getTypeName().contains(NodeId.class.getName());
        if (!ofNodes || words.peek().equals("none")) {
            return new FactExpectation.Field(field.get(), words.next(), Optional.empty());
        }
        return new FactExpectation.Field(field.get(), words.peek(), Optional.of(oneWord()));
    }

    /** A selector without blanks, so that the next field can follow. */
    private NodeSelector oneWord() throws ScenarioSyntaxException {
        int column = words.column();
        String word = words.next();
        LineReader part = new LineReader("", 0, word);
        try {
            return new ExpectationParser(part, members).nodes();
        } catch (ScenarioSyntaxException e) {
            throw words.atColumn(
                    column - 1 + Math.max(1, e.column()), LineReader.quoted(word), "a node, or a word for nodes");
        }
    }

    UntilCondition condition() throws ScenarioSyntaxException {
        String first = words.peek();
        List<String> known = List.of("leader", "no leader", "new leader", "stable", "election", "saw");
        if (known.stream().noneMatch(one -> one.split(" ")[0].equals(first))) {
            throw words.expected("one of " + String.join(", ", known) + SpellingSuggestion.hint(first, known));
        }
        words.next();
        return switch (first) {
            case "leader" -> new UntilCondition.Leader();
            case "stable" -> new UntilCondition.Stable();
            case "election" -> new UntilCondition.Election();
            case "saw" -> new UntilCondition.Sees(saw(true));
            default -> {
                require("leader");
                yield first.equals("no") ? new UntilCondition.NoLeader() : new UntilCondition.NewLeader();
            }
        };
    }
}
