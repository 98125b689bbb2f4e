package dev.raftbeat.progress;

import java.io.Serial;

/** Work ends early because somebody asked for it. What it had found by then counts. */
public final class StoppedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    public StoppedException() {
        super("stopped", null, false, false);
    }

    /** As parallel streams make it again on the thread that waits. */
    public StoppedException(Throwable cause) {
        super("stopped", cause, false, false);
    }
}
