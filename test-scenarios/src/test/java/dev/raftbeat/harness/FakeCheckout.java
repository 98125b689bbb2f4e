package dev.raftbeat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A checkout that holds the real launcher and nothing else that is real: Java and Maven are scripts that write down how
 * they were called. So each start takes milliseconds, and a machine without Java can be had.
 */
final class FakeCheckout {

    /** What one start of the launcher came to. */
    record Ended(int code, String out, String err) {}

    private static final List<String> TOOLS = List.of(
            "bash",
            "cat",
            "dirname",
            "find",
            "grep",
            "locale",
            "mkdir",
            "mv",
            "ps",
            "readlink",
            "rm",
            "sed",
            "sleep",
            "stty",
            "touch");

    private static final String JAVA = """
            #!/usr/bin/env bash
            printf '%s\\n' "$*" >>"$(dirname "$0")/../java.log"
            printf '%s\\n' "${LC_ALL:-} ${LC_CTYPE:-} ${RAFTBEAT_LOCALE:-}" >>"$(dirname "$0")/../locale.log"
            case $* in
              *train-archive) exit 0 ;;
              *' wait') trap 'echo told; exit 143' TERM; echo waiting; while :; do sleep 0.05; done ;;
            esac
            exit "${!#}"
            """;

    private static final String MAVEN = """
            #!/usr/bin/env bash
            printf '%s\\n' "$*" >>"@ROOT@/mvn.log"
            sleep 0.3
            [ -e "@ROOT@/broken" ] && echo '[ERROR] it does not compile' && exit 1
            rm -rf tui/target/dist
            mkdir -p tui/target/dist/lib
            touch tui/target/dist/lib/tui-0.1.0.jar
            """;

    final Path root;
    private final Path bin;

    FakeCheckout(Path directory) throws IOException {
        root = Files.createDirectories(directory.toRealPath().resolve("check out"));
        bin = Files.createDirectories(directory.toRealPath().resolve("bin"));
        Files.createDirectories(root.resolve("tui/src/main/java"));
        Files.writeString(root.resolve("pom.xml"), "");
        Files.writeString(source(), "");
        String launcher = Files.readString(SourceTree.ofThisCheckout().root().resolve("raftbeat"));
        // The usual folders of this machine may hold a Java.
        script(
                root.resolve("raftbeat"),
                launcher.replaceAll("(?m)(^ +|[ \"])/(usr/l|usr/j|opt|Library)", "$1/none/$2"));
        for (String tool : TOOLS) {
            script(bin.resolve(tool), "#!/bin/sh\nexec '" + real(tool) + "' \"$@\"\n");
        }
        maven();
    }

    Path source() {
        return root.resolve("tui/src/main/java/Some.java");
    }

    Path bin() {
        return bin;
    }

    /** Makes a Java home that says that it has this version. */
    Path java(String version) throws IOException {
        Path home = Files.createDirectories(bin.resolveSibling("jdk-" + version).resolve("bin"))
                .getParent();
        script(home.resolve("bin/java"), JAVA);
        script(home.resolve("bin/javac"), "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    void maven() throws IOException {
        script(bin.resolve("mvn"), MAVEN.replace("@ROOT@", root.toString()));
    }

    /** A file that is newer than all that was built. */
    void edit(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    /** A file as old as it was before the build. */
    void age(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    void ageSources() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> !f.toString().contains("target")).toList()) {
                age(file);
            }
        }
    }

    List<String> log(Path file) throws IOException {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Files.readAllLines(file) : List.of();
    }

    List<String> builds() throws IOException {
        return log(root.resolve("mvn.log"));
    }

    Process start(Map<String, String> environment, Path launcher, String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(args));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(root.getParent().toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", root.resolve("nobody").toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ended run(Path javaHome, String... args) throws Exception {
        return end(start(Map.of("JAVA_HOME", javaHome.toString()), root.resolve("raftbeat"), args));
    }

    static Ended end(Process process) throws Exception {
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes());
        String err = new String(process.getErrorStream().readAllBytes());
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end");
        }
        return new Ended(process.exitValue(), out, err);
    }

    static void script(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path real(String tool) {
        for (String folder : System.getenv("PATH").split(":")) {
            Path file = Path.of(folder, tool);
            if (Files.isExecutable(file)) {
                return file;
            }
        }
        throw new UncheckedIOException(new IOException("no " + tool + " on the PATH"));
    }
}
