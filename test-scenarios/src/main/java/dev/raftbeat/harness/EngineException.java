package dev.raftbeat.harness;

/** An engine could not do what it was asked for; its message is one sentence. */
public final class EngineException extends Exception {
    private static final long serialVersionUID = 1L;

    public EngineException(String sentence) {
        super(sentence);
    }

    public EngineException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
