package dev.raftbeat.bench;

import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time went from the timer to the leader, over several elections. */
final class CampaignTable {
    private static final String TOTAL = "timer to leader";
    private static final long TARGET_MEDIAN_NANOS = 8_000_000;
    private static final long TARGET_P95_NANOS = 20_000_000;

    /** In the order in which they follow each other. */
    private final Map<String, Distribution> steps = new LinkedHashMap<>();

    void add(FailoverLog.Failover failover) {
        failover.campaign().ifPresent(campaign -> {
            step("timer lateness").add(campaign.latenessNanos());
            step("PreVote round").add(campaign.preVoteNanos());
            step("own save").add(campaign.ownSaveNanos());
            step("vote round").add(campaign.voteNanos());
            campaign.voterSaveNanos().ifPresent(step("voter's save")::add);
            step(TOTAL).add(campaign.totalNanos());
            step("telling a quorum").add(failover.followedNanos() - failover.electedNanos());
        });
    }

    private Distribution step(String name) {
        return steps.computeIfAbsent(name, ignored -> new Distribution());
    }

    /** For people: a line for each step, the target behind the total. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        steps.forEach((name, times) -> {
            lines.add(String.format(Locale.ROOT, "      %-34s%s", name + ":", times));
            if (name.equals(TOTAL)) {
                lines.add(String.format(Locale.ROOT, "      %-34s%s", "target, at most:", target(times)));
            }
        });
        return lines;
    }

    private static String target(Distribution times) {
        boolean met = times.medianMillis() * 1e6 <= TARGET_MEDIAN_NANOS && times.p95Millis() * 1e6 <= TARGET_P95_NANOS;
        return "median " + Amounts.time(TARGET_MEDIAN_NANOS) + ", p95 " + Amounts.time(TARGET_P95_NANOS)
                + (met ? " (met)" : " (missed)");
    }

    /**
     * For programs.
     *
     * @param what was done to the leaders, as the names of figures begin
     */
    List<BenchValue> measures(int nodes, String what) {
        List<BenchValue> all = new ArrayList<>();
        steps.forEach((name, times) -> times.measure(nodes, what + key(name))
                .map(value -> name.equals(TOTAL)
                        ? value.withTarget(TARGET_MEDIAN_NANOS / 1e6, TARGET_P95_NANOS / 1e6)
                        : value)
                .ifPresent(all::add));
        return all;
    }

    /** {@code own save} is {@code OwnSaveMs}. */
    private static String key(String name) {
        StringBuilder key = new StringBuilder();
        for (String word : name.replace("'", "").split(" ")) {
            key.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return key.append("Ms").toString();
    }
}
