package dev.raftbeat.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The part of Mermaid's grammar of sequence diagrams that exports use, and no more: its own parser takes far more. */
final class MermaidGrammar {
    /** Whatever could end a text, or mean something in it, is an entity. */
    private static final String TEXT = "((?:[^#;<>&%$\"`\\\\{}\\p{Cc}]|#(?:lt|gt|amp|[0-9]+);|<br/>)+)";

    private static final Pattern COMMENT = Pattern.compile("%% " + TEXT);
    private static final Pattern TITLE = Pattern.compile("title " + TEXT);
    private static final Pattern PARTICIPANT = Pattern.compile("participant (p[0-9]+) as ([a-z][a-z0-9-]*)");
    private static final Pattern NOTE = Pattern.compile("Note over (p[0-9]+)(?:,(p[0-9]+))?: " + TEXT);
    private static final Pattern MESSAGE = Pattern.compile("(p[0-9]+)(?:->>|-->>|-x|--x|-\\)|--\\))(p[0-9]+): " + TEXT);
    private static final Pattern BAND = Pattern.compile("rect rgb\\([0-9]+, [0-9]+, [0-9]+\\)");

    /** By the ids that stand for them. */
    final Map<String, String> participants = new LinkedHashMap<>();

    int notes;
    int messages;
    int bands;

    private MermaidGrammar() {}

    static MermaidGrammar parse(String diagram) {
        MermaidGrammar parsed = new MermaidGrammar();
        List<String> lines = diagram.lines().toList();
        assertThat(lines.get(0)).isEqualTo("sequenceDiagram");
        int open = 0;
        for (String line : lines.subList(1, lines.size())) {
            assertThat(line).startsWith("    ");
            open += parsed.line(line.substring(4));
            assertThat(open).as(line).isBetween(0, 1);
        }
        assertThat(open).as("bands that are not closed").isZero();
        return parsed;
    }

    /** Answers 1 for a line that opens a band, and -1 for one that closes it. */
    private int line(String line) {
        Matcher participant = PARTICIPANT.matcher(line);
        Matcher note = NOTE.matcher(line);
        Matcher message = MESSAGE.matcher(line);
        if (participant.matches()) {
            assertThat(participants.put(participant.group(1), participant.group(2)))
                    .isNull();
        } else if (note.matches()) {
            notes++;
            known(note);
        } else if (message.matches()) {
            messages++;
            known(message);
        } else if (BAND.matcher(line).matches()) {
            bands++;
            return 1;
        } else if (line.equals("end")) {
            return -1;
        } else {
            assertThat(TITLE.matcher(line).matches() || COMMENT.matcher(line).matches())
                    .as("no line of a diagram: %s", line)
                    .isTrue();
        }
        return 0;
    }

    private void known(Matcher line) {
        assertThat(participants).containsKey(line.group(1));
        assertThat(line.group(2) == null || participants.containsKey(line.group(2)))
                .isTrue();
    }
}
