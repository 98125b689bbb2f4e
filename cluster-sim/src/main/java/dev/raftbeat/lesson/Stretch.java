package dev.raftbeat.lesson;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One cluster of a lesson and all that is done to it, as a scenario. Before and behind each play stands a line that every
 * run meets, {@value #MARK}: what a question asks is judged between the two, and nothing else.
 *
 * @param line of the section that brings the cluster up
 * @param scenario with lines of its own, which {@link Mark} counts
 * @param plays in their order
 */
public record Stretch(int line, Scenario scenario, List<Mark> plays) {
    static final String MARK = "leaders-per-term >= 0";

    public Stretch {
        plays = List.copyOf(plays);
    }

    /**
     * Where a play stands in the scenario.
     *
     * @param play as it was written
     * @param from the line of the mark before it
     * @param until the line of the mark behind it; the choices follow, a line each
     * @param choices how many
     */
    record Mark(Section.Play play, int from, int until, int choices) {
        boolean isChoice(Finding finding) {
            return finding.line() > until && finding.line() <= until + choices;
        }

        boolean isTrouble(Finding finding) {
            return finding.line() > from && finding.line() < until;
        }
    }

    List<NodeId> members() {
        return scenario.trials().get(0).members();
    }

    long seed() {
        return scenario.trials().get(0).seed().orElseThrow();
    }

    /** Which of the plays this is. */
    int place(Section.Play play) {
        for (int i = 0; i < plays.size(); i++) {
            if (plays.get(i).play().equals(play)) {
                return i;
            }
        }
        throw new IllegalArgumentException("line " + play.line() + " is no play of this cluster");
    }

    /** Puts a scenario together, and remembers where each of its lines comes from. */
    static final class Maker {
        private final String file;
        private final Section.Cluster cluster;
        private final List<String> text = new ArrayList<>();
        private final List<Integer> origins = new ArrayList<>();
        private final List<Mark> plays = new ArrayList<>();

        Maker(String file, Section.Cluster cluster) {
            this.file = file;
            this.cluster = cluster;
            cluster.lines().forEach(line -> add(line.line(), line.text()));
        }

        private void add(int origin, String line) {
            origins.add(origin);
            text.add(line);
        }

        void play(Section.Play play, Optional<Section.Ask> ask) {
            List<Section.Choice> choices = ask.map(Section.Ask::choices).orElse(List.of());
            add(play.line(), "expect " + MARK);
            int from = text.size();
            play.lines().forEach(line -> add(line.line(), line.text()));
            add(play.line(), "expect " + MARK);
            plays.add(new Mark(play, from, text.size(), choices.size()));
            choices.forEach(choice -> add(choice.line(), "expect " + choice.expectation()));
        }

        Stretch make() throws LessonSyntaxException {
            try {
                Scenario scenario = ScenarioParser.parse(file, String.join("\n", text) + "\n");
                if (scenario.trials().size() != 1) {
                    throw new LessonSyntaxException(
                            file,
                            cluster.line(),
                            "expected one line \"cluster ...\" in this section, and none elsewhere");
                }
                if (scenario.trials().get(0).seed().isEmpty()) {
                    throw new LessonSyntaxException(
                            file, cluster.line(), "expected a seed on the cluster line, which the whole class shares");
                }
                return new Stretch(cluster.line(), scenario, plays);
            } catch (ScenarioSyntaxException e) {
                int line = e.line() >= 1 && e.line() <= origins.size() ? origins.get(e.line() - 1) : cluster.line();
                throw new LessonSyntaxException(file, line, e.problem());
            }
        }
    }
}
