package dev.raftbeat.page;

import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.wire.StrictJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** What is said of a run beside its columns, and how all of it travels: as JSON, compressed, in letters. */
final class PageParts {
    private PageParts() {}

    static String packed(Map<String, Object> all) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(StrictJson.STANDARD.line(all).getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Under these names, in their order: the same run makes the same page in every process. */
    static Map<String, Object> group(Map<String, Object> columns) {
        return new TreeMap<>(columns);
    }

    /** What each check says. */
    static List<Map<String, Object>> checks(PageFold run, List<Judge.Lamp> lamps) {
        return lamps.stream().map(lamp -> check(run, lamp)).toList();
    }

    private static Map<String, Object> check(PageFold run, Judge.Lamp lamp) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", lamp.id());
        one.put("title", lamp.title());
        one.put("sentence", lamp.sentence());
        one.put("verdict", lamp.verdict().name().toLowerCase(Locale.ROOT));
        one.put("judged", lamp.judged());
        one.put(
                "violations",
                lamp.violations().stream()
                        .map(violation -> group(Map.of(
                                "t",
                                violation.facts().stream()
                                        .mapToLong(fact -> run.micros(fact.tNanos()))
                                        .max()
                                        .orElse(0),
                                "text",
                                violation.sentence())))
                        .toList());
        return one;
    }

    /** Why somebody asked for votes. */
    static Map<String, Object> election(PageFold run, Explanation told, StampedFact campaign) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("t", run.micros(campaign.tNanos()));
        one.put("node", run.place(campaign.node()));
        one.put("term", told.term().orElse(0L));
        one.put("what", told.what());
        one.put("steps", told.texts());
        one.put(
                "times",
                told.steps().stream().map(step -> run.micros(step.tNanos())).toList());
        one.put("verdict", told.verdict());
        return one;
    }
}
