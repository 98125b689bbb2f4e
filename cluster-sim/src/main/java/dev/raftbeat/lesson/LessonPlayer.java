package dev.raftbeat.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Where somebody is in a lesson: which page, question, run or answer comes next, what was answered, and what came of it.
 * A question is answered before its run, and the first run decides. Knows no terminal and no time; owned by one thread.
 */
public final class LessonPlayer {
    /** What there is to be shown. */
    public enum Kind {
        PAGE,
        ASK,
        /** A play or a command. */
        RUN,
        /** What the run has shown, and which choice was right. */
        ANSWER,
        WHY,
        /** What to try alone, and the score. */
        END
    }

    /**
     * One step of a lesson.
     *
     * @param section the place of its section in the lesson; that of the run for an answer, and none, -1, for the end
     */
    public record Stage(Kind kind, int section) {}

    private final Lesson lesson;
    private final Optional<Lesson> after;
    private final List<Stage> stages = new ArrayList<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final Map<Integer, StretchOutcome> outcomes = new TreeMap<>();
    private int at;
    private boolean leadsOn;

    public LessonPlayer(Lesson lesson) {
        this.lesson = lesson;
        after = Lessons.after(lesson);
        for (int i = 0; i < lesson.sections().size(); i++) {
            add(lesson.sections().get(i), i);
        }
        stages.add(new Stage(Kind.END, -1));
    }

    private void add(Section section, int place) {
        if (section instanceof Section.Page) {
            stages.add(new Stage(Kind.PAGE, place));
        } else if (section instanceof Section.Material material && !material.recorded()) {
            stages.add(new Stage(Kind.PAGE, place));
        } else if (section instanceof Section.Ask) {
            stages.add(new Stage(Kind.ASK, place));
        } else if (section instanceof Section.WhyOf) {
            stages.add(new Stage(Kind.WHY, place));
        } else if (section instanceof Section.Play || section instanceof Section.Command) {
            stages.add(new Stage(Kind.RUN, place));
            if (lesson.questionOf(section).isPresent()) {
                stages.add(new Stage(Kind.ANSWER, place));
            }
        }
    }

    public Lesson lesson() {
        return lesson;
    }

    public Stage stage() {
        return stages.get(at);
    }

    /** Which stage this is, counted from 1. */
    public int place() {
        return at + 1;
    }

    /** The lesson that comes after this one. */
    public Optional<Lesson> after() {
        return after;
    }

    /** At the end, somebody wants the lesson that comes after this one; answers whether there is one. */
    public boolean leadOn() {
        leadsOn = over() && after.isPresent();
        return leadsOn;
    }

    /** Whether the lesson that comes after this one is wanted. */
    public boolean leadsOn() {
        return leadsOn;
    }

    /** What has to be kept to go on from here. */
    public LessonPlace left(String run) {
        return new LessonPlace(run, place(), count(), new TreeMap<>(answers));
    }

    /** Plays a play or runs a command of the lesson. */
    public interface Runs {
        StretchOutcome run(Section section) throws InterruptedException;
    }

    /**
     * Goes on where somebody left this lesson, from its beginning.
     *
     * @param runs what was run before is run again, in its order
     * @return false when the place is not one of this lesson; then it begins anew
     */
    public boolean goOn(LessonPlace left, Runs runs) throws InterruptedException {
        if (left.stages() != count() || left.stage() < 1 || left.stage() > count() || !fit(left.answers())) {
            return false;
        }
        answers.putAll(left.answers());
        for (at = 0; place() < left.stage(); at++) {
            if (stage().kind() == Kind.RUN) {
                learn(runs.run(section()));
            }
        }
        return true;
    }

    private boolean fit(Map<Integer, Integer> kept) {
        return kept.entrySet().stream()
                .allMatch(entry -> entry.getKey() >= 0
                        && entry.getKey() < lesson.sections().size()
                        && lesson.sections().get(entry.getKey()) instanceof Section.Ask ask
                        && entry.getValue() >= 0
                        && entry.getValue() < ask.choices().size());
    }

    /** How many stages there are. */
    public int count() {
        return stages.size();
    }

    /** The section of this stage; at the end the last one. */
    public Section section() {
        int place = stage().section();
        return lesson.sections().get(place < 0 ? lesson.sections().size() - 1 : place);
    }

    /** The question of this stage, where it is asked, run or answered. */
    public Optional<Section.Ask> question() {
        Section here = section();
        return here instanceof Section.Ask ask
                ? Optional.of(ask)
                : stage().kind() == Kind.RUN || stage().kind() == Kind.ANSWER
                        ? lesson.questionOf(here)
                        : Optional.empty();
    }

    /** What was answered to a question, counted from 0. */
    public OptionalInt answer(Section.Ask ask) {
        Integer given = answers.get(lesson.sections().indexOf(ask));
        return given == null ? OptionalInt.empty() : OptionalInt.of(given);
    }

    /**
     * Answers the question of this stage.
     *
     * @param choice counted from 0
     * @return false when nothing is asked here, there is no such choice, or the run has already decided
     */
    public boolean choose(int choice) {
        boolean open = stage().kind() == Kind.ASK
                && choice >= 0
                && choice < question().orElseThrow().choices().size()
                && outcome(stage().section() + 1).isEmpty();
        if (open) {
            answers.put(stage().section(), choice);
        }
        return open;
    }

    /** Goes on from a question without an answer. */
    public void pass() {
        at += stage().kind() == Kind.ASK ? 1 : 0;
    }

    /** What the run of this stage has shown. A second telling changes nothing. */
    public void learn(StretchOutcome outcome) {
        outcomes.putIfAbsent(stage().section(), outcome);
    }

    private Optional<StretchOutcome> outcome(int section) {
        return Optional.ofNullable(outcomes.get(section));
    }

    /** What the run of this stage has shown, once it has. */
    public Optional<StretchOutcome> outcome() {
        return outcome(stage().section());
    }

    /**
     * To the next stage.
     *
     * @return false at the end, at a question that has no answer, and at a run that has shown nothing yet
     */
    public boolean next() {
        boolean asked = stage().kind() == Kind.ASK
                && answer(question().orElseThrow()).isEmpty()
                && outcome(stage().section() + 1).isEmpty();
        boolean runs = stage().kind() == Kind.RUN && outcome().isEmpty();
        boolean goes = !asked && !runs && at < stages.size() - 1;
        at += goes ? 1 : 0;
        return goes;
    }

    /** To the stage before; false at the beginning. */
    public boolean back() {
        boolean goes = at > 0;
        at -= goes ? 1 : 0;
        return goes;
    }

    /** Up to now. */
    public Score score() {
        int right = 0;
        int asked = 0;
        for (Map.Entry<Integer, StretchOutcome> entry : outcomes.entrySet()) {
            OptionalInt truth = entry.getValue().right();
            Integer given = answers.get(entry.getKey() - 1);
            asked += truth.isPresent() ? 1 : 0;
            right += truth.isPresent() && given != null && given == truth.getAsInt() ? 1 : 0;
        }
        return new Score(right, asked);
    }

    /** Whether some run has decided for no single choice. */
    public boolean undecided() {
        return outcomes.values().stream()
                .anyMatch(
                        outcome -> !outcome.said().isEmpty() && outcome.right().isEmpty());
    }

    /** Whether anything was answered at all. */
    public boolean answered() {
        return !answers.isEmpty();
    }

    public boolean over() {
        return stage().kind() == Kind.END;
    }
}
