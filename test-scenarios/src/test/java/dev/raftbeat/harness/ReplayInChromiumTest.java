package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.bench.Browser;
import dev.raftbeat.page.ReplayPage;
import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The page that plays a run, under real keys and clicks: {@code src/test/page-tests}, by Playwright. */
@Tag("process")
@ExtendWith(Chromium.NodeCondition.class)
class ReplayInChromiumTest {
    private static final Path TESTS = Path.of("src/test/page-tests");
    private static final Path WORK = Path.of("target/page-tests");
    private static final int PATIENCE_SECONDS = 300;

    @TempDir
    private Path directory;

    @Test
    void keysClicksAndFingersDoWhatTheyShould() throws Exception {
        Path killed = RecordedPages.of("""
                cluster 3 seed 3
                run 2s
                kill n1
                run 2s
                restart n1
                cut n2 -> n1
                run 2s
                """, directory.resolve("store"));
        install();
        Process node = start(
                Map.of(
                        "CHROMIUM", Browser.find().orElseThrow().toString(),
                        "KILLED", killed.resolve(ReplayPage.PAGE).toString(),
                        "HOSTILE", hostile(killed).toString(),
                        "SCRATCH", directory.toString()),
                "node",
                "--test",
                "replay.test.mjs");
        assertThat(node.exitValue()).as(said()).isZero();
        assertThat(said()).containsPattern("(?m)^# pass [1-9]\\d").containsPattern("(?m)^# skipped 0");
    }

    /** What Playwright is made of, in the versions of the lock file. */
    private static void install() throws IOException, InterruptedException {
        Files.createDirectories(WORK);
        for (String file : List.of("package.json", "package-lock.json", "replay.test.mjs")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(TESTS.resolve(file)));
        }
        Process npm = start(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--prefer-offline");
        assertThat(npm.exitValue()).as(said()).isZero();
    }

    private static Process start(Map<String, String> told, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(WORK.toFile())
                .redirectErrorStream(true)
                .redirectOutput(WORK.resolve("said").toFile());
        builder.environment().putAll(told);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(said())
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return process;
    }

    private static String said() throws IOException {
        return Files.readString(WORK.resolve("said"));
    }

    /** The page of a recording whose texts are markup, with a long name and a line that cannot be read. */
    private static Path hostile(Path run) throws Exception {
        Path folder = Files.createDirectory(run.resolveSibling("<img src=x onerror=alert(1)>"));
        String facts = Files.readString(run.resolve("facts.ndjson"))
                .replaceAll("\\bn3\\b", "a-node-with-quite-a-long-name")
                .replace("\"text\":\"kill n1\"", "\"text\":\"</script><script>alert(2)</script>\\u2028\\n'\"")
                .replaceAll("\"sentence\":\"killed n1[^\"]*\"", "\"sentence\":\"<img src=x onerror=alert(3)>\"");
        assertThat(facts).contains("alert(2)", "alert(3)");
        int middle = facts.indexOf('\n', facts.length() / 2) + 1;
        Files.writeString(
                folder.resolve("facts.ndjson"),
                facts.substring(0, middle) + "{\"v\":1,<b>\n" + facts.substring(middle),
                StandardCharsets.UTF_8);
        return RunReport.of(Recording.open(folder)).writeReplay(folder);
    }
}
