package dev.raftbeat.harness;

import dev.raftbeat.files.WholeFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A wall clock that can be shifted while a process runs, by libfaketime: the process reads from a file how far its clock
 * is off. The monotonic clock, by which every timer of a node goes, stays what it is.
 */
final class FakeClock {
    private static final int LOOK_SECONDS = 1;

    private FakeClock() {}

    /** The library on this machine, if it is installed: Debian's package is {@code libfaketime}. */
    static Optional<Path> library() {
        List<Path> found = new ArrayList<>();
        for (String folder : List.of("/usr/lib", "/usr/lib64", "/usr/local/lib")) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(Path.of(folder))) {
                found.add(Path.of(folder, "faketime", "libfaketimeMT.so.1"));
                inside.forEach(path -> found.add(path.resolve("faketime").resolve("libfaketimeMT.so.1")));
            } catch (IOException e) {
                // No such folder here, or not for us: then the library is not in it.
                continue;
            }
        }
        return found.stream().filter(Files::isRegularFile).findFirst();
    }

    /**
     * What a process has to find in its environment.
     *
     * @param library where the process finds it
     * @param file where the process finds how far its clock is off; it need not exist yet
     */
    static Map<String, String> environment(Path library, Path file) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("LD_PRELOAD", library.toString());
        variables.put("FAKETIME_TIMESTAMP_FILE", file.toString());
        variables.put("FAKETIME_CACHE_DURATION", Integer.toString(LOOK_SECONDS));
        variables.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Without it, version 0.9.10 lets every timed wait of Java on Debian 12 end at once.
        variables.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        return variables;
    }

    /** Says in a file how far the clock is off, and answers when a process that runs has read it. */
    static void shift(Path file, long nanos) throws IOException {
        String seconds = BigDecimal.valueOf(nanos, 9).toPlainString();
        WholeFile.write(file, (nanos < 0 ? "" : "+") + seconds + "s\n", "a clock's error");
        LockSupport.parkNanos(LOOK_SECONDS * 1_100_000_000L);
    }
}
