package dev.raftbeat.export;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.spacetime.LaneMark;
import dev.raftbeat.spacetime.Row;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * An election as a Mermaid sequence diagram: what led to it as a note on top, then messages in the order of their arrivals.
 * Heartbeats between two other events are one arrow for each pair of nodes; what lasts and is broken is a coloured band.
 */
public final class MermaidDiagram {
    private static final String BAND = "rect rgb(255, 228, 225)";
    private static final String LINE = "<br/>";

    private final SpaceTime picture;
    private final long zeroNanos;
    private final List<NodeId> nodes;
    private final StringBuilder text = new StringBuilder("sequenceDiagram\n");
    private final Map<Pair, Beats> beats = new TreeMap<>(ORDER);
    private List<FaultSpan> band = List.of();

    /** Heartbeats of a leader to a follower, with their answers. */
    private record Pair(NodeId leader, NodeId follower, long term) {}

    private static final Comparator<Pair> ORDER =
            Comparator.comparing(Pair::term).thenComparing(Pair::leader).thenComparing(Pair::follower);

    private static final class Beats {
        private int heard;
        private int answered;
        /** By what became of them. */
        private final Map<String, Integer> gone = new LinkedHashMap<>();

        private final Map<String, Integer> answersGone = new LinkedHashMap<>();
    }

    private MermaidDiagram(SpaceTime picture, long zeroNanos) {
        this.picture = picture;
        this.zeroNanos = zeroNanos;
        TreeSet<NodeId> named = new TreeSet<>();
        picture.lanes().forEach(lane -> named.add(lane.node()));
        picture.arrows().forEach(arrow -> named.addAll(List.of(arrow.from(), arrow.to())));
        picture.marks().forEach(mark -> named.add(mark.node()));
        nodes = List.copyOf(named);
    }

    /**
     * @param run what it is called, for a comment
     * @param title above the diagram
     * @param picture with at least one node
     * @param causes why each campaign of the election came about, in the order of time
     */
    public static String of(String run, String title, SpaceTime picture, List<Explanation> causes, long zeroNanos) {
        MermaidDiagram diagram = new MermaidDiagram(picture, zeroNanos);
        diagram.begin(run, title, causes);
        Row.of(picture).forEach(diagram::row);
        diagram.end();
        return diagram.text.toString();
    }

    private void begin(String run, String title, List<Explanation> causes) {
        line("%% " + clean(run));
        line("title " + clean(title));
        for (NodeId node : nodes) {
            line("participant " + id(node) + " as " + clean(node.name()));
        }
        for (Explanation cause : causes) {
            List<String> parts = new ArrayList<>(List.of("why: " + cause.what()));
            List<String> texts = cause.texts();
            for (int i = 0; i < texts.size(); i++) {
                parts.add(at(cause.steps().get(i).tNanos()) + texts.get(i));
            }
            parts.add(cause.verdict());
            if (!cause.judgement().isEmpty()) {
                parts.add("the change of leader was " + cause.judgement());
            }
            noteOverAll(parts.stream().map(MermaidDiagram::clean).collect(Collectors.joining(LINE)));
        }
        band(picture.fromNanos());
    }

    private void end() {
        foldBeats();
        if (!band.isEmpty()) {
            line("end");
        }
        if (picture.leftOut() > 0) {
            noteOverAll(PlainText.count(picture.leftOut(), "older message") + " left out");
        }
    }

    private void row(Row row) {
        band(row.tNanos());
        boolean routine =
                !row.arrows().isEmpty() && row.arrows().get(0).purpose().isRoutine();
        if (routine) {
            row.arrows().forEach(this::count);
            return;
        }
        foldBeats();
        row.faults().stream()
                .filter(fault -> !fault.told().lasts())
                .forEach(fault -> noteOverAll(at(fault.fromNanos()) + clean(fault.text())));
        if (!row.marks().isEmpty()) {
            line("Note over " + id(row.marks().get(0).node()) + ": " + at(row.tNanos())
                    + row.marks().stream()
                            .map(LaneMark::words)
                            .map(MermaidDiagram::clean)
                            .collect(Collectors.joining(LINE)));
        }
        row.arrows().forEach(this::message);
    }

