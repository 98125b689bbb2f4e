package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command in a Java of its own. */
final class RaftbeatProcess {
    private static final int PATIENCE_SECONDS = 240;

    private RaftbeatProcess() {}

    /** @param java options of Java, before those that it needs */
    static ProcessBuilder of(Path directory, List<String> java, List<String> args) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(args);
        return new ProcessBuilder(command).directory(directory.toFile());
    }

    /** Runs it to its end, which must be with this code; answers what it wrote to its standard output. */
    static String output(Path directory, List<String> java, int code, String... args)
            throws IOException, InterruptedException {
        Process process = of(directory, java, List.of(args))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isEqualTo(code);
        return out;
    }
}
