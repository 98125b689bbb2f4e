package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.StampedFact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written down can be read again, as far as it goes. */
class RunWriterTest {
    private static final Instant NOON = Instant.parse("2030-01-02T12:00:00.5Z");

    @TempDir
    private Path store;

    @Test
    void whatWasToldIsReadAgainAndACutLineIsCounted() throws IOException {
        List<StampedFact> told = History.booted(3).facts();
        RunWriter writer = RunWriter.create(store, "run", NOON);
        try (writer) {
            told.forEach(writer::tell);
        }
        Path facts = writer.folder().resolve(RunWriter.FACTS);
        byte[] whole = Files.readAllBytes(facts);
        Files.write(facts, Arrays.copyOf(whole, whole.length - 5), StandardOpenOption.TRUNCATE_EXISTING);
        RecordedFacts recorded = new RecordedFacts(List.of(facts));
        List<StampedFact> read = new ArrayList<>();
        recorded.tellTo(read::add);
        assertThat(read).isEqualTo(told.subList(0, told.size() - 1));
        assertThat(recorded.damaged()).isEqualTo(1);
    }

    @Test
    void eachRunHasAFolderOfItsOwnAndTheLinkPointsToTheNewest() throws IOException {
        Path first = create("leader kill/../x").folder();
        Path second = create("leader kill/../x").folder();
        assertThat(first.getParent()).isEqualTo(store.resolve("leader-kill-..-x"));
        assertThat(first.getFileName()).hasToString("20300102T120000.500Z");
        assertThat(second.getFileName()).hasToString("20300102T120000.500Z-2");
        assertThat(first.resolveSibling("latest").toRealPath()).isEqualTo(second.toRealPath());
    }

    @Test
    void noNameLeadsOutOfTheStore() throws IOException {
        for (String name : List.of("..", "../../etc", "", "/etc", ".hidden")) {
            assertThat(create(name).folder().getParent().getParent()).isEqualTo(store);
        }
    }

    private RunWriter create(String name) throws IOException {
        RunWriter writer = RunWriter.create(store, name, NOON);
        writer.close();
        return writer;
    }

    @Test
    void jsonIsQuotedAndIndented() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"b\"\\\n\u00e9");
        value.put("list", List.of(1, true, List.of()));
        value.put("nothing", null);
        value.put("map", Map.of());
        assertThat(JsonText.of(value)).isEqualTo("""
                {
                  "text": "a \\"b\\"\\\\\\u000a\u00e9",
                  "list": [
                    1,
                    true,
                    []
                  ],
                  "nothing": null,
                  "map": {}
                }
                """);
    }
}
