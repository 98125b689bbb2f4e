package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.files.FileKind;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;

/**
 * Standard output, which remembers that something could not be written: Java's own writers swallow that, and a script
 * would take half an answer for the whole. A reader that has had enough, as {@code head}, is no failure.
 */
public final class StandardOutput extends OutputStream {
    private static final int BUFFER_BYTES = 8192;

    private final OutputStream to;
    private final BooleanSupplier pipe;
    private final PrintStream stream;
    private volatile IOException failure;

    /**
     * @param to what is written to
     * @param pipe whether there is a reader at its other end, who may leave
     */
    StandardOutput(OutputStream to, BooleanSupplier pipe) {
        this.to = to;
        this.pipe = pipe;
        stream = new PrintStream(new BufferedOutputStream(this, BUFFER_BYTES), true, StandardCharsets.UTF_8);
    }

    /** That of this process. */
    public static StandardOutput ofProcess() {
        return new StandardOutput(
                new FileOutputStream(FileDescriptor.out), () -> FileKind.isPipe(Path.of("/dev/stdout")));
    }

    /** For whoever prints bytes. */
    public PrintStream stream() {
        return stream;
    }

    /** For whoever prints text: each line is written at once. */
    public PrintWriter writer() {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /**
     * Writes what is left, and answers the exit code.
     *
     * @param code of what was done
     * @param err where a failure is told
     */
    public int end(int code, PrintWriter err) {
        stream.flush();
        if (failure == null || pipe.getAsBoolean()) {
            return code;
        }
        err.println("raftbeat: standard output could not be written: " + failure.getMessage());
        err.flush();
        return ExitCodes.ENVIRONMENT;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Nothing is written behind a hole. */
    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (failure != null) {
            throw new IOException(failure);
        }
        try {
            to.write(bytes, offset, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
