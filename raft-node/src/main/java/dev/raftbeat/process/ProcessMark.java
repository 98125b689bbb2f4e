package dev.raftbeat.process;

import dev.raftbeat.files.KernelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first argument of each process of a cluster: {@code -Draftbeat.mark=CLUSTER/NAME}. A number of a process is given
 * again to others, and a path may hold any character; the mark is neither, so it can be compared as it stands.
 */
public final class ProcessMark {
    private static final String PROPERTY = "raftbeat.mark";

    /** Far more than the path of Java and the mark take; the rest of a command line does not matter. */
    private static final int HEAD_BYTES = 16 * 1024;

    private ProcessMark() {}

    /** The mark of one process: the cluster's id, a slash, and the process's name within the cluster. */
    public static String of(String cluster, String name) {
        return cluster + "/" + name;
    }

    /** The cluster's id in a mark. */
    public static String cluster(String mark) {
        return mark.substring(0, mark.indexOf('/'));
    }

    /** The argument with which a process bears the mark: its first, behind the path of Java. */
    public static String argument(String mark) {
        return "-D" + PROPERTY + "=" + mark;
    }

    /** What the argument of every process of the cluster begins with. */
    public static String argumentHead(String cluster) {
        return argument(of(cluster, ""));
    }

    /** The mark of this process; empty for one that no cluster started. */
    static Optional<String> own() {
        return Optional.ofNullable(System.getProperty(PROPERTY)).filter(mark -> mark.indexOf('/') > 0);
    }

    /** Whether the process runs and bears this mark. One that has ended and was not yet reaped bears none. */
    public static boolean isBorneBy(ProcessHandle process, String mark) {
        return firstArgument(process).equals(Optional.of(argument(mark)));
    }

    /** The processes of the cluster on this machine, stopped ones too: the mark of each, by its number. */
    public static SortedMap<Long, String> processesOf(String cluster) {
        String head = argumentHead(cluster);
        int start = head.length() - of(cluster, "").length();
        SortedMap<Long, String> found = new TreeMap<>();
        ProcessHandle.allProcesses()
                .forEach(process -> firstArgument(process)
                        .filter(argument -> argument.startsWith(head))
                        .ifPresent(argument -> found.put(process.pid(), argument.substring(start))));
        return found;
    }

    private static Optional<String> firstArgument(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            String[] line =
                    new String(KernelFile.head(commandLine, HEAD_BYTES), StandardCharsets.ISO_8859_1).split("\0");
            return line.length > 1 ? Optional.of(line[1]) : Optional.empty();
        } catch (IOException e) {
            // The process has gone, or this system has no such files: then Java knows another way, or nothing.
            return process.info()
                    .arguments()
                    .filter(arguments -> arguments.length > 0)
                    .map(arguments -> arguments[0]);
        }
    }
}
