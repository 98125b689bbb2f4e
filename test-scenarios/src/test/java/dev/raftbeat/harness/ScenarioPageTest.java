package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.scenario.Rewriting;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioResult;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on scenarios says nothing that is not so. */
class ScenarioPageTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\w*)\\n(.*?)```", Pattern.DOTALL);
    private static final Path PAGE = SourceTree.ofThisCheckout().root().resolve("docs/SCENARIOS.md");

    /** Blocks of sentences are left empty on the page, for shortness: they are filled as {@code --rewrite} does. */
    @Test
    void everyBlockOnThePageHolds() throws IOException, ScenarioSyntaxException {
        List<String> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(Files.readString(PAGE));
        while (matcher.find()) {
            if (matcher.group(1).equals("scenario")) {
                blocks.add(matcher.group(2));
            } else {
                assertThat(matcher.group(2)).as("runs by no test").doesNotContainPattern("(?m)^cluster ");
            }
        }
        assertThat(blocks).hasSizeGreaterThan(2);
        for (String block : blocks) {
            ScenarioResult first = run(block);
            ScenarioResult result = block.contains("----\n----") ? run(Rewriting.of(first)) : first;
            assertThat(result.verdict())
                    .as(() -> block + ScenarioFiles.failures(result))
                    .isEqualTo(Verdict.VALID);
        }
    }

    private static ScenarioResult run(String text) throws ScenarioSyntaxException {
        return ScenarioFilesTest.SIM.run(ScenarioParser.parse("SCENARIOS.md", text), 1);
    }

    @Test
    void everyScenarioIsInTheTable() throws IOException {
        String page = Files.readString(PAGE);
        for (Path file : ScenarioFiles.all()) {
            String name = ScenarioFiles.FOLDER.relativize(file).toString().replace(".scenario", "");
            boolean inFamily =
                    List.of("latency-", "loss-", "-disk-of-").stream().anyMatch(name::contains);
            if (!inFamily && ScenarioFiles.isOfTheTable(file)) {
                assertThat(page).contains("| `" + name + "` |");
            }
            Matcher id =
                    Pattern.compile("S\\d\\d").matcher(ScenarioFiles.read(file).text());
            assertThat(id.find()).as(file + " names its row").isTrue();
            assertThat(page).contains("| " + id.group());
        }
    }
}
