package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is the same in every country: with other digits, points or small letters no program could read it. */
@Tag("process")
class LocaleTest {
    @TempDir
    private Path directory;

    private String raftbeat(List<String> java, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(java);
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        command.add(Main.class.getName());
        command.addAll(List.of(args));
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                // How far it has come, and after how long, is told there.
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(240, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isEqualTo(ExitCodes.VALID);
        return out;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run kill.scenario --seeds 3",
                "checklist --nodes 1000 --rtt 40ms --loss 2%",
                "detectors --network lan --beats 2000",
                "zoo"
            })
    void allIsPrintedAlikeInEveryCountry(String line) throws Exception {
        Files.writeString(directory.resolve("kill.scenario"), """
                cluster 3
                run until stable
                kill leader
                run 20E
                expect leader-changes == 1
                """);
        String[] args = line.split(" ");
        String plain = raftbeat(List.of("-Duser.language=en", "-Duser.country=US"), args);
        for (List<String> java : List.of(
                List.of("-Duser.language=ar", "-Duser.country=EG"),
                List.of("-Duser.language=tr", "-Duser.country=TR"),
                List.of("-Duser.language=hi", "-Duser.country=IN", "-Duser.extensions=u-nu-deva"))) {
            assertThat(raftbeat(java, args)).as(java.toString()).isEqualTo(plain);
        }
    }
}
