package dev.raftbeat.local;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a process said on standard error, in a file that may have become long. */
public final class StandardErrorLog {
    private static final Pattern BEFORE_THE_SENTENCE = Pattern.compile("^raftbeat node \\S+: "
            + "|^(Exception in thread \"[^\"]*\" |Caused by: )?([\\w$]+[.])*[\\w$]+(Exception|Error)(: |$)");
    private static final String EXPECTED = "what a process said on standard error";

    /** Far more than last words take. */
    private static final int TAIL_BYTES = 8 * 1024;

    /** More than anybody reads; what a node says without end may fill the disk. */
    private static final int SHOWN_BYTES = 16 << 20;

    private StandardErrorLog() {}

    /** Where a process is to say it. */
    static ProcessBuilder.Redirect end(Path log) throws IOException {
        return RegularFile.redirect(log, EXPECTED);
    }

    /**
     * What is shown of it: all, or the lines in the last {@value #SHOWN_BYTES} bytes.
     *
     * @param left how many bytes before these are not shown
     */
    public record Shown(String text, long left) {}

    /** @throws java.nio.file.NoSuchFileException when there is none */
    public static Shown read(Path log) throws IOException {
        byte[] end = RegularFile.end(log, EXPECTED, SHOWN_BYTES, LinkOption.NOFOLLOW_LINKS);
        long before = Math.max(0, Files.size(log) - end.length);
        int from = 0;
        while (before > 0 && from < end.length && end[from] != '\n') {
            from++;
        }
        from = before == 0 || from == end.length ? 0 : from + 1;
        return new Shown(new String(end, from, end.length - from, StandardCharsets.UTF_8), before + from);
    }

    /**
     * The last thing that a process said in a sentence: not where in the code it was, nor the names of exceptions.
     *
     * @return empty when it said nothing, or nothing can be read
     */
    static Optional<String> lastWords(Path log) {
        try {
            return tail(log)
                    .lines()
                    .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                    .map(line ->
                            PlainText.clean(BEFORE_THE_SENTENCE.matcher(line).replaceFirst("")))
                    .filter(words -> !words.isEmpty())
                    .reduce((earlier, later) -> later);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The end of it: the last {@value #TAIL_BYTES} bytes. */
    public static String tail(Path log) throws IOException {
        return new String(
                RegularFile.end(log, EXPECTED, TAIL_BYTES, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8);
    }
}
