package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.tla.ModelTrace;
import dev.raftbeat.tla.TraceModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * TLC, the model checker of TLA+, on the modules of docs/spec. It runs as a process of its own, because it ends the virtual
 * machine that it runs in.
 *
 * @param folder for copies of the modules and for what TLC writes
 */
record Tlc(Path folder) {
    private static final Path SPEC = SourceTree.ofThisCheckout().root().resolve("docs/spec");
    private static final Pattern AT = Pattern.compile("<<\"at\", (\\d+), (\\d+)>>");
    private static final Pattern DISTINCT = Pattern.compile("(\\d+) distinct states found, 0 states left on queue");

    /** Of the jar that the build names: another one would be another judge. */
    private static final String SHA_256 = "fc0a7b69b35076b4aeef54228a62fce9ca035f81a19619f5ed3f023f78c803b3";

    /** What TLC said. */
    record Said(List<String> lines) {
        /** How many different states there are. */
        long distinctStates() {
            return lines.stream()
                    .map(DISTINCT::matcher)
                    .filter(Matcher::find)
                    .mapToLong(found -> Long.parseLong(found.group(1)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(this));
        }

        boolean foundNoError() {
            return lines.stream().anyMatch(line -> line.contains("No error has been found"));
        }

        /** For each run, from 1, the number of the first fact that the model could not do; one past the end if it did all. */
        Map<Integer, Integer> reached() {
            assertThat(foundNoError()).as(toString()).isTrue();
            Map<Integer, Integer> reached = new TreeMap<>();
            lines.stream()
                    .map(AT::matcher)
                    .filter(Matcher::matches)
                    .forEach(found -> reached.merge(
                            Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)), Math::max));
            return reached;
        }

        @Override
        public String toString() {
            return String.join(
                    "\n",
                    lines.stream().filter(line -> !AT.matcher(line).matches()).toList());
        }
    }

    private static Path jar() {
        try {
            Path jar = Path.of(tlc2.TLC
                    .class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
            assertThat(HexFormat.of().formatHex(hash)).as(jar.toString()).isEqualTo(SHA_256);
            return jar;
        } catch (URISyntaxException | IOException | NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The configuration that stands beside a module in docs/spec. */
    static String configuration(String module) {
        return read(SPEC.resolve(module + ".cfg"));
    }

    /** How far the model comes with each of these runs. */
    Said trace(List<ModelTrace> runs) {
        write(TraceModule.NAME + ".tla", TraceModule.of(runs));
        return check("Trace", configuration("Trace"));
    }

    /** Checks a module of docs/spec under this configuration. */
    Said check(String module, String configuration) {
        for (String name : List.of("Election", "States", "Trace")) {
            write(name + ".tla", read(SPEC.resolve(name + ".tla")));
        }
        write(module + ".cfg", configuration);
        Path out = folder.resolve("said.txt");
        try {
            Process tlc = new ProcessBuilder(command(module))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            try {
                assertThat(tlc.waitFor(10, TimeUnit.MINUTES)).as("TLC ends").isTrue();
            } finally {
                tlc.destroyForcibly();
            }
            return new Said(Files.readAllLines(out));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private List<String> command(String module) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseParallelGC",
                "-Xmx1g",
                "-Xss16m",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                jar().toString(),
                "tlc2.TLC",
                "-workers",
                "2",
                "-nowarning",
                "-metadir",
                folder.resolve("states").toString(),
                "-config",
                module + ".cfg",
                module);
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
