package dev.raftbeat.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.Leading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What a screen showed, as a file of asciicast, version 2: a line for what changed from one picture to the next, at its
 * time, and a marker wherever another leader is shown. It is made from the cells of the pictures, so that it takes no
 * terminal. Times are those at which it was shown; players leave out what is longer than the limit of the head.
 *
 * <p>Each line is in the file as soon as it is told. When one cannot be written, that is kept, and no other is tried.
 */
public final class Cast implements AutoCloseable {
    /** What the file is called in a refusal. */
    public static final String WHAT = "a cast";

    /** How a cast of ours begins. */
    public static final String HEAD = "{\"version\":2,\"command\":\"raftbeat ";

    private static final int IDLE_SECONDS = 2;
    private static final String ESC = "\u001b[";
    private static final String PALETTE = "#000000:#d55e00:#009e73:#e69f00:#0072b2:#cc79a7:#56b4e9:#cccccc"
            + ":#808080:#ff8a4d:#33cc99:#f0e442:#8fa9ff:#f0a0d0:#8fd0ff:#ffffff";

    private final Opening opening;
    private final String command;
    private final TerminalOptions options;
    private final Theme theme;
    private Optional<SeekableByteChannel> open = Optional.empty();
    private Optional<Canvas> shown = Optional.empty();
    private Optional<Leading> leading = Optional.empty();
    private Optional<IOException> trouble = Optional.empty();
    private long beginNanos;
    private long endNanos;
    private boolean begun;

    /** How the file is opened. */
    interface Opening {
        SeekableByteChannel open(Set<OpenOption> how) throws IOException;
    }

    /** @param command its name, such as {@code demo} */
    public Cast(Path file, String command, TerminalOptions options) {
        this(how -> RegularFile.channel(file, WHAT, how), command, options);
    }

    Cast(Opening opening, String command, TerminalOptions options) {
        this.opening = opening;
        this.command = command;
        this.options = options;
        theme = new Theme(options);
    }

    /**
     * Begins the file, in place of what is there, or goes on with it after {@link #close}.
     *
     * @throws IOException in a sentence, where it is no file or may not be written
     */
    public synchronized void begin() throws IOException {
        Set<OpenOption> how = begun
                ? Set.of(StandardOpenOption.WRITE, StandardOpenOption.APPEND)
                : Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        open = Optional.of(opening.open(how));
        begun = true;
    }

    /** Why it ends early; empty while all could be written. */
    public synchronized Optional<IOException> trouble() {
        return trouble;
    }

    /**
     * This picture is shown now.
     *
     * @param nanos of any clock that runs as the screen's
     */
    public synchronized void frame(Canvas picture, long nanos) {
        boolean first = shown.isEmpty();
        if (first) {
            beginNanos = nanos;
            write(head(picture));
        }
        boolean sized =
                first || shown.get().width() != picture.width() || shown.get().height() != picture.height();
        if (sized && !first) {
            event(nanos, "r", picture.width() + "x" + picture.height());
        }
        String change = (sized ? ESC + "?25l" + ESC + "0m" + ESC + "2J" : "")
                + change(sized ? Optional.empty() : shown, picture);
        if (!change.isEmpty()) {
            event(nanos, "o", change);
        }
        shown = Optional.of(picture);
    }

    /** This node leads on the picture. */
    public synchronized void leads(Leading now, long nanos) {
        if (!leading.equals(Optional.of(now))) {
            leading = Optional.of(now);
            event(nanos, "m", CleanText.line(now.node() + " leads term " + now.term()));
        }
    }

    private String head(Canvas picture) {
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("version", 2);
        head.put("command", "raftbeat " + command);
        head.put("width", picture.width());
        head.put("height", picture.height());
        head.put("timestamp", System.currentTimeMillis() / 1000);
        head.put("idle_time_limit", IDLE_SECONDS);
        head.put("title", "raftbeat " + command);
        head.put("env", Map.of("TERM", "xterm-256color"));
        boolean light = options.light();
        head.put(
                "theme",
                new TreeMap<>(Map.of(
                        "fg", light ? "#000000" : "#eeeeee", "bg", light ? "#ffffff" : "#000000", "palette", PALETTE)));
        return StrictJson.STANDARD.line(head);
    }

    /** What makes the one picture of the other, for a terminal. */
    private String change(Optional<Canvas> before, Canvas now) {
        StringBuilder out = new StringBuilder();
        Optional<TextCharacter> look = Optional.empty();
        for (int y = 0; y < now.height(); y++) {
            int cursor = -1;
            for (int x = 0; x < now.width(); x++) {
                TextCharacter cell = cell(now, x, y);
                boolean same = before.isPresent() && cell(before.get(), x, y).equals(cell);
                if (!same) {
                    if (cursor != x) {
                        out.append(ESC).append(y + 1).append(';').append(x + 1).append('H');
                    }
                    if (look.isEmpty() || !looksLike(look.get(), cell)) {
                        out.append(look(cell));
                    }
                    out.append(cell.getCharacterString());
                    look = Optional.of(cell);
                    cursor = x + 1;
                }
            }
        }
        return out.toString();
    }

    private TextCharacter cell(Canvas picture, int x, int y) {
        return theme.cell(picture.glyph(x, y), picture.style(x, y), picture.inverse(x, y));
    }

    private static boolean looksLike(TextCharacter one, TextCharacter other) {
        return one.getForegroundColor().equals(other.getForegroundColor())
                && one.getBackgroundColor().equals(other.getBackgroundColor())
                && one.getModifiers().equals(other.getModifiers());
    }

    private static String look(TextCharacter cell) {
        return ESC + "0"
                + (cell.getModifiers().contains(SGR.BOLD) ? ";1" : "")
                + (cell.getModifiers().contains(SGR.REVERSE) ? ";7" : "")
                + colour(cell.getForegroundColor(), TextColor::getForegroundSGRSequence)
                + colour(cell.getBackgroundColor(), TextColor::getBackgroundSGRSequence)
                + "m";
    }

    /** Nothing for the terminal's own, to which a zero has gone back. */
    private static String colour(TextColor colour, Function<TextColor, byte[]> sequence) {
        return colour == TextColor.ANSI.DEFAULT
                ? ""
                : ";" + new String(sequence.apply(colour), StandardCharsets.US_ASCII);
    }

    private void event(long nanos, String kind, String what) {
        endNanos = Math.max(endNanos, nanos - beginNanos);
        String quoted = StrictJson.STANDARD.line(List.of(kind, what)).substring(1);
        write(String.format(Locale.ROOT, "[%.6f,%s", endNanos / 1e9, quoted));
    }

    /** An interrupt would close the file under whoever tidies up. */
    private void write(String line) {
        if (open.isEmpty() || trouble.isPresent()) {
            return;
        }
        boolean interrupted = Thread.interrupted();
        SeekableByteChannel channel = open.get();
        try {
            long whole = channel.size();
            try {
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException full) {
                // Half a line would make the rest unreadable.
                trouble = Optional.of(full);
                channel.truncate(whole);
            }
        } catch (IOException broken) {
            trouble = trouble.or(() -> Optional.of(broken));
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The last picture stays as long as it was shown until now. */
    public synchronized void close(long nanos) {
        if (shown.isPresent()) {
            event(nanos, "o", ESC + "0m");
        }
        close();
    }

    @Override
    public synchronized void close() {
        try {
            if (open.isPresent()) {
                open.get().close();
            }
        } catch (IOException broken) {
            trouble = trouble.or(() -> Optional.of(broken));
        }
        open = Optional.empty();
    }
}
