package dev.raftbeat.lesson;

import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sees that sections follow one another in a way that can be played, and puts together what is done to each cluster. */
final class SectionOrder {
    private final String file;
    private final List<Section> sections;
    private final List<Stretch> stretches = new ArrayList<>();
    private Optional<Stretch.Maker> open = Optional.empty();
    private Optional<Section.Ask> ask = Optional.empty();
    private final LessonWork work;
    private boolean played;

    SectionOrder(String file, List<Section> sections) {
        this.file = file;
        this.sections = sections;
        work = new LessonWork(file);
    }

    /** One for each cluster. */
    List<Stretch> stretches() throws LessonSyntaxException {
        for (Section section : sections) {
            if (ask.isPresent() && !(section instanceof Section.Play) && !(section instanceof Section.Command)) {
                throw unanswered();
            }
            take(section);
        }
        if (ask.isPresent()) {
            throw unanswered();
        }
        close();
        return stretches;
    }

    private LessonSyntaxException unanswered() {
        return new LessonSyntaxException(
                file,
                ask.orElseThrow().line(),
                "expected \"== play\" or \"== command\" just behind this question: it has to be answered by something");
    }

    private void take(Section section) throws LessonSyntaxException {
        if (section instanceof Section.Cluster cluster) {
            close();
            open = Optional.of(new Stretch.Maker(file, cluster));
            played = false;
        } else if (section instanceof Section.Ask asked) {
            ask = Optional.of(asked);
        } else if (section instanceof Section.Play play) {
            open.orElseThrow(() -> new LessonSyntaxException(
                            file, play.line(), "expected \"== cluster\" before anything is played"))
                    .play(play, ask);
            ask = Optional.empty();
            played = true;
        } else if (section instanceof Section.Command command) {
            work.addCommand(command.line());
            expectations();
            ask = Optional.empty();
        } else if (section instanceof Section.WhyOf why && !played) {
            throw new LessonSyntaxException(file, why.line(), "expected \"== play\" before anything is explained");
        } else if (section instanceof Section.Material material) {
            require(material);
        }
    }

    private void close() throws LessonSyntaxException {
        if (open.isPresent()) {
            Stretch stretch = open.get().make();
            work.add(stretch.line(), stretch.scenario());
            stretches.add(stretch);
            open = Optional.empty();
        }
    }

    private void expectations() throws LessonSyntaxException {
        for (Section.Choice choice : ask.map(Section.Ask::choices).orElse(List.of())) {
            try {
                OutputExpectation.parse(choice.expectation());
            } catch (IllegalArgumentException e) {
                throw new LessonSyntaxException(file, choice.line(), e.getMessage());
            }
        }
    }

    private void require(Section.Material material) throws LessonSyntaxException {
        String text = String.join(
                "\n", material.lines().stream().map(Section.Line::text).toList());
        try {
            Scenario scenario = ScenarioParser.parse(file, text);
            work.add(material.line(), scenario);
            boolean seeded = scenario.trials().get(0).seed().isPresent();
            if (material.recorded() && !seeded) {
                throw new LessonSyntaxException(file, material.line(), "expected a seed on the cluster line");
            }
        } catch (ScenarioSyntaxException e) {
            int place = Math.min(Math.max(1, e.line()), material.lines().size());
            int line = place == 0
                    ? material.line()
                    : material.lines().get(place - 1).line();
            throw new LessonSyntaxException(file, line, e.problem());
        }
    }
}
