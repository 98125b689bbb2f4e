package dev.raftbeat.scenario;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.record.RunWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes every run down: its facts, its results and the scenario. Each cluster of a file is a run of its own. */
public final class Recorder implements ScenarioRunner.Listener {
    private final Path store;
    private final String world;
    private final String options;
    private final List<Path> written = new ArrayList<>();
    private RunWriter open;

    /**
     * @param store the folder that holds all recordings
     * @param world the word for where they are run
     * @param options what else the command that repeats a run must be given; may be empty
     */
    public Recorder(Path store, String world, String options) {
        this.store = store;
        this.world = world;
        this.options = options;
    }

    /** The folders of the recordings, in the order in which they were made. */
    public List<Path> written() {
        return List.copyOf(written);
    }

    /** @throws UncheckedIOException when the folder cannot be made */
    @Override
    public FactSink begins(Scenario scenario, Trial trial, int number, long seed) {
        String name = scenario.trials().size() == 1 ? scenario.name() : scenario.name() + "." + number;
        try {
            open = RunWriter.create(store, name, Instant.now());
            return open;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws UncheckedIOException when not everything could be written */
    @Override
    public void ended(Scenario scenario, TrialResult result, int number) {
        try (RunWriter writer = open) {
            writer.file(RunWriter.SCENARIO, scenario.text());
            writer.finish(json(scenario, result));
            written.add(writer.folder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> json(Scenario scenario, TrialResult result) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", 1);
        root.put("scenario", scenario.name());
        root.put("file", scenario.file());
        root.put("cluster", result.trial().text());
        root.put("world", world);
        root.put("seed", result.seed());
        root.put("verdict", lower(result.verdict()));
        root.put("replay", new ScenarioResult(scenario, world, List.of(result)).replay(result.seed()) + options);
        List<Object> findings = new ArrayList<>();
        for (Finding finding : result.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("line", finding.line());
            one.put("text", finding.text());
            one.put("verdict", lower(finding.verdict()));
            one.put("reason", finding.reason());
            one.put("value", finding.value().isPresent() ? finding.value().getAsDouble() : null);
            findings.add(one);
        }
        root.put("findings", findings);
        return root;
    }

    private static String lower(Enum<?> verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }
}
