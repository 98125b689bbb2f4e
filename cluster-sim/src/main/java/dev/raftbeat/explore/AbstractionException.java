package dev.raftbeat.explore;

/** The core did what the exploration's picture of it cannot hold: nothing can be said, and certainly not that all is well. */
public final class AbstractionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AbstractionException(String message) {
        super(message);
    }
}
