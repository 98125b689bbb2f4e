package dev.raftbeat.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.terminal.Terminal;
import com.googlecode.lanterna.terminal.virtual.VirtualTerminalListener;
import java.util.concurrent.Semaphore;

/** One permit a frame. */
record FrameCounter(Semaphore frames) implements VirtualTerminalListener {
    @Override
    public void onFlush() {
        frames.release();
    }

    @Override
    public void onBell() {
        throw new AssertionError("the screen has nothing to ring for");
    }

    @Override
    public void onClose() {
        frames.release();
    }

    @Override
    public void onResized(Terminal terminal, TerminalSize newSize) {
        frames.release();
    }
}
