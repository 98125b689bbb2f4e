package dev.raftbeat.node;

/** A node that cannot start; its message is one sentence for the person who started it. */
public final class NodeException extends Exception {
    private static final long serialVersionUID = 1L;

    NodeException(String sentence) {
        super(sentence);
    }

    NodeException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
