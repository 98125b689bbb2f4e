package dev.raftbeat.fault;

/** A well-formed line that cannot be carried out on this cluster now. Its message is a sentence that says why. */
public final class FaultRefusedException extends Exception {
    public FaultRefusedException(String sentence) {
        super(sentence);
    }
}
