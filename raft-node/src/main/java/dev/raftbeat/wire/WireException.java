package dev.raftbeat.wire;

import dev.raftbeat.protocol.LinkFact.RefusalReason;

/**
 * Something that came from outside is not what it should be. It carries no stack trace: a flood of bad input must stay
 * cheap, and the place in the code says nothing that the detail does not.
 */
public final class WireException extends Exception {
    private static final long serialVersionUID = 1L;
    private final RefusalReason reason;

    /** @param detail which field, what was expected and what came; made safe by {@link Plain#text} */
    public WireException(RefusalReason reason, String detail) {
        super(Plain.text(detail), null, false, false);
        this.reason = reason;
    }

    public static WireException malformed(String detail) {
        return new WireException(RefusalReason.MALFORMED, detail);
    }

    public RefusalReason reason() {
        return reason;
    }

    /** Safe to show, at most {@value Plain#LENGTH_MAX} characters. */
    public String detail() {
        return getMessage();
    }
}
