package dev.raftbeat.record;

import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.List;

/**
 * What is wrong with a recording, so that nobody takes it for the whole truth.
 *
 * @param damaged how many lines are no whole facts
 * @param first the first of them, at most {@value #SHOWN_MAX}
 * @param missing how many facts nodes told that are not in it, as the gaps in their numbers show
 * @param lastRead lines behind which nothing was read, and why not; one a file at most
 */
public record RecordingDefects(long damaged, List<Line> first, long missing, List<Line> lastRead) {
    /** How many damaged lines are named one by one. */
    public static final int SHOWN_MAX = 20;

    public static final RecordingDefects NONE = new RecordingDefects(0, List.of(), 0, List.of());

    /**
     * A line that is no whole fact.
     *
     * @param file its name, without its folder
     * @param line counted from 1
     */
    public record Line(String file, long line, String reason) {
        @Override
        public String toString() {
            return file + ":" + line + ": " + reason;
        }
    }

    public RecordingDefects {
        first = List.copyOf(first);
        lastRead = List.copyOf(lastRead);
    }

    public boolean none() {
        return damaged == 0 && missing == 0 && lastRead.isEmpty();
    }

    /** What is wrong, in a sentence each; nothing when nothing is. */
    public List<String> sentences() {
        List<String> all = new ArrayList<>();
        if (damaged > 0) {
            String which =
                    damaged == 1 ? " is no whole fact and was passed over" : " are no whole facts and were passed over";
            all.add(PlainText.count(damaged, "line") + which + "; " + (damaged == 1 ? "it is" : "the first:") + " "
                    + first.get(0));
        }
        lastRead.forEach(line ->
                all.add("nothing was read behind line " + line.line() + " of " + line.file() + ": " + line.reason()));
        if (missing > 0) {
            all.add(
                    PlainText.count(missing, "fact") + (missing == 1 ? " is" : " are")
                            + " missing, as the gaps in the nodes' own numbers show; checks answer unknown where they needed them");
        }
        return all;
    }
}
