package dev.raftbeat.zoo;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.wire.DocumentException;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A hunt as a file of a few lines, the last field a checksum over the others. It names no rule. Whoever can read this
 * code can make another checksum: it tells of slips and of quick hands, and is no lock.
 */
public final class HuntFile {
    /** Far more than the tries of a hunt fill. */
    private static final int BYTES_MAX = 64 * 1024;

    private static final int VERSION = 2;
    private static final long SEED_END = 1L << 53;
    private static final int DIGITS = 16;
    private static final StrictJson JSON = StrictJson.STANDARD.with(Level.class, HuntFile::level, Level::word);

    /**
     * The file.
     *
     * @param hunt the version of this form
     * @param rule the mark of the hidden rule, which does not tell its name
     * @param checksum over the same document without it
     */
    private record Document(
            int hunt,
            String student,
            long seed,
            Level level,
            String rule,
            boolean hinted,
            boolean revealed,
            List<Attempt> tries,
            String checksum) {
        private Document {
            if (hunt != VERSION || seed < 0 || seed >= SEED_END || tries.size() > level.tries()) {
                throw new IllegalArgumentException(
                        "\"hunt\": " + VERSION + ", a seed below 2^53, and no more tries than the level has");
            }
        }

        private static Document of(Hunt hunt) {
            Document open = new Document(
                    VERSION,
                    hunt.student(),
                    hunt.seed(),
                    hunt.level(),
                    mark(hunt),
                    hunt.hinted(),
                    hunt.over(),
                    hunt.shots(),
                    "");
            return open.with(digest(JSON.pretty(open)));
        }

        private Document with(String sum) {
            return new Document(hunt, student, seed, level, rule, hinted, revealed, tries, sum);
        }
    }

    private HuntFile() {}

    /** A file that is no hunt, told by file, line and what was expected. */
    public static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String sentence) {
            super(sentence);
        }

        DamagedException(String file, int line, String expected) {
            this(file + ":" + line + ": expected " + expected);
        }
    }

    /**
     * @throws NoSuchFileException when there is none
     * @throws IOException in a sentence, when it is no regular file or cannot be read
     * @throws DamagedException when it is no hunt, or was changed by another hand
     */
    public static Hunt read(Path file) throws IOException, DamagedException {
        String called = PlainText.path(file.toString());
        try {
            return hunt(called, RegularFile.text(file, "a hunt", BYTES_MAX));
        } catch (UnusableFileException e) {
            if (e.isDamaged()) {
                throw new DamagedException(called, 1, "a hunt: text in UTF-8 of at most " + BYTES_MAX + " bytes");
            }
            throw e;
        } catch (DocumentException e) {
            throw new DamagedException(e.in(called));
        }
    }

    private static Hunt hunt(String file, String text) throws DamagedException {
        Document read = JSON.read(text, Document.class);
        Hunt hunt = new Hunt(read.student, read.seed, read.level, read.hinted, read.revealed, read.tries);
        if (!text.equals(JSON.pretty(read.with(digest(JSON.pretty(read.with(""))))))) {
            throw new DamagedException(
                    file,
                    lineOf("checksum", text),
                    "the checksum of what stands above it: the file was damaged, or changed by another hand");
        } else if (!read.rule.equals(mark(hunt))) {
            throw new DamagedException(
                    file,
                    lineOf("rule", text),
                    "a rule that this Raftbeat hides behind seed " + read.seed + "; another version made it");
        }
        return hunt;
    }

    private static int lineOf(String field, String text) {
        return 1
                + (int) text.lines()
                        .takeWhile(line -> !line.startsWith("  \"" + field + "\""))
                        .count();
    }

    private static Level level(String word) {
        return Arrays.stream(Level.values())
                .filter(level -> level.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("easy or hard"));
    }

    /** @throws IOException in a sentence, when it cannot be written; what was there before is there still */
    public static void write(Path file, Hunt hunt) throws IOException {
        WholeFile.write(file, text(hunt), "a hunt");
    }

    static String text(Hunt hunt) {
        return JSON.pretty(Document.of(hunt));
    }

    /** Tells whether this Raftbeat hides the same rule behind the seed as the one that began the hunt. */
    private static String mark(Hunt hunt) {
        return digest("rule " + hunt.seed() + " " + hunt.level().word() + " "
                + hunt.quarry().name());
    }

    private static String digest(String text) {
        try {
            byte[] bytes = ("raftbeat hunt\n" + text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                    .substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
