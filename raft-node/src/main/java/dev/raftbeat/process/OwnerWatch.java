package dev.raftbeat.process;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.text.CleanWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/**
 * Ends this process with its cluster's owner. The owner holds a lock on a file as long as it lives; whoever is given a
 * share of that lock knows that the owner has gone, in whatever way. Then it kills the other processes of the cluster,
 * stopped ones included, and ends.
 *
 * <p>This is for the case in which the guardian was killed together with the owner. A cluster whose nodes are all stopped
 * then has nobody to do it: each of them ends once it goes on.
 */
public final class OwnerWatch {
    private static final String PROPERTY = "raftbeat.owner";

    private OwnerWatch() {}

    /** The argument that tells a process of the file that its owner has locked. */
    public static String argument(Path file) {
        return "-D" + PROPERTY + "=" + file;
    }

    /** Watches from now on, on a thread of its own; does nothing in a process that has no owner. */
    public static void begin() {
        String file = System.getProperty(PROPERTY);
        if (file == null) {
            return;
        }
        Thread thread = new Thread(() -> awaitEndOfOwner(Path.of(file)), "owner-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void awaitEndOfOwner(Path file) {
        try (FileChannel channel = RegularFile.channel(
                file, "the lock of an owner", Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            channel.lock(0, Long.MAX_VALUE, true);
        } catch (IOException e) {
            // Without the file nobody could tell when the owner ends; its folder has been cleared, or is broken.
            CleanWriter.standardError()
                    .println("raftbeat: ends, because its owner cannot be watched: " + e.getMessage());
        }
        ProcessMark.own().map(ProcessMark::cluster).ifPresent(OwnerWatch::killOthers);
        Runtime.getRuntime().halt(0);
    }

    private static void killOthers(String cluster) {
        long self = ProcessHandle.current().pid();
        ProcessMark.processesOf(cluster).forEach((pid, mark) -> {
            if (pid != self) {
                ProcessHandle.of(pid)
                        .filter(process -> ProcessMark.isBorneBy(process, mark))
                        .ifPresent(ProcessHandle::destroyForcibly);
            }
        });
    }
}
