package dev.raftbeat.fault;

/** One step could not be carried out. Its message is a sentence that says why. */
public final class InjectorException extends Exception {
    public InjectorException(String sentence) {
        super(sentence);
    }

    public InjectorException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
