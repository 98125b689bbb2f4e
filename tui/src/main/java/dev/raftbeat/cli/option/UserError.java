package dev.raftbeat.cli.option;

import dev.raftbeat.cli.CrashHandler;

/**
 * Something that a user can understand and act upon: told as one sentence on standard error, with an exit code, and
 * without a stack trace. Anything else that is thrown counts as a defect of ours and goes through {@link CrashHandler}.
 */
public final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * @param exitCode one of {@link ExitCodes}, never {@link ExitCodes#VALID}
     * @param sentence what went wrong and what to do, in one line, without the program's name in front
     * @throws IllegalArgumentException if the exit code says that all is well
     */
    public UserError(int exitCode, String sentence) {
        super(sentence);
        if (exitCode == ExitCodes.VALID) {
            throw new IllegalArgumentException("trouble with the exit code of success: " + sentence);
        }
        this.exitCode = exitCode;
    }

    /** A command line or a file that was not understood. */
    public static UserError usage(String sentence) {
        return new UserError(ExitCodes.USAGE, sentence);
    }

    /** A machine that did not allow it. */
    public static UserError environment(String sentence) {
        return new UserError(ExitCodes.ENVIRONMENT, sentence);
    }

    /** One of {@link ExitCodes}. */
    public int exitCode() {
        return exitCode;
    }
}
