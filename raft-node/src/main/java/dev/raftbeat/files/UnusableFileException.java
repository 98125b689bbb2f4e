package dev.raftbeat.files;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is not what was expected, or that cannot be used; the message is a sentence that begins with its path. */
public final class UnusableFileException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String what;
    private final boolean damaged;

    private UnusableFileException(Path file, String what, boolean damaged, Throwable cause) {
        super(file + " " + what, cause);
        this.what = what;
        this.damaged = damaged;
    }

    /** It is something else than a regular file. */
    static UnusableFileException otherKind(Path file, String kind, String expected) {
        return new UnusableFileException(
                file, "is " + kind + ": expected " + expected + " in a regular file", false, null);
    }

    /** It is a regular file, and cannot be what was expected. */
    static UnusableFileException damaged(Path file, String what, String expected) {
        return new UnusableFileException(file, what + ": expected " + expected, true, null);
    }

    /** The system does not let it be read or written. */
    static UnusableFileException refused(Path file, String what, Throwable cause) {
        return new UnusableFileException(file, what, false, cause);
    }

    /** The same sentence with another name for the file. */
    public String of(String name) {
        return name + " " + what;
    }

    /** Whether there is a regular file that can be read, and only its content is wrong. */
    public boolean isDamaged() {
        return damaged;
    }
}
