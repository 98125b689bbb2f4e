package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One package of npm, pinned by the hash of its archive. It runs nothing of what is in it, and takes nothing that it names. */
final class NpmPackage {
    private static final Path KEPT = Path.of("target", "npm");
    private static final int PATIENCE_SECONDS = 300;

    private NpmPackage() {}

    /** Whether there is a program to fetch one with. */
    static boolean isThere() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "npm")));
    }

    /**
     * A file of it, which is fetched once.
     *
     * @param hash of the archive, as a lock file writes it
     */
    static Path file(String name, String version, String hash, String file) throws Exception {
        Path archive = KEPT.resolve(name + "-" + version + ".tgz");
        Files.createDirectories(KEPT);
        if (!Files.exists(archive)) {
            run(List.of("npm", "pack", "--silent", "--ignore-scripts", name + "@" + version));
        }
        byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
        assertThat("sha512-" + Base64.getEncoder().encodeToString(digest))
                .as("the hash of %s", archive)
                .isEqualTo(hash);
        run(List.of("tar", "-xzf", archive.getFileName().toString(), file));
        return KEPT.resolve(file).toAbsolutePath();
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(KEPT.toFile())
                .redirectErrorStream(true)
                .redirectOutput(KEPT.resolve("said").toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s", command)
                    .isTrue();
            assertThat(process.exitValue())
                    .as(Files.readString(KEPT.resolve("said")))
                    .isZero();
        } finally {
            process.destroyForcibly();
        }
    }
}