    /** Faults may overlap and Mermaid's bands may not: one ends wherever a fault begins or ends, and another follows. */
    private void band(long tNanos) {
        List<FaultSpan> active = picture.faults().stream()
                .filter(fault -> fault.told().lasts() && fault.fromNanos() <= tNanos && fault.toNanos() > tNanos)
                .toList();
        if (active.equals(band)) {
            return;
        }
        foldBeats();
        if (!band.isEmpty()) {
            line("end");
        }
        band.stream()
                .filter(fault -> !active.contains(fault))
                .forEach(fault -> noteOverAll(at(fault.toNanos()) + "over: " + clean(fault.text())));
        if (!active.isEmpty()) {
            line(BAND);
            active.stream()
                    .filter(fault -> !band.contains(fault))
                    .forEach(fault -> noteOverAll(at(fault.fromNanos()) + "fault " + clean(fault.text())));
        }
        band = active;
    }

    private void message(Arrow arrow) {
        String head = arrow.loss().isPresent() ? "-x" : arrow.arrived() ? "->>" : "-)";
        arrow(
                arrow.from(),
                head,
                arrow.to(),
                arrow.purpose().words() + ", term " + arrow.term() + " (" + arrow.fate() + ")");
    }

    private void count(Arrow arrow) {
        boolean heartbeat = arrow.purpose() == Arrow.Purpose.HEARTBEAT;
        Beats of = beats.computeIfAbsent(
                heartbeat
                        ? new Pair(arrow.from(), arrow.to(), arrow.term())
                        : new Pair(arrow.to(), arrow.from(), arrow.term()),
                ignored -> new Beats());
        if (!arrow.arrived()) {
            String fate = arrow.loss().map(MermaidDiagram::lost).orElseGet(arrow::fate);
            (heartbeat ? of.gone : of.answersGone).merge(fate, 1, Integer::sum);
        } else if (heartbeat) {
            of.heard++;
        } else {
            of.answered++;
        }
    }

    private static String lost(LossReason reason) {
        return "lost: " + PlainText.because(reason);
    }

    private void foldBeats() {
        beats.forEach((pair, of) -> {
            String term = ", term " + pair.term();
            Optional<String> answers =
                    of.answered == 0 ? Optional.empty() : Optional.of(PlainText.count(of.answered, "answer"));
            if (of.heard > 0) {
                String and = answers.map(words -> ", " + words).orElse("");
                arrow(pair.leader(), "->>", pair.follower(), PlainText.count(of.heard, "heartbeat") + and + term);
            } else {
                answers.ifPresent(words -> arrow(pair.follower(), "-->>", pair.leader(), words + term));
            }
            of.gone.forEach((fate, count) ->
                    arrow(pair.leader(), end("-", fate), pair.follower(), beats(count, "heartbeat", term, fate)));
            of.answersGone.forEach((fate, count) ->
                    arrow(pair.follower(), end("--", fate), pair.leader(), beats(count, "answer", term, fate)));
        });
        beats.clear();
    }

    private static String end(String line, String fate) {
        return line + (fate.startsWith("lost") ? "x" : ")");
    }

    private static String beats(int count, String what, String term, String fate) {
        return PlainText.count(count, what) + term + " (" + fate + ")";
    }

    private void arrow(NodeId from, String head, NodeId to, String words) {
        line(id(from) + head + id(to) + ": " + clean(words));
    }

    private void noteOverAll(String words) {
        String last = nodes.size() == 1 ? "" : "," + id(nodes.get(nodes.size() - 1));
        line("Note over " + id(nodes.get(0)) + last + ": " + words);
    }

    private String at(long tNanos) {
        return Amounts.moment(tNanos - zeroNanos) + ": ";
    }

    /** A name of ours, because a node may be called like a word of Mermaid's. */
    private String id(NodeId node) {
        return "p" + (nodes.indexOf(node) + 1);
    }

    private void line(String line) {
        text.append("    ").append(line).append('\n');
    }

    /** One line in which nothing means anything to Mermaid. */
    private static String clean(String words) {
        StringBuilder safe = new StringBuilder();
        for (char letter : CleanText.line(words).toCharArray()) {
            switch (letter) {
                case '<' -> safe.append("#lt;");
                case '>' -> safe.append("#gt;");
                case '&' -> safe.append("#amp;");
                case '#', ';', '%', '$', '"', '`', '\\', '{', '}' ->
                    safe.append('#').append((int) letter).append(';');
                default -> safe.append(letter);
            }
        }
        return safe.toString();
    }
}
