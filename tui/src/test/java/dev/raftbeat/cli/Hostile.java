package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.text.CleanText;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Text that means harm, and what must be left of it where a command speaks. */
public final class Hostile {
    /** What a forged line would say. */
    static final String FORGED = "raftbeat: all is well";

    /** Escape sequences, a title for the window, C1, directions, what has no width, and a line of its own. */
    static final String TEXT =
            "\u001b[2J\u001b]0;owned\u0007\u009b31m\u0090q\u009c\u202e\u2066\u200e\u200f\u061c\u200b\ufeff"
                    + "\u007f\b\u0085\u2028\u2029\ue000\udb40\udc41\ud800x\r\n" + FORGED + "\u2028" + FORGED + "\r"
                    + FORGED;

    /** The same as far as it may stand in one line of a file. */
    static final String LINE = TEXT.replaceAll("[\r\n\u0085\u2028\u2029\ud800]", "");

    /** The same as far as any file system takes it for a name. */
    static final String NAME = "\u001b[2J\u0007\u007f\r\n" + FORGED;

    /** What a command printed. */
    record Said(int code, String out, String err) {
        /** Nothing of it may do harm, and no line of it may be one that somebody else wrote. */
        Said harmless(Object what) {
            for (String text : List.of(out, err)) {
                assertThat(text.codePoints()
                                .filter(point -> point != '\n' && CleanText.isHarmful(point))
                                .mapToObj(Integer::toHexString))
                        .as("harmful in what %s says: %s", what, text)
                        .isEmpty();
                assertThat(text.lines().filter(line -> line.strip().startsWith(FORGED)))
                        .as("forged in what %s says", what)
                        .isEmpty();
            }
            return this;
        }

        /** Its output, which must be one document of JSON. */
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    private Hostile() {}

    /** Runs one command. */
    public static Said run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        return new Said(code, out.toString(), err.toString());
    }

    public static Said run(List<String> args) {
        return run(args.toArray(String[]::new)).harmless(args);
    }
}
