package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.scenario.expect.Measure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page's table of measures is the code's. */
class ScenarioPageTest {
    @Test
    void everyMeasureStandsOnThePageWithItsMeaning() throws IOException {
        String page = Files.readString(Path.of("../docs/SCENARIOS.md"));
        for (Measure measure : Measure.values()) {
            assertThat(page).contains("| `" + measure.word() + "` | " + measure.meaning() + " |");
        }
    }
}
