package dev.raftbeat.harness;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.List;

/**
 * Calls that open whatever bears a name, a named pipe or a device too, and read it to an end that may never come; or that
 * write to it, through a link too, and leave half a file when they are broken off.
 */
final class DirectFileUse {
    private static final List<String> CALLS = List.of(
            "java.nio.file.Files.readString",
            "java.nio.file.Files.readAllLines",
            "java.nio.file.Files.readAllBytes",
            "java.nio.file.Files.newBufferedReader",
            "java.nio.file.Files.lines",
            "java.nio.file.Files.newInputStream",
            "java.nio.file.Files.newByteChannel",
            "java.nio.file.Files.copy",
            "java.nio.file.Files.write",
            "java.nio.file.Files.writeString",
            "java.nio.file.Files.newBufferedWriter",
            "java.nio.file.Files.newOutputStream",
            "java.lang.ProcessBuilder$Redirect.appendTo",
            "java.lang.ProcessBuilder$Redirect.to",
            "java.nio.channels.FileChannel.open",
            "java.nio.channels.AsynchronousFileChannel.open");

    /** Their constructors open a file, unless they are given one that is open. */
    private static final List<String> OPENERS = List.of(
            "java.io.FileInputStream",
            "java.io.FileReader",
            "java.io.RandomAccessFile",
            "java.util.Scanner",
            "java.io.FileOutputStream",
            "java.io.FileWriter",
            "java.io.PrintWriter",
            "java.io.PrintStream");

    private static final List<String> NAMES = List.of("java.io.File", "java.lang.String", "java.nio.file.Path");

    private DirectFileUse() {}

    static boolean call(JavaAccess<?> access) {
        String owner = access.getTargetOwner().getName();
        return CALLS.contains(owner + "." + access.getName())
                || OPENERS.contains(owner)
                        && access.getName().equals("<init>")
                        && access.getTarget() instanceof CodeUnitAccessTarget target
                        && NAMES.contains(target.getRawParameterTypes().get(0).getName());
    }
}
