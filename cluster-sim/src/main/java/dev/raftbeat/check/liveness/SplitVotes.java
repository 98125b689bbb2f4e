package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * L7, split votes (thesis §9.4.1): a first election splits when others' timers fire before they hear of the first one's
 * campaign. How often that comes about by chance follows from the range of the timers and from the time that it takes to
 * save a vote and to ask for others': see {@link SplitForecast}. Fewer are no fault. PreVote, which lets nobody stand
 * whom a leader's follower still hears, has another formula; where it is on, nothing is judged.
 */
@Evidence(
        needs = "what L1 needs; leaders lost by a fault, campaigns, and when requests for votes arrived",
        unknown = "as L1; PreVote is on, settings or logs differ, or fewer than thirty elections after a lost leader")
public final class SplitVotes extends RecoveryCheck {
    private static final int ELECTIONS_LEAST = 30;
    /** Right rules are called wrong in one run of a million. */
    private static final double RARE = 1e-6;

    /** A timer that fired, and how long the requests for votes took from then on. */
    private record Campaign(long term, long firedNanos, List<Long> tookNanos) {}

    /** What decides how likely a first election was to split. */
    private record Odds(int alive, long rangeNanos) {}

    private final SortedMap<Integer, Campaign> campaigns = new TreeMap<>();
    private final List<long[]> tookNanos = new ArrayList<>();
    private final List<Odds> elections = new ArrayList<>();
    private long splits;
    private Recovery last;

    SplitVotes(OrderedFacts chronicle) {
        super(
                "L7",
                "votes rarely split",
                "First elections split no more often than random timeouts and the measured latencies predict.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        super.begin(scene);
        campaigns.clear();
        tookNanos.clear();
        elections.clear();
        splits = 0;
        last = null;
    }

    @Override
    protected void whileLost(ClusterState scene, StampedFact fact) {
        if (fact.fact() instanceof SaveBegan save
                && save.votedFor().filter(fact.node()::equals).isPresent()) {
            // A timer that fires leads to a save at once; all that follows waits for it.
            scene.at(fact.node())
                    .ifPresent(
                            node -> campaigns.put(node, new Campaign(save.term(), fact.tNanos(), new ArrayList<>())));
        } else if (fact.fact() instanceof MessageDelivered asked && asked.term() == firstTerm()) {
            scene.at(asked.from()).stream()
                    .filter(core()::has)
                    .mapToObj(campaigns::get)
                    .filter(campaign -> campaign != null && campaign.term == asked.term())
                    .forEach(campaign -> campaign.tookNanos.add(fact.tNanos() - campaign.firedNanos));
        }
    }

    @Override
    protected void recovered(ClusterState scene, Recovery recovery) {
        Settings settings = scene.settings(scene.at(recovery.followed().node()).orElse(0));
        campaigns.values().removeIf(campaign -> campaign.tookNanos.isEmpty());
        if (!campaigns.isEmpty() && isPlain(scene, recovery.core(), settings)) {
            campaigns
                    .values()
                    .forEach(campaign -> tookNanos.add(campaign.tookNanos.stream()
                            .mapToLong(Long::longValue)
                            .toArray()));
            elections.add(new Odds(recovery.core().count(), settings.electionNanosMax() - settings.electionNanosMin()));
            splits += recovery.firstTermWon() ? 0 : 1;
            last = recovery;
        }
        campaigns.clear();
    }

    private static boolean isPlain(ClusterState scene, ElectableCore core, Settings settings) {
        boolean plain = !settings.preVote() && settings.electionNanosMax() > settings.electionNanosMin();
        for (int node = 0; node < scene.size; node++) {
            plain = plain && (!core.has(node) || scene.settings(node).equals(settings));
        }
        return plain;
    }

    @Override
    protected void end(ClusterState scene, long tNanos) {
        if (elections.size() < ELECTIONS_LEAST) {
            return;
        }
        elections.forEach(election -> count());
        SplitForecast forecast = new SplitForecast(tookNanos);
        Map<Odds, Double> known = new LinkedHashMap<>();
        int most = SplitForecast.most(
                elections.stream()
                        .map(odds -> known.computeIfAbsent(
                                odds, its -> forecast.probability(scene.size, its.alive, its.rangeNanos)))
                        .toList(),
                RARE);
        if (splits > most) {
            violated(
                    splits + " of " + elections.size() + " first elections split; at most " + most + " were expected",
                    last.lost(),
                    last.followed());
        }
    }
}
