package dev.raftbeat.lesson;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Carries out what a lesson does: its clusters and its commands. Used by one thread at a time. */
public final class LessonRun implements AutoCloseable {
    /** Runs commands of this program. */
    public interface Commands {
        /**
         * @param words behind {@code raftbeat}
         * @param folder in which it runs, and which it must not leave
         */
        CommandOutput run(List<String> words, Path folder);
    }

    private final Lesson lesson;
    private final Function<Stretch, ClusterRun> clusters;
    private final Commands commands;
    private final Map<Integer, ClusterRun> open = new LinkedHashMap<>();
    private final Map<Integer, ClusterRun.Played> played = new LinkedHashMap<>();
    private final Map<Integer, StretchOutcome> ran = new LinkedHashMap<>();
    private final ScratchFolder scratch = new ScratchFolder();

    /** @param clusters brings the cluster of a stretch up */
    public LessonRun(Lesson lesson, Function<Stretch, ClusterRun> clusters, Commands commands) {
        this.lesson = lesson;
        this.clusters = clusters;
        this.commands = commands;
    }

    /** The cluster on which a section plays, brought up if it is not there yet; those before it end. Empty without one. */
    public Optional<ClusterRun> cluster(Section section) {
        Optional<Stretch> stretch = lesson.stretchOf(section);
        if (stretch.isEmpty()) {
            return Optional.empty();
        }
        int line = stretch.get().line();
        if (!open.containsKey(line)) {
            open.values().forEach(ClusterRun::close);
            open.put(line, clusters.apply(stretch.get()));
        }
        return Optional.of(open.get(line));
    }

    /** Plays a play or runs a command, and answers what came of it. The same one again answers the same. */
    public StretchOutcome run(Section section) throws InterruptedException {
        if (section instanceof Section.Command command) {
            // A second time it would find what it wrote the first time.
            return ran.computeIfAbsent(command.line(), line -> command(command));
        }
        Section.Play play = (Section.Play) section;
        return played(play).outcome();
    }

    /** What a play came to, played if it was not yet. */
    public ClusterRun.Played played(Section.Play play) throws InterruptedException {
        ClusterRun.Played known = played.get(play.line());
        if (known == null) {
            ClusterRun run = cluster(play).orElseThrow();
            known = run.play(lesson.stretchOf(play).orElseThrow().place(play));
            played.put(play.line(), known);
        }
        return known;
    }

    private StretchOutcome command(Section.Command command) {
        lesson.sections().stream()
                .filter(Section.Material.class::isInstance)
                .map(Section.Material.class::cast)
                .filter(material -> material.line() < command.line())
                .forEach(scratch::make);
        CommandOutput output = scratch.outside(commands.run(command.words(), scratch.folder()));
        List<StretchOutcome.Said> said = new ArrayList<>();
        List<String> troubles = new ArrayList<>();
        for (Section.Choice choice :
                lesson.questionOf(command).map(Section.Ask::choices).orElse(List.of())) {
            try {
                OutputExpectation.Seen seen =
                        OutputExpectation.parse(choice.expectation()).judge(output);
                said.add(new StretchOutcome.Said(seen.holds() ? Verdict.VALID : Verdict.VIOLATED, seen.reason()));
            } catch (IllegalArgumentException e) {
                said.add(new StretchOutcome.Said(Verdict.UNKNOWN, String.valueOf(e.getMessage())));
            }
        }
        if (output.exitCode() == 2 || output.exitCode() == 4) {
            troubles.add(command.text() + " ended with exit code " + output.exitCode());
        }
        return new StretchOutcome(said, troubles, command.view().of(output.lines()));
    }

    /** Why something in the run before this section came about; empty when nothing of the kind happened in it. */
    public Optional<Explanation> explain(Section.WhyOf why) {
        Optional<Section.Play> last = Optional.empty();
        for (Section section : lesson.sections()) {
            if (section instanceof Section.Play play && play.line() < why.line()) {
                last = Optional.of(play);
            }
        }
        ClusterRun.Played span = played.get(last.orElseThrow().line());
        if (span == null) {
            return Optional.empty();
        }
        List<StampedFact> facts = cluster(why).orElseThrow().facts();
        return why.what()
                .in(facts.subList(span.fromFact(), span.untilFact()))
                .map(fact -> new Why(facts).explain(fact));
    }

    /** How many plays of its cluster come before a section. */
    public int playsBefore(Section section) {
        return (int) lesson.stretchOf(section).orElseThrow().plays().stream()
                .filter(mark -> mark.play().line() < section.line())
                .count();
    }

    /** What happened in a play, in sentences: headlines alone, the oldest first. */
    public List<Sentence> tale(Section.Play play) {
        ClusterRun.Played span = played.get(play.line());
        List<Sentence> told = new ArrayList<>();
        Sentences sentences = new Sentences();
        List<StampedFact> facts = cluster(play).orElseThrow().facts();
        for (int i = 0; i < span.untilFact(); i++) {
            // A sentence may rest on what was told before it.
            Optional<Sentence> sentence = sentences.tell(facts.get(i));
            if (i >= span.fromFact()) {
                sentence.filter(Sentence::headline).ifPresent(told::add);
            }
        }
        return told;
    }

    @Override
    public void close() {
        open.values().forEach(ClusterRun::close);
        scratch.close();
    }
}
