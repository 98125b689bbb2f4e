package dev.raftbeat.bench;

import dev.raftbeat.files.KernelFile;
import dev.raftbeat.world.WorldException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What Linux says of a process: its processor time and its memory. */
final class ProcessUse {
    /** The kernel counts processor time in hundredths of a second for everybody who reads it here. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessUse() {}

    /** Processor time so far, user and system, in seconds. */
    static double cpuSeconds(long pid) {
        String stat = read(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    /** Resident memory in MiB, shared pages counted whole. */
    static double residentMebibytes(long pid) {
        return kibibytes(read(Path.of("/proc", Long.toString(pid), "status")), "VmRSS:") / 1024.0;
    }

    /** Resident memory in MiB, each shared page divided among those who share it. */
    static double proportionalMebibytes(long pid) {
        return kibibytes(read(Path.of("/proc", Long.toString(pid), "smaps_rollup")), "Pss:") / 1024.0;
    }

    /** Bytes that the loopback interface has carried, with all headers. */
    static long loopbackBytes() {
        for (String line : read(Path.of("/proc/net/dev")).split("\n")) {
            if (line.strip().startsWith("lo:")) {
                return Long.parseLong(line.strip().split("\\s+")[1]);
            }
        }
        throw new WorldException("there is no loopback interface in /proc/net/dev");
    }

    private static long kibibytes(String text, String field) {
        for (String line : text.split("\n")) {
            if (line.startsWith(field)) {
                return Long.parseLong(line.substring(field.length()).strip().split("\\s+")[0]);
            }
        }
        throw new WorldException("/proc does not tell " + field);
    }

    private static String read(Path file) {
        try {
            return KernelFile.text(file);
        } catch (IOException e) {
            throw new WorldException("these figures are read from Linux's /proc: " + e.getMessage(), e);
        }
    }

    /** The most that one of these processes uses. */
    static double most(List<Long> pids, ToDoubleFunction<Long> use) {
        return pids.stream().mapToDouble(use).max().orElse(0);
    }
}
