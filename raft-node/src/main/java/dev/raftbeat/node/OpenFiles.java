package dev.raftbeat.node;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** How many files and sockets this process may have open. */
final class OpenFiles {
    /** With fewer, a node starts and then fails at whatever it opens next. */
    static final long LEAST = 128;

    private OpenFiles() {}

    /** What is wrong with so many, as a sentence about a node; nothing where they are enough. */
    static Optional<String> trouble(long most) {
        return most >= LEAST
                ? Optional.empty()
                : Optional.of(
                        "may open only " + most + " files here, and needs " + LEAST + "; raise it: ulimit -n 1024");
    }

    /** As many as the system allows; very many where it does not say. */
    static long most() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : Long.MAX_VALUE;
    }
}
