package dev.raftbeat.lesson;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.lesson.Paragraph.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The words of each stage of a lesson, for whoever shows it: on a screen or in lines. */
public final class LessonText {
    private LessonText() {}

    /** The heading of the stage that a player is at. */
    public static String title(LessonPlayer player) {
        return switch (player.stage().kind()) {
            case PAGE ->
                player.section() instanceof Section.Material material
                        ? "A scenario: " + ScratchFolder.STORE + material.name() + ".scenario"
                        : ((Section.Page) player.section()).title();
            case ASK -> "What do you think?";
            case RUN -> player.section() instanceof Section.Command ? "A command" : "The run";
            case ANSWER -> "The answer";
            case WHY -> "Why";
            case END -> "To try alone";
        };
    }

    /** What there is to read at this stage, but for what a run shows itself, and the chain of a why. */
    public static List<Paragraph> of(LessonPlayer player) {
        return switch (player.stage().kind()) {
            case PAGE ->
                player.section() instanceof Section.Material material
                        ? material.lines().stream()
                                .map(line -> Paragraph.of(Mark.FIXED, "  " + line.text()))
                                .toList()
                        : Paragraph.paragraphs(((Section.Page) player.section()).text());
            case ASK -> question(player);
            case RUN -> run(player);
            case ANSWER -> answer(player);
            case WHY -> Paragraph.paragraphs(((Section.WhyOf) player.section()).text());
            case END -> end(player);
        };
    }

    private static List<Paragraph> question(LessonPlayer player) {
        Section.Ask ask = player.question().orElseThrow();
        List<Paragraph> all = new ArrayList<>(List.of(Paragraph.of(Mark.QUESTION, ask.question()), Paragraph.EMPTY));
        OptionalInt given = player.answer(ask);
        for (int i = 0; i < ask.choices().size(); i++) {
            String lead = (given.isPresent() && given.getAsInt() == i ? "> " : "  ") + (i + 1) + "  ";
            all.add(new Paragraph(Mark.CHOICE, lead, ask.choices().get(i).text()));
        }
        return all;
    }

    private static List<Paragraph> run(LessonPlayer player) {
        List<Paragraph> all = new ArrayList<>();
        player.question().ifPresent(ask -> {
            all.add(Paragraph.of(Mark.QUESTION, ask.question()));
            player.answer(ask)
                    .ifPresent(given -> all.add(new Paragraph(
                            Mark.CHOICE,
                            "Your answer: ",
                            ask.choices().get(given).text())));
        });
        all.addAll(
                player.section() instanceof Section.Play play
                        ? List.of(new Paragraph(Mark.NOTE, "Done: ", joined(play)))
                        : doing(player.section()));
        player.outcome().ifPresent(outcome -> output(all, outcome));
        return all;
    }

    private static String joined(Section.Play play) {
        return play.lines().stream().map(Section.Line::text).collect(Collectors.joining("; "));
    }

    /** What a section does, as lines that could be typed. */
    public static List<Paragraph> doing(Section section) {
        if (section instanceof Section.Command command) {
            return List.of(Paragraph.of(Mark.FIXED, "$ " + command.text()));
        }
        List<Section.Line> lines = section instanceof Section.Play play
                ? play.lines()
                : section instanceof Section.Cluster cluster ? cluster.lines() : List.of();
        return lines.stream()
                .map(line -> Paragraph.of(Mark.FIXED, "  " + line.text()))
                .toList();
    }

    private static void output(List<Paragraph> all, StretchOutcome outcome) {
        outcome.output().forEach(line -> all.add(Paragraph.of(Mark.FIXED, line)));
        outcome.troubles().forEach(trouble -> all.add(new Paragraph(Mark.WRONG, "! ", trouble)));
    }

    private static List<Paragraph> answer(LessonPlayer player) {
        Section.Ask ask = player.question().orElseThrow();
        StretchOutcome outcome = player.outcome().orElseThrow();
        OptionalInt right = outcome.right();
        List<Paragraph> all = new ArrayList<>();
        all.add(verdict(player.answer(ask), right));
        all.add(Paragraph.EMPTY);
        all.add(Paragraph.of(Mark.QUESTION, ask.question()));
        for (int i = 0; i < ask.choices().size(); i++) {
            StretchOutcome.Said said = outcome.said().get(i);
            all.add(new Paragraph(
                    said.verdict() == Verdict.VALID ? Mark.RIGHT : Mark.CHOICE,
                    sign(said.verdict()) + " " + (i + 1) + "  ",
                    ask.choices().get(i).text()));
            all.add(new Paragraph(Mark.REASON, "     ", said.reason()));
        }
        outcome.troubles().forEach(trouble -> all.add(new Paragraph(Mark.WRONG, "! ", trouble)));
        return all;
    }

    private static String sign(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "✓";
            case VIOLATED -> "✗";
            case UNKNOWN -> "?";
        };
    }

    private static Paragraph verdict(OptionalInt given, OptionalInt right) {
        if (right.isEmpty()) {
            return Paragraph.of(
                    Mark.NOTE, "This run decides for no single choice, so that it does not count. Read what was seen:");
        }
        int truth = right.getAsInt() + 1;
        if (given.isEmpty()) {
            return Paragraph.of(Mark.NOTE, "It is " + truth + ".");
        }
        int said = given.getAsInt() + 1;
        return said == truth
                ? Paragraph.of(Mark.RIGHT, "You said " + said + ", and so it is.")
                : Paragraph.of(Mark.WRONG, "You said " + said + "; it is " + truth + ".");
    }

    private static List<Paragraph> end(LessonPlayer player) {
        List<Paragraph> all =
                new ArrayList<>(Paragraph.paragraphs(player.lesson().alone()));
        all.add(Paragraph.EMPTY);
        Score score = player.score();
        if (score.asked() > 0) {
            all.add(Paragraph.of(
                    Mark.NOTE,
                    player.answered()
                            ? "You foresaw " + score + "."
                            : "Nothing was answered, so that nothing is counted."));
        }
        player.after()
                .ifPresent(next -> all.add(Paragraph.of(
                        Mark.NOTE,
                        "Next: " + next.title() + " (" + next.minutes() + " minutes), with raftbeat lesson "
                                + next.number() + ".")));
        return all;
    }
}
