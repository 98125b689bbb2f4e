package dev.raftbeat.world;

/** A world that cannot be had, or is no more; its message is one sentence for the person who asked. */
public final class WorldException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorldException(String sentence) {
        super(sentence);
    }

    public WorldException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
