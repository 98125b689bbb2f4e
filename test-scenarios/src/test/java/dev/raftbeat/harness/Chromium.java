package dev.raftbeat.harness;

import dev.raftbeat.bench.Browser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A headless browser that opens files, and tells what is on the page and what its console said. */
final class Chromium {
    private static final int PATIENCE_SECONDS = 60;

    private final Path program;
    private final Path scratch;

    private Chromium(Path program, Path scratch) {
        this.program = program;
        this.scratch = scratch;
    }

    /**
     * @param page as it stands after it has been laid out
     * @param console what the browser's console said
     */
    record Seen(String page, List<String> console) {}

    /** Passes tests over where there is no browser; not in CI, where that would hide that nothing was tested. */
    static class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if ("true".equals(System.getenv("CI"))) {
                return ConditionEvaluationResult.enabled("in CI they must run");
            }
            return Browser.find().isEmpty()
                    ? ConditionEvaluationResult.disabled("there is no Chromium to open a page with: install the"
                            + " package chromium, or put google-chrome on the PATH")
                    : ConditionEvaluationResult.enabled("there is a browser");
        }
    }

    /** The same where what drives the browser is not there. */
    static final class NodeCondition extends Condition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            ConditionEvaluationResult browser = super.evaluateExecutionCondition(context);
            boolean there = Browser.onPath(List.of("npm")).isPresent()
                    && Browser.onPath(List.of("node")).isPresent();
            return browser.isDisabled() || there || "true".equals(System.getenv("CI"))
                    ? browser
                    : ConditionEvaluationResult.disabled("there is no Node.js: install the packages nodejs and npm");
        }
    }

    static Chromium in(Path scratch) {
        return new Chromium(
                Browser.find().orElseThrow(() -> new IllegalStateException("there is no Chromium on the PATH")),
                scratch);
    }

    /** Opens a file. */
    Seen open(Path file) throws IOException, InterruptedException {
        return open(file, "");
    }

    /** Opens an address, until its page waits for nothing more. */
    Seen open(String address) throws IOException, InterruptedException {
        return seen(address);
    }

    /** Opens a file at a place in it, and lets its script finish. */
    Seen open(Path file, String fragment) throws IOException, InterruptedException {
        return seen(file.toUri() + fragment);
    }

    private Seen seen(String address) throws IOException, InterruptedException {
        Path page = scratch.resolve("page");
        List<String> said = run(page, "--virtual-time-budget=20000", "--dump-dom", address);
        List<String> console =
                said.stream().filter(line -> line.contains("CONSOLE")).toList();
        return new Seen(Files.readString(page, StandardCharsets.UTF_8), console);
    }

    /** Takes a picture of a file's first screenful, as PNG. */
    Path picture(Path file, int width, int height, boolean dark) throws IOException, InterruptedException {
        Path picture = scratch.resolve("picture-" + width + "-" + dark + ".png");
        run(
                scratch.resolve("words"),
                "--screenshot=" + picture,
                "--window-size=" + width + "," + height,
                "--blink-settings=preferredColorScheme=" + (dark ? 0 : 1),
                file.toUri().toString());
        return picture;
    }

    private List<String> run(Path out, String... args) throws IOException, InterruptedException {
        Path errors = scratch.resolve("errors");
        Path profile = Files.createTempDirectory(scratch, "profile");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(Browser.OPTIONS);
        command.addAll(List.of("--hide-scrollbars", "--enable-logging=stderr"));
        command.add("--user-data-dir=" + profile);
        command.addAll(List.of(args));
        Process browser = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            if (!browser.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || browser.exitValue() != 0) {
                throw new IllegalStateException("the browser did not end well: " + Files.readString(errors));
            }
        } finally {
            browser.descendants().forEach(ProcessHandle::destroyForcibly);
            browser.destroyForcibly();
        }
        return Files.readAllLines(errors, StandardCharsets.UTF_8);
    }
}
