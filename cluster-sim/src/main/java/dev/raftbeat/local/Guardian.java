package dev.raftbeat.local;

import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A small process that outlives its owner by a moment. It reads from a pipe that only the owner holds; when the pipe
 * closes, in whatever way the owner ended, it sends KILL to every node of the cluster, stopped ones included, and removes
 * their process files. A shell does it: no fault pauses it, it takes a megabyte, and it does not care for Ctrl-C.
 *
 * <p>A number in a process file may by then belong to somebody else. So the command line is looked at first: only a
 * process that was started with this cluster's directory is killed.
 */
final class Guardian implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' HUP INT TERM QUIT TSTP
            cat >/dev/null
            for round in 1 2 3; do
              for file in "$1"/pids/*; do
                [ -f "$file" ] || continue
                read -r pid rest <"$file" || continue
                args=$(tr '\\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" || ps -o args= -p "$pid" 2>/dev/null)
                case "$args" in
                  *"$1"/*) kill -KILL "$pid" 2>/dev/null ;;
                esac
                [ "$round" = 3 ] && rm -f "$file"
              done
              [ "$round" = 3 ] || sleep 0.1
            done
            exit 0
            """;

    private final Process process;

    Guardian(Path directory) {
        try {
            process = new ProcessBuilder("/bin/sh", "-c", SCRIPT, "raftbeat-guardian", directory.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new WorldException("the guardian process could not be started: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /** Lets the guardian do its work, and waits for it. */
    @Override
    public void close() {
        try (OutputStream pipe = process.getOutputStream()) {
            pipe.flush();
        } catch (IOException e) {
            // The guardian has gone already; there is nothing left to close.
        }
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
