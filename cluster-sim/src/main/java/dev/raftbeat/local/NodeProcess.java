package dev.raftbeat.local;

import dev.raftbeat.files.KernelFile;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A node's process: its number, and when it started, because numbers are given again to others.
 *
 * @param startMillis when it started, milliseconds since 1970; 0 where the system does not tell; -1 for a process elsewhere
 */
public record NodeProcess(long pid, long startMillis) {
    private static final long LOOK_NANOS = 1_000_000;
    private static final int LOOKS = 10_000;
    private static final int FREEZE_LOOKS = 2_000;

    /** What never is the start of a process of this machine. */
    private static final long ELSEWHERE = -1;

    /** A process that another machine, or a part of this one, counts: never taken for one of this machine's. */
    public static NodeProcess elsewhere(long pid) {
        return new NodeProcess(pid, ELSEWHERE);
    }

    static NodeProcess of(Process process) {
        return new NodeProcess(process.pid(), startMillis(process.toHandle()));
    }

    /** @throws IllegalArgumentException when the text is not of the form {@code PID START} */
    static NodeProcess parse(String text) {
        String[] parts = text.strip().split(" ");
        if (parts.length != 2) {
            throw new IllegalArgumentException("a process file reads PID START");
        }
        return new NodeProcess(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
    }

    String text() {
        return pid + " " + startMillis + "\n";
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Whether somebody stopped it, by the fault language or by hand; false where the system does not tell. */
    boolean isStopped() {
        try {
            return isStopped(Path.of("/proc", Long.toString(pid)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isStopped(Path task) throws IOException {
        String stat = KernelFile.text(task.resolve("stat"));
        // The name in brackets may hold anything, blanks and brackets too; the state stands behind the last one.
        return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("T");
    }

    /** Whether none of its threads runs any more; also true where the system does not tell, for nothing can be waited for. */
    private boolean standsStill() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                if (!isStopped(task)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return true;
        }
    }

    /** Ends it at once, a stopped one too, and waits until it is gone. */
    void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
        // ProcessHandle.onExit looks at processes that are not one's children only now and then; this is quicker.
        for (int look = 0; look < LOOKS && isAlive(); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Freezes it, and waits until it stands still: on a busy machine threads go on for a while after the signal. */
    void freeze() throws IOException {
        signal("STOP");
        for (int look = 0; look < FREEZE_LOOKS && !standsStill(); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String name) throws IOException {
        if (!isAlive()) {
            throw new IOException("its process is gone");
        }
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("kill -" + name + " " + pid + " ended with " + code);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> startMillis == 0 || startMillis(handle) == startMillis);
    }

    private static long startMillis(ProcessHandle handle) {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }
}
