package dev.raftbeat.local;

import dev.raftbeat.process.ProcessMark;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A small process that outlives its owner by a moment. It reads from a pipe that only the owner holds; when the pipe
 * closes, in whatever way the owner ended, it sends KILL to every process that bears the cluster's mark on its command
 * line, stopped ones included, even one that was started a moment ago and written down nowhere. A shell does it: no fault
 * pauses it, it takes a megabyte, and it does not care for Ctrl-C. It touches no file: the folder may have been cleared
 * and given to another cluster by then.
 */
final class Guardian implements AutoCloseable {
    private static final String SCRIPT = """
            trap '' HUP INT TERM QUIT TSTP
            cat >/dev/null
            everyone() {
              ps -eww -o pid= -o args= 2>/dev/null && return
              for dir in /proc/[0-9]*; do
                printf '%s %s\\n' "${dir#/proc/}" "$(tr '\\0' ' ' 2>/dev/null <"$dir/cmdline")"
              done
            }
            for round in 1 2 3; do
              everyone | while read -r pid args; do
                case "$args" in
                  *"/java $RAFTBEAT_MARK"*) kill -KILL "$pid" 2>/dev/null ;;
                esac
              done
              [ "$round" = 3 ] || sleep 0.1
            done
            """;

    private final Process process;

    /**
     * @param directory for people who look at the list of processes
     * @param cluster the id of the cluster
     */
    Guardian(Path directory, String cluster) {
        try {
            ProcessBuilder builder = new ProcessBuilder(
                            "/bin/sh", "-c", SCRIPT, "raftbeat-guardian", directory.toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            // Not as an argument: the guardian would bear the mark itself, and be the first that it kills.
            builder.environment().put("RAFTBEAT_MARK", ProcessMark.argumentHead(cluster));
            process = builder.start();
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
