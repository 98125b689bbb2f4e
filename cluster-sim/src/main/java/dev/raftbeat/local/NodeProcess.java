package dev.raftbeat.local;

import dev.raftbeat.files.KernelFile;
import dev.raftbeat.process.ProcessMark;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A node's process: its number, and the mark that it bears, because numbers are given again to others.
 *
 * @param mark as in {@link ProcessMark}; {@code -} for a process elsewhere
 */
public record NodeProcess(long pid, String mark) {
    private static final long LOOK_NANOS = 1_000_000;
    private static final long LOOKS = 10_000;
    private static final int FREEZE_LOOKS = 2_000;

    /** What no process of this machine bears. */
    private static final String ELSEWHERE = "-";

    private static final Pattern FORM = Pattern.compile("(\\d{1,18}) (-|[A-Za-z0-9._-]{1,64}/[a-z][a-z0-9-]{0,31})");

    /** A process that another machine, or a part of this one, counts: never taken for one of this machine's. */
    public static NodeProcess elsewhere(long pid) {
        return new NodeProcess(pid, ELSEWHERE);
    }

    /** @throws IllegalArgumentException when the text is not of the form {@code PID MARK} */
    static NodeProcess parse(String text) {
        Matcher parts = FORM.matcher(text.strip());
        if (!parts.matches()) {
            throw new IllegalArgumentException("a process file reads PID MARK");
        }
        return new NodeProcess(Long.parseLong(parts.group(1)), parts.group(2));
    }

    /** Those on this machine that bear a mark of the cluster, whether or not they are written down anywhere. */
    static List<NodeProcess> ofCluster(String cluster) {
        return ProcessMark.processesOf(cluster).entrySet().stream()
                .map(found -> new NodeProcess(found.getKey(), found.getValue()))
                .toList();
    }

    String text() {
        return pid + " " + mark + "\n";
    }

    /** The id of the cluster that it belongs to; empty for a process elsewhere. */
    Optional<String> cluster() {
        return mark.equals(ELSEWHERE) ? Optional.empty() : Optional.of(ProcessMark.cluster(mark));
    }

    /** The folder from which it was started, where it runs. */
    Optional<Path> folder() {
        return handle().flatMap(ProcessMark::folder);
    }

    public boolean isAlive() {
        return handle().isPresent();
    }

    /** Whether somebody stopped it, by the fault language or by hand; false where the system does not tell. */
    boolean isStopped() {
        return isIn("T");
    }

    /** Whether the system says this letter for the state of the process. */
    private boolean isIn(String state) {
        try {
            return isIn(state, Path.of("/proc", Long.toString(pid)));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean isIn(String state, Path task) throws IOException {
        String stat = KernelFile.text(task.resolve("stat"));
        // The name in brackets may hold anything, blanks and brackets too; the state stands behind the last one.
        return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith(state);
    }

    /**
     * Whether the system says this letter for the state of each of its threads.
     *
     * @param untold the answer where it does not tell
     */
    private boolean areAllIn(String state, boolean untold) {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
            for (Path task : tasks) {
                if (!isIn(state, task)) {
                    return false;
                }
            }
            return true;
        } catch (IOException | DirectoryIteratorException e) {
            return untold;
        }
    }

    /** Ends it at once, a stopped one too, and waits until it is gone and has let go of its files and ports. */
    void kill() {
        handle().ifPresent(process -> {
            process.destroyForcibly();
            awaitEnd(process, LOOKS * LOOK_NANOS);
        });
    }

    /** Asks it to end, and does not wait: SIGTERM, which a stopped process takes in when it goes on. */
    void terminate() {
        handle().ifPresent(ProcessHandle::destroy);
    }

    /** Waits for so long until it has ended by itself. */
    boolean isGoneWithin(long nanos) {
        Optional<ProcessHandle> process = handle();
        return process.isEmpty() || awaitEnd(process.get(), nanos);
    }

    /**
     * ProcessHandle.onExit looks at processes that are not one's children only now and then; this is quicker. One that has
     * ended and was not yet reaped (Z) is as good as gone, once all of its threads are: those that end later than the first
     * still hold its files and their locks.
     */
    private boolean awaitEnd(ProcessHandle process, long nanos) {
        long end = System.nanoTime() + nanos;
        boolean gone = false;
        while (!gone && System.nanoTime() - end < 0) {
            gone = !process.isAlive() || areAllIn("Z", false);
            if (!gone) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
        }
        return gone;
    }

    /** Freezes it, and waits until it stands still: on a busy machine threads go on for a while after the signal. */
    void freeze() throws IOException {
        signal("STOP");
        for (int look = 0; look < FREEZE_LOOKS && !areAllIn("T", true); look++) {
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
        // The handle knows when its process began, and signals no other that has the same number by then.
        return mark.equals(ELSEWHERE)
                ? Optional.empty()
                : ProcessHandle.of(pid).filter(process -> ProcessMark.isBorneBy(process, mark));
    }
}
