package dev.raftbeat.page;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A run that goes on, for pages that follow it: what has come since they were told last. It remembers the run back to a
 * moment, so that memory stays bounded here and in every browser: when there are {@value #ENTRIES_MAX} entries, the
 * earlier half is forgotten, and each page begins anew. Not for use by two threads.
 */
public final class LiveColumns {
    static final int ENTRIES_MAX = 400_000;
    /** So many facts do explanations rest on. */
    private static final int EXPLAINING_MAX = 50_000;

    private static final int ELECTIONS_MAX = 50;
    /** What became of an election is told for a while after it. */
    private static final int UNSETTLED_TIMES = 3;

    private final String title;
    private final int entriesMax;
    private final PageFold run;
    private final Excerpt excerpt = new Excerpt(Excerpt.ELECTIONS, EXPLAINING_MAX);
    /** What is no column, and the number of the change that made it what it is. */
    private final Map<String, Part> parts = new TreeMap<>();

    private long changes;
    private long era;
    private int unsettled = 1;

    private record Part(Object value, long change) {}

    /**
     * What somebody has been told.
     *
     * @param run which of the runs that are shown one after another
     * @param era how often the earlier half was forgotten
     * @param facts how many facts
     * @param changes how many changes of what is no column
     */
    public record Place(long run, long era, long facts, long changes) {
        /** Nothing. */
        public static final Place NOTHING = new Place(0, 0, 0, 0);

        /** Reads {@link #toString}; whatever else is nothing. */
        public static Place parse(String text) {
            if (!text.matches("\\d{1,18}(-\\d{1,18}){3}")) {
                return NOTHING;
            }
            String[] numbers = text.split("-");
            return new Place(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        }

        @Override
        public String toString() {
            return run + "-" + era + "-" + facts + "-" + changes;
        }
    }

    public LiveColumns(String title, List<NodeId> members) {
        this(title, members, ENTRIES_MAX);
    }

    LiveColumns(String title, List<NodeId> members, int entriesMax) {
        this.title = title;
        this.entriesMax = entriesMax;
        run = new PageFold(members);
        judged();
    }

    public void hear(StampedFact fact) {
        run.tell(fact);
        excerpt.tell(fact);
        boolean role = fact.fact() instanceof RoleFact
                && !(fact.fact() instanceof HeartbeatHeard)
                && !(fact.fact() instanceof BecameFollower);
        unsettled = role ? UNSETTLED_TIMES : unsettled;
        if (run.size() > entriesMax) {
            run.forgetHalf();
            era++;
            say("Only what happened since " + Amounts.moment(run.from() * 1000) + " is held.");
        }
    }

    /** How many entries are held, about. */
    int size() {
        return run.size();
    }

    /** Time has passed, though nothing has happened. */
    public void pass(long nanos) {
        run.pass(nanos);
    }

    /** The latest time that was told of, since the beginning of the run. */
    public long micros() {
        return run.newest();
    }

    /** Says something about the run above the page, in place of what was said before. */
    public void say(String words) {
        change("word", words);
    }

    /** Draws conclusions; to be called once a second or so, because it takes a while. */
    public void settle() {
        judged();
        if (unsettled > 0) {
            unsettled--;
            Why why = new Why(excerpt);
            List<StampedFact> campaigns =
                    why.campaigns().stream().filter(excerpt::isWhole).toList();
            change(
                    "elections",
                    campaigns.subList(Math.max(0, campaigns.size() - ELECTIONS_MAX), campaigns.size()).stream()
                            .map(campaign -> PageParts.election(run, why.explain(campaign), campaign))
                            .toList());
        }
    }

    private void judged() {
        change("checks", PageParts.checks(run, run.judge().lamps()));
    }

    private void change(String name, Object value) {
        Part before = parts.get(name);
        if (before == null || !before.value.equals(value)) {
            changes++;
            parts.put(name, new Part(value, changes));
        }
    }

    /** @param number of the run, among those that are shown one after another, from 1 */
    public Place place(long number) {
        return new Place(number, era, run.facts(), changes);
    }

    /** Whether a page that was told this much needs only what has been added since. */
    public boolean goesOnFrom(Place told, long number) {
        return told.run == number && told.era == era && told.facts <= run.facts() && told.changes <= changes;
    }

    /** What has been added since, as text that a page unpacks; everything for {@link Place#NOTHING}. */
    public String since(Place told) {
        return PageParts.packed(piece(told));
    }

    Map<String, Object> piece(Place told) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("title", title);
        all.putAll(run.since(told.facts));
        parts.forEach((name, part) -> {
            if (part.change > told.changes) {
                all.put(name, part.value);
            }
        });
        return all;
    }
}
