package dev.raftbeat.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.terminal.virtual.DefaultVirtualTerminal;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A terminal in memory whose reader waits for keys without locking out whoever draws, as a real one does. */
final class QueuedTerminal extends DefaultVirtualTerminal {
    private final BlockingQueue<KeyStroke> keys = new LinkedBlockingQueue<>();

    QueuedTerminal(TerminalSize size) {
        super(size);
    }

    @Override
    public void addInput(KeyStroke stroke) {
        keys.add(stroke);
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // The queue has its own lock.
    @Override
    public KeyStroke readInput() {
        try {
            return keys.take();
        } catch (InterruptedException ended) {
            throw new IllegalStateException(ended);
        }
    }
}
