package dev.raftbeat.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;

/** The keys of a terminal, without what is pasted: a {@link Pasted} stands in its place. One thread reads it. */
final class PasteInput extends InputStream {
    private static final int MOMENT_MILLIS = 50;
    private static final int LOOK_MILLIS = 5;
    private static final long SILENCE_NANOS = 1_000_000_000L;

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

    PasteInput(InputStream terminal) {
        this.terminal = terminal;
    }

    /** What was meant by a key that was made of these bytes. */
    KeyStroke meant(KeyStroke read) {
        Character letter = read == null ? null : read.getCharacter();
        return letter != null && letter == PasteSplitter.MARK ? new Pasted(splitter.nextPaste()) : read;
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
