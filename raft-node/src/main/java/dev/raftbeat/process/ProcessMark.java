package dev.raftbeat.process;

import dev.raftbeat.files.KernelFile;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The first argument of each process of a cluster: {@code -Draftbeat.mark=CLUSTER/NAME}. A number of a process is given
 * again to others, and a path may hold any character; the mark is neither, so it can be compared as it stands.
 */
public final class ProcessMark {
    private static final String PROPERTY = "raftbeat.mark";

    private static final String FOLDER = "-Draftbeat.cluster=";

    /** More than the paths of Java and of the folder and the mark take; the rest of a command line does not matter. */
    private static final int HEAD_BYTES = 16 * 1024;

    /** In which Java reads and writes command lines. */
    private static final Charset NATIVE = Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

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

    /** The argument that follows it: the folder of the cluster, which people see in the list of processes. */
    public static String folderArgument(Path folder) {
        return FOLDER + folder;
    }

    /** Whether the process runs and bears this mark. One that has ended and was not yet reaped bears none. */
    public static boolean isBorneBy(ProcessHandle process, String mark) {
        return arguments(process).stream().findFirst().equals(Optional.of(argument(mark)));
    }

    /** The folder of the cluster from which the process was started; empty when it bears no mark. */
    public static Optional<Path> folder(ProcessHandle process) {
        return arguments(process).stream()
                .skip(1)
                .findFirst()
                .filter(argument -> argument.startsWith(FOLDER))
                .map(argument -> Path.of(argument.substring(FOLDER.length())));
    }

    /** The processes of the cluster on this machine, stopped ones too: the mark of each, by its number. */
    public static SortedMap<Long, String> processesOf(String cluster) {
        String head = argumentHead(cluster);
        int start = head.length() - of(cluster, "").length();
        SortedMap<Long, String> found = new TreeMap<>();
        ProcessHandle.allProcesses()
                .forEach(process -> arguments(process).stream()
                        .findFirst()
                        .filter(argument -> argument.startsWith(head))
                        .ifPresent(argument -> found.put(process.pid(), argument.substring(start))));
        return found;
    }

    /** The first two, or none. */
    private static List<String> arguments(ProcessHandle process) {
        try {
            Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            String[] line = new String(KernelFile.head(commandLine, HEAD_BYTES), NATIVE).split("\0");
            return line.length > 2 ? List.of(line[1], line[2]) : List.of();
        } catch (IOException e) {
            // The process has gone, or this system has no such files: then Java knows another way, or nothing.
            return process.info()
                    .arguments()
                    .filter(line -> line.length > 1)
                    .map(line -> List.of(line[0], line[1]))
                    .orElse(List.of());
        }
    }
}
