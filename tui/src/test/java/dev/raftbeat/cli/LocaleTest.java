package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed is the same in every country: with other digits, points or small letters no program could read it. */
@Tag("process")
class LocaleTest {
    @TempDir
    private Path directory;

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
        String plain = in(List.of("-Duser.language=en", "-Duser.country=US"), args);
        for (List<String> java : List.of(
                List.of("-Duser.language=ar", "-Duser.country=EG"),
                List.of("-Duser.language=tr", "-Duser.country=TR"),
                List.of("-Duser.language=hi", "-Duser.country=IN", "-Duser.extensions=u-nu-deva"))) {
            assertThat(in(java, args)).as(java.toString()).isEqualTo(plain);
        }
    }

    private String in(List<String> locale, String... args) throws Exception {
        List<String> java = new ArrayList<>(locale);
        java.add("-XX:TieredStopAtLevel=1");
        return RaftbeatProcess.output(directory, java, ExitCodes.VALID, args);
    }
}
