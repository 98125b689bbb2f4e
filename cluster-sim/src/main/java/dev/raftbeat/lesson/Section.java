package dev.raftbeat.lesson;

import java.util.List;

/** A part of a lesson, as it was written. */
public sealed interface Section {
    /** Where its heading stands, counted from 1. */
    int line();

    /**
     * Something to read.
     *
     * @param text its lines; those that begin with a blank keep their shape, the others may be wrapped anew
     */
    record Page(int line, String title, List<String> text) implements Section {
        public Page {
            text = List.copyOf(text);
        }
    }

    /** A cluster comes up, as these lines of a scenario say; the one before it ends. */
    record Cluster(int line, List<Line> lines) implements Section {
        public Cluster {
            lines = List.copyOf(lines);
        }
    }

    /** A question, to be answered before the run or the command that follows. */
    record Ask(int line, String question, List<Choice> choices) implements Section {
        public Ask {
            choices = List.copyOf(choices);
        }
    }

    /** What is done to the cluster, in lines of a scenario. */
    record Play(int line, List<Line> lines) implements Section {
        public Play {
            lines = List.copyOf(lines);
        }
    }

    /** Why something in the last run came about; {@code what} says which fact is explained. */
    record WhyOf(int line, WhichFact what, List<String> text) implements Section {
        public WhyOf {
            text = List.copyOf(text);
        }
    }

    /**
     * A command of this program whose output is shown.
     *
     * @param words behind {@code raftbeat}
     * @param view what of its output is shown; questions are judged by all of it
     */
    record Command(int line, List<String> words, OutputView view) implements Section {
        public Command {
            words = List.copyOf(words);
        }

        /** As it would be typed. */
        public String text() {
            StringBuilder text = new StringBuilder("raftbeat");
            for (String word : words) {
                boolean plain = word.matches("[\\w./,:=+|<>@%-]+");
                text.append(' ').append(plain ? word : '"' + word + '"');
            }
            return text.toString();
        }
    }

    /**
     * A scenario that commands can name, as {@code store/NAME.scenario}, or whose recording they can, as {@code
     * store/NAME/latest}.
     *
     * @param recorded whether it is played and written down, and not shown; otherwise it is a page of its own
     */
    record Material(int line, String name, boolean recorded, List<Line> lines) implements Section {
        public Material {
            lines = List.copyOf(lines);
        }
    }

    /** A line of a scenario, and where it stands. */
    record Line(int line, String text) {}

    /**
     * An answer to choose.
     *
     * @param expectation true if the answer is right: of a scenario, without {@code expect}, or of a command's output
     * @param column where the expectation begins in its line, counted from 1
     */
    record Choice(int line, String text, String expectation, int column) {}
}
