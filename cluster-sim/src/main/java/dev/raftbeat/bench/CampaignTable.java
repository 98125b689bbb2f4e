package dev.raftbeat.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Where the time went from the timer to the leader, over several elections. */
final class CampaignTable {
    private static final String TOTAL = "timer to leader";
    private static final LatencyTarget TARGET = new LatencyTarget(8, 20);

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
                lines.add(String.format(Locale.ROOT, "      %-34s%s", "target, at most:", TARGET.beside(times)));
            }
        });
        return lines;
    }

    /**
     * For programs.
     *
     * @param what was done to the leaders, as the names of figures begin
     */
    List<BenchValue> measures(int nodes, String what) {
        List<BenchValue> all = new ArrayList<>();
        steps.forEach((name, times) -> times.measure(nodes, what + key(name))
                .map(value -> name.equals(TOTAL) ? TARGET.on(value) : value)
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
