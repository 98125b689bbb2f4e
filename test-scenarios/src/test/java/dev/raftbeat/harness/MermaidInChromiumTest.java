package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.export.MermaidDiagram;
import dev.raftbeat.export.TimeRange;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.spacetime.SpaceTime;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import dev.raftbeat.wire.StrictJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** Mermaid itself parses and draws what is exported for it. */
@Tag("process")
@ExtendWith({Chromium.Condition.class, MermaidInChromiumTest.Condition.class})
class MermaidInChromiumTest {
    private static final Path SCENARIOS = Path.of("src", "main", "resources", "scenarios");
    private static final String VERSION = "12.3.0";
    private static final String HASH =
            "sha512-4113TdXeLAsMruJ79OpFL5O8+LTFXhQqZ260rF3tgUmiNAtRm4Uume04I+65PRN6yZ69J4f8rVYWW8zRk65UYw==";

    /** What is wrong with each diagram, or that it is drawn. */
    private static final String SCRIPT = """
            mermaid.initialize({startOnLoad: false});
            (async () => {
              for (const [place, text] of diagrams.entries()) {
                const said = document.createElement('p');
                try {
                  await mermaid.parse(text);
                  const drawn = await mermaid.render('diagram' + place, text);
                  said.textContent = 'drawn: ' + (drawn.svg.split('class="messageText"').length - 1);
                } catch (wrong) {
                  said.textContent = 'refused: ' + wrong;
                }
                document.body.appendChild(said);
              }
            })();
            """;

    @TempDir
    private Path directory;

    private Chromium browser;

    /** Passes tests over where there is no npm; not in CI. */
    static final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return "true".equals(System.getenv("CI")) || NpmPackage.isThere()
                    ? ConditionEvaluationResult.enabled("Mermaid can be fetched, or must be")
                    : ConditionEvaluationResult.disabled("there is no npm to fetch Mermaid with");
        }
    }

    @BeforeEach
    void open() throws Exception {
        browser = Chromium.in(Files.createDirectory(directory.resolve("scratch")));
    }

    private List<String> seen(List<String> diagrams) throws Exception {
        Path mermaid = NpmPackage.file("mermaid", VERSION, HASH, "package/dist/mermaid.min.js");
        Files.writeString(
                directory.resolve("diagrams.js"),
                "const diagrams = " + StrictJson.STANDARD.line(diagrams) + ";\n" + SCRIPT);
        Path page = Files.writeString(
                directory.resolve("page.html"),
                "<!DOCTYPE html><meta charset=\"utf-8\"><body><script src=\"" + mermaid.toUri()
                        + "\"></script><script src=\"diagrams.js\"></script>");
        return browser.open(page)
                .page()
                .lines()
                .flatMap(line -> Stream.of(line.split("<p>")).skip(1))
                .map(line -> line.replaceAll("</p>.*", ""))
                .toList();
    }

    private static List<Path> scenarios() throws Exception {
        try (Stream<Path> all = Files.walk(SCENARIOS)) {
            return all.filter(file -> file.toString().endsWith(".scenario"))
                    .sorted()
                    .filter(file -> Math.floorMod(file.getFileName().toString().hashCode(), 4) == 0)
                    .toList();
        }
    }

    /** The last election of the first cluster of a file, as a diagram; nothing where it has none. */
    private static List<String> diagram(Path file) throws Exception {
        Scenario scenario = ScenarioParser.parse(file.toString(), Files.readAllBytes(file));
        List<Excerpt> told = new ArrayList<>();
        Object ignored = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                .run(scenario, OptionalLong.empty(), 1, new ScenarioRunner.Listener() {
                    @Override
                    public FactSink begins(Scenario of, Trial trial, int number, long seed) {
                        Excerpt excerpt = new Excerpt(Excerpt.ELECTIONS, 1_000_000);
                        told.add(excerpt);
                        return excerpt;
                    }
                });
        Why why = new Why(told.get(0));
        if (why.campaigns().isEmpty()) {
            return List.of();
        }
        List<StampedFact> about = why.rivals(why.campaigns().get(why.campaigns().size() - 1));
        TimeRange range = TimeRange.of(why.facts(), about, OptionalLong.empty());
        return List.of(MermaidDiagram.of(
                "run #1; of \"<b>" + file + "</b>\" %%{init: {}}%%",
                "The last; election $$x$$ of `it` & <i>more</i>",
                SpaceTime.within(why.facts(), range.fromNanos(), range.toNanos()),
                about.stream().map(why::explain).toList(),
                why.zeroNanos()));
    }

    @Test
    void itDrawsTheElectionsOfTheSuiteAndNoticesWhatIsNone() throws Exception {
        List<String> diagrams = new ArrayList<>();
        for (Path file : scenarios()) {
            diagrams.addAll(diagram(file));
        }
        assertThat(diagrams).hasSizeGreaterThan(10);
        diagrams.add(diagrams.get(0).replace(", term", "; term"));
        List<String> seen = seen(diagrams);
        assertThat(seen).hasSameSizeAs(diagrams);
        for (int i = 0; i < diagrams.size() - 1; i++) {
            long arrows = diagrams.get(i)
                    .lines()
                    .filter(line -> line.matches("    p\\d+-\\S+: .*"))
                    .count();
            assertThat(seen.get(i)).as(diagrams.get(i)).isEqualTo("drawn: " + arrows);
        }
        assertThat(seen).last().asString().startsWith("refused: ");
    }
}
