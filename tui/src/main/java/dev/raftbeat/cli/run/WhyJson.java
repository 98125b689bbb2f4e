package dev.raftbeat.cli.run;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.why.CauseStep;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code raftbeat why} prints as JSON and CSV. Times are those of the facts, in nanoseconds. */
final class WhyJson {
    /** One explanation, as a row of CSV: {@code election} is 0 for a fact that is none. */
    record Row(String run, long election, Explanation explanation) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.data("run", Row::run),
            Column.data("election", row -> row.election() == 0 ? null : row.election()),
            Column.data("term", row -> row.explanation().term()),
            Column.data("fact", row -> row.explanation().of().id().toString()),
            Column.data("name", row -> row.explanation().of().fact().name()),
            Column.data("t_ns", row -> row.explanation().of().tNanos()),
            Column.data("originKind", row -> lower(row.explanation().origin().kind())),
            Column.data(
                    "originFact",
                    row -> row.explanation()
                            .origin()
                            .fact()
                            .map(fact -> fact.id().toString())),
            Column.data("sentence", row -> row.explanation().sentence()));

    private WhyJson() {}

    static Table<Row> table(List<Row> rows) {
        return new Table<>(COLUMNS, rows);
    }

    static Map<String, Object> of(String title, List<String> notes, Why why, List<Explanation> all) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", 1);
        root.put("run", title);
        root.put("notes", notes);
        root.put("elections", why.elections().count());
        root.put("campaigns", why.elections().campaigns());
        List<Object> list = new ArrayList<>();
        for (Explanation one : all) {
            list.add(of(why, one));
        }
        root.put("explained", list);
        return root;
    }

    private static Map<String, Object> of(Why why, Explanation one) {
        Map<String, Object> map = new LinkedHashMap<>();
        long number = why.election(one.of());
        map.put("fact", one.of().id());
        map.put("name", one.of().fact().name());
        map.put("t_ns", one.of().tNanos());
        map.put("election", number == 0 ? null : number);
        map.put("campaign", number == 0 ? null : why.rivals(one.of()).indexOf(one.of()) + 1);
        map.put("term", one.term().orElse(null));
        Map<String, Object> origin = new LinkedHashMap<>();
        origin.put("kind", lower(one.origin().kind()));
        origin.put("fact", one.origin().fact().map(fact -> fact.id().toString()).orElse(null));
        origin.put("text", one.origin().text());
        map.put("origin", origin);
        map.put("steps", steps(one));
        map.put("failover", one.failover().map(change -> of(change, one)).orElse(null));
        map.put("sentence", one.sentence());
        return map;
    }

    private static List<Object> steps(Explanation one) {
        List<Object> steps = new ArrayList<>();
        for (CauseStep step : one.steps()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("t_ns", step.tNanos());
            map.put("fact", step.fact().map(FactId::toString).orElse(null));
            map.put("text", step.text());
            steps.add(map);
        }
        return steps;
    }

    private static Map<String, Object> of(Failover change, Explanation one) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("from", change.from());
        map.put("to", change.to());
        map.put("judgement", lower(change.judgement()));
        map.put("how", lower(change.how()));
        map.put("duration_ns", change.durationNanos());
        map.put("text", one.judgement());
        return map;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
