package dev.raftbeat.cli.option;

import dev.raftbeat.check.Verdict;

/** What the {@code raftbeat} command tells a script by its exit code. The same numbers everywhere, in every subcommand. */
public final class ExitCodes {

    /** It was done, and every check was valid. */
    public static final int VALID = 0;

    /** A check was violated: an expectation of a scenario, or an invariant. Or a fault was not obeyed by every node. */
    public static final int VIOLATED = 1;

    /** The command line, or a file that a person wrote, was not understood. */
    public static final int USAGE = 2;

    /** A check saw too little to say valid or violated. */
    public static final int UNKNOWN = 3;

    /** The machine did not allow it: a port in use, no Java, no such cluster, a disk that is full, a defect of ours. */
    public static final int ENVIRONMENT = 4;

    /** Interrupted from the keyboard, as shells count it: 128 and the signal's number, 2. */
    public static final int INTERRUPTED = 130;

    private ExitCodes() {}

    /** What a verdict is told as. */
    public static int of(Verdict verdict) {
        return switch (verdict) {
            case VALID -> VALID;
            case VIOLATED -> VIOLATED;
            case UNKNOWN -> UNKNOWN;
        };
    }
}
