package dev.raftbeat.zoo;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A hunt as a file of a few lines, the last of them a checksum over the others. It names no rule. Whoever can read this
 * code can make another checksum: it tells of slips and of quick hands, and is no lock.
 */
public final class HuntFile {
    /** Far more than the tries of a hunt fill. */
    private static final int BYTES_MAX = 64 * 1024;

    private static final String HEAD = "raftbeat hunt 1";
    private static final long SEED_END = 1L << 53;
    private static final int DIGITS = 16;
    private static final Pattern TRY = Pattern.compile("(\\d{1,6}) lines (-|[IL]\\d{1,2}) (.+)");

    private HuntFile() {}

    /** A file that is no hunt, told by file, line and what was expected. */
    public static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String file, int line, String expected) {
            super(file + ":" + line + ": expected " + expected);
        }
    }

    /**
     * @throws NoSuchFileException when there is none
     * @throws IOException in a sentence, when it is no regular file or cannot be read
     * @throws DamagedException when it is no hunt, or was changed by another hand
     */
    public static Hunt read(Path file) throws IOException, DamagedException {
        String called = PlainText.clean(file.toString());
        try {
            return new Reader(called, RegularFile.text(file, "a hunt", BYTES_MAX)).hunt();
        } catch (UnusableFileException e) {
            if (e.isDamaged()) {
                throw new DamagedException(called, 1, "a hunt: text in UTF-8 of at most " + BYTES_MAX + " bytes");
            }
            throw e;
        }
    }

    /** @throws IOException in a sentence, when it cannot be written; what was there before is there still */
    public static void write(Path file, Hunt hunt) throws IOException {
        WholeFile.write(file, text(hunt), "a hunt");
    }

    static String text(Hunt hunt) {
        StringBuilder text = new StringBuilder(HEAD).append('\n');
        text.append("student ").append(hunt.student()).append('\n');
        text.append("seed ").append(hunt.seed()).append('\n');
        text.append("level ").append(hunt.level().word()).append('\n');
        text.append("rule ").append(mark(hunt)).append('\n');
        text.append("hint ").append(hunt.hinted() ? "taken" : "not taken").append('\n');
        for (Attempt shot : hunt.shots()) {
            text.append("try ").append(shot.lines()).append(" lines ");
            text.append(shot.check().orElse("-"))
                    .append(' ')
                    .append(shot.file())
                    .append('\n');
        }
        if (hunt.over()) {
            text.append("revealed\n");
        }
        return text + "checksum " + digest(text.toString()) + "\n";
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

    /** Line by line, so that what is wrong can be told by its line. */
    private static final class Reader {
        private final String file;
        private final String text;
        private final List<String> lines;
        private int at;

        Reader(String file, String text) {
            this.file = file;
            this.text = text;
            lines = text.lines().toList();
        }

        Hunt hunt() throws DamagedException {
            if (!take("a first line \"" + HEAD + "\"").equals(HEAD)) {
                throw expected("a first line \"" + HEAD + "\"");
            }
            String student = value("student", ".+");
            long seed = Long.parseLong(value("seed", "\\d{1,16}"));
            if (seed >= SEED_END) {
                throw expected("a seed below 2^53");
            }
            Level level = Level.valueOf(value("level", "easy|hard").toUpperCase(Locale.ROOT));
            String mark = value("rule", "[0-9a-f]+");
            int ruleLine = at;
            boolean hinted = value("hint", "taken|not taken").equals("taken");
            List<Attempt> shots = shots();
            boolean over = at < lines.size() && lines.get(at).equals("revealed");
            at += over ? 1 : 0;
            String sum = value("checksum", "[0-9a-f]+");
            int head = text.lastIndexOf("checksum ");
            if (!sum.equals(digest(text.substring(0, head)))) {
                throw expected(
                        "the checksum of what stands above it: the file was damaged, or changed by another hand");
            }
            if (!text.endsWith(sum + "\n")) {
                throw expected("the end of the file after the checksum");
            }
            Hunt hunt = new Hunt(student, seed, level, hinted, over, shots);
            if (!mark.equals(mark(hunt))) {
                throw new DamagedException(
                        file,
                        ruleLine,
                        "a rule that this Raftbeat hides behind seed " + seed + "; another version made it");
            }
            if (hunt.triesLeft() < 0) {
                throw new DamagedException(file, ruleLine, "at most " + level.tries() + " tries");
            }
            return hunt;
        }

        private List<Attempt> shots() throws DamagedException {
            List<Attempt> shots = new ArrayList<>();
            while (at < lines.size() && lines.get(at).startsWith("try ")) {
                Matcher one = TRY.matcher(value("try", ".+"));
                if (!one.matches()) {
                    throw expected("\"try\", a number of lines, a check or -, and a file");
                }
                Optional<String> check = one.group(2).equals("-") ? Optional.empty() : Optional.of(one.group(2));
                shots.add(new Attempt(Integer.parseInt(one.group(1)), check, one.group(3)));
            }
            return shots;
        }

        private String value(String key, String pattern) throws DamagedException {
            String line = take("\"" + key + "\" and what it is");
            if (!line.startsWith(key + " ") || !line.substring(key.length() + 1).matches(pattern)) {
                throw expected("\"" + key + "\" and what it is");
            }
            return line.substring(key.length() + 1);
        }

        private String take(String expected) throws DamagedException {
            if (at == lines.size()) {
                throw new DamagedException(file, at + 1, expected + ", not the end of the file");
            }
            at++;
            return lines.get(at - 1);
        }

        private DamagedException expected(String what) {
            return new DamagedException(file, at, what);
        }
    }
}
