package dev.raftbeat.node.ballot;

import java.io.IOException;

/** The node must not run on what it found: one sentence that says which file, what is wrong and what to do. */
public final class BallotFileException extends IOException {
    private static final long serialVersionUID = 1L;

    BallotFileException(String message) {
        super(message);
    }

    BallotFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
