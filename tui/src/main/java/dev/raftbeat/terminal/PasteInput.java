package dev.raftbeat.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.screen.Mouse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The keys of a terminal, without what is pasted and what the mouse does: a {@link Pasted} and a {@link Moused} stand in
 * their places. One thread reads it.
 */
final class PasteInput extends InputStream {
    private static final int MOMENT_MILLIS = 50;
    private static final int LOOK_MILLIS = 5;
    private static final long SILENCE_NANOS = 1_000_000_000L;

    /** Shift, Alt and Ctrl, as reports of the mouse add them to the button. */
    private static final int HELD = 4 | 8 | 16;

    private static final int LEFT = 0;
    private static final int WHEEL = 64;

    private final InputStream terminal;
    private final PasteSplitter splitter = new PasteSplitter();
    private final byte[] buffer = new byte[8192];

    /** Text that was pasted, in place of a key. */
    static final class Pasted extends KeyStroke {
        private final String text;

        Pasted(String text) {
            super(KeyType.Unknown);
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** What the mouse did, in place of a key. */
    static final class Moused extends KeyStroke {
        private final Optional<Mouse> mouse;

        Moused(Optional<Mouse> mouse) {
            super(KeyType.Unknown);
            this.mouse = mouse;
        }

        /** Empty for what no screen cares about: a button that is let go is no key either. */
        Optional<Mouse> mouse() {
            return mouse;
        }
    }

    PasteInput(InputStream terminal) {
        this.terminal = terminal;
    }

    /** What was meant by a key that was made of these bytes. */
    KeyStroke meant(KeyStroke read) {
        Character letter = read == null ? null : read.getCharacter();
        if (letter != null && letter == PasteSplitter.MOUSE) {
            return new Moused(splitter.nextReport().flatMap(PasteInput::of));
        }
        return letter != null && letter == PasteSplitter.MARK ? new Pasted(splitter.nextPaste()) : read;
    }

    private static Optional<Mouse> of(PasteSplitter.Report report) {
        int button = report.button() & ~HELD;
        if (report.released() || report.column() < 1 || report.row() < 1) {
            return Optional.empty();
        }
        Optional<Mouse.Kind> kind = switch (button) {
            case LEFT -> Optional.of(Mouse.Kind.CLICK);
            case WHEEL -> Optional.of(Mouse.Kind.WHEEL_UP);
            case WHEEL + 1 -> Optional.of(Mouse.Kind.WHEEL_DOWN);
            default -> Optional.empty();
        };
        return kind.map(known -> new Mouse(known, report.column() - 1, report.row() - 1));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        while (length > 0 && splitter.waiting() == 0) {
            if (splitter.isUndecided() && !comesSoon()) {
                splitter.quiet();
            } else if (!takeIn()) {
                return -1;
            }
        }
        byte[] taken = splitter.takeKeys(length);
        System.arraycopy(taken, 0, into, from, taken.length);
        return taken.length;
    }

    @Override
    public int available() throws IOException {
        while (terminal.available() > 0 && takeIn()) {
            // All that is there, so that a paste does not look like keys.
        }
        return splitter.waiting();
    }

    private boolean takeIn() throws IOException {
        long before = System.nanoTime();
        int length = terminal.read(buffer);
        if (length > 0) {
            splitter.take(buffer, length, System.nanoTime() - before >= SILENCE_NANOS);
        }
        return length > 0;
    }

    private boolean comesSoon() throws IOException {
        try {
            for (int waited = 0; waited < MOMENT_MILLIS && terminal.available() == 0; waited += LOOK_MILLIS) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return terminal.available() > 0;
    }
}
