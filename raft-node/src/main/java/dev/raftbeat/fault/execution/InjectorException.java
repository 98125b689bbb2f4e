package dev.raftbeat.fault.execution;

/** One step could not be carried out. Its message is a sentence that says why. */
public final class InjectorException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean declined;

    public InjectorException(String sentence) {
        super(sentence);
        declined = false;
    }

    public InjectorException(String sentence, Throwable cause) {
        this(sentence, cause, false);
    }

    private InjectorException(String sentence, Throwable cause, boolean declined) {
        super(sentence, cause);
        this.declined = declined;
    }

    /** The node was reached, and will not do what it was asked: it has told so as a fact, and asking again is no use. */
    public static InjectorException declined(String sentence) {
        return new InjectorException(sentence, null, true);
    }

    public boolean isDeclined() {
        return declined;
    }
}
