package dev.raftbeat.plain;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.LessonText;
import dev.raftbeat.lesson.Paragraph;
import dev.raftbeat.lesson.Section;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.sentence.Sentence;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** A lesson in lines: reads answers where somebody gives them, and tells question and answer where nobody does. */
public final class PlainLesson {
    /** How many columns a paragraph takes. */
    public static final int WIDTH = 78;

    private static final int SENTENCES_MAX = 16;

    private final LessonPlayer player;
    private final LessonRun run;
    private final Answers answers;
    private final PrintWriter out;

    /** Who answers the questions. */
    public interface Answers {
        /**
         * The next answer.
         *
         * @param choices how many there are
         * @return counted from 0; empty when nobody answers any more
         */
        OptionalInt next(int choices);
    }

    public PlainLesson(LessonPlayer player, LessonRun run, Answers answers, PrintWriter out) {
        this.player = player;
        this.run = run;
        this.answers = answers;
        this.out = out;
    }

    /** Tells the whole lesson. */
    public void tell() throws InterruptedException {
        int told = stage(-1);
        while (!player.over()) {
            if (!player.next()) {
                player.pass();
            }
            told = stage(told);
        }
    }

    /** @param told up to which section clusters have been told of */
    private int stage(int told) throws InterruptedException {
        int here = cluster(told);
        heading();
        stage();
        out.flush();
        return here;
    }

    private void heading() {
        boolean goesOn = player.stage().kind() == Kind.RUN && player.question().isPresent();
        if (!goesOn) {
            out.println();
            out.println("== " + LessonText.title(player));
        }
        out.println();
    }

    /** A cluster that is new is told as it stands in the file; of those that were left behind, none. */
    private int cluster(int before) {
        int here = player.stage().section();
        List<Section> sections = player.lesson().sections();
        int last = before;
        for (int i = before + 1; i <= here; i++) {
            last = sections.get(i) instanceof Section.Cluster ? i : last;
        }
        if (last > before && sections.get(last) instanceof Section.Cluster cluster) {
            out.println();
            out.println("== A cluster");
            out.println();
            cluster.lines().forEach(line -> out.println("  " + line.text()));
        }
        return Math.max(before, here);
    }

    private void stage() throws InterruptedException {
        switch (player.stage().kind()) {
            case ASK -> {
                print(LessonText.of(player));
                ask();
            }
            case RUN -> {
                player.learn(run.run(player.section()));
                tale();
            }
            case WHY -> {
                print(LessonText.of(player));
                why((Section.WhyOf) player.section());
            }
            default -> print(LessonText.of(player));
        }
    }

    private void ask() {
        int choices = player.question().orElseThrow().choices().size();
        out.println();
        out.print("Your answer, 1 to " + choices + ": ");
        out.flush();
        OptionalInt given = answers.next(choices);
        out.println(given.isPresent() ? "You say " + (given.getAsInt() + 1) + "." : "No answer.");
        if (given.isPresent() && !player.choose(given.getAsInt())) {
            throw new IllegalStateException("there is no choice " + given.getAsInt() + " here");
        }
    }

    private void print(List<Paragraph> all) {
        all.forEach(one -> one.lines(WIDTH).forEach(out::println));
    }

    private void tale() {
        print(LessonText.doing(player.section()));
        out.println();
        if (player.section() instanceof Section.Play play) {
            List<Sentence> told = run.tale(play);
            told.stream().limit(SENTENCES_MAX).forEach(one -> out.println(time(one) + one.text()));
            if (told.isEmpty()) {
                out.println("           nothing worth a headline");
            } else if (told.size() > SENTENCES_MAX) {
                out.println("           and " + (told.size() - SENTENCES_MAX) + " more such lines");
            }
        }
        player.outcome()
                .orElseThrow()
                .output()
                .forEach(line -> print(List.of(new Paragraph(Paragraph.Mark.FIXED, "", line))));
        player.outcome().orElseThrow().troubles().forEach(trouble -> out.println("! " + trouble));
    }

    private static String time(Sentence told) {
        return String.format(Locale.ROOT, "%9.3f  ", told.fact().tNanos() / 1e9);
    }

    private void why(Section.WhyOf section) {
        Optional<Explanation> explained = run.explain(section);
        if (explained.isEmpty()) {
            out.println("Nothing of the kind happened in this run.");
            return;
        }
        Explanation one = explained.get();
        List<String> texts = one.texts();
        for (int i = 0; i < texts.size(); i++) {
            String lead = String.format("%9s  ", one.time(one.steps().get(i).tNanos()));
            print(List.of(new Paragraph(Paragraph.Mark.TEXT, lead, texts.get(i))));
        }
        print(List.of(new Paragraph(Paragraph.Mark.TEXT, "           ", one.verdict())));
        if (!one.judgement().isEmpty()) {
            print(List.of(
                    new Paragraph(Paragraph.Mark.TEXT, "           ", "the change of leader was " + one.judgement())));
        }
    }
}
