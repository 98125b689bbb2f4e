package dev.raftbeat.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How long it took until there was another leader, over several blows of one kind to leaders. */
final class BlowFigures {
    /** From the end of a leader's process to the next leader, where proof of it is acted on. */
    private static final LatencyTarget ON_PROOF = new LatencyTarget(15, 40);

    /** How much longer than the timers allow an election may take. */
    private static final double TARGET_RATIO = 1.05;

    private final boolean onProof;
    private final Distribution best = new Distribution();
    private final Distribution elected = new Distribution();
    private final Distribution followed = new Distribution();
    private final Distribution beyond = new Distribution();
    private final CampaignTable campaigns = new CampaignTable();

    /** @param onProof whether the others need not wait for their timers */
    BlowFigures(boolean onProof) {
        this.onProof = onProof;
    }

    void add(FailoverLog.Failover failover) {
        best.add(failover.bestNanos());
        elected.add(failover.electedNanos());
        followed.add(failover.followedNanos());
        beyond.add(failover.electedNanos() - failover.bestNanos());
        campaigns.add(failover);
    }

    Distribution followed() {
        return followed;
    }

    /** For people. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(line("to a new leader:", elected));
        if (onProof && elected.count() > 0) {
            lines.add(line("target, at most:", ON_PROOF.beside(elected)));
        }
        lines.add(line("to a quorum that follows it:", followed));
        if (!onProof) {
            lines.add(line("the drawn timeouts allow at best:", best));
            lines.add(line("beyond that:", beyond));
            if (elected.count() > 0) {
                lines.add(line(
                        "ratio of the medians:",
                        String.format(Locale.ROOT, "%.2f (target: at most %.2f)", ratio(), TARGET_RATIO)));
            }
        }
        lines.add("    the campaign that won:");
        lines.addAll(campaigns.lines());
        return lines;
    }

    private static String line(String name, Object value) {
        return String.format(Locale.ROOT, "    %-36s%s", name, value);
    }

    private double ratio() {
        return elected.medianMillis() / Math.max(0.1, best.medianMillis());
    }

    /**
     * For programs.
     *
     * @param what was done to the leaders, as the names of figures begin
     */
    List<BenchValue> measures(int nodes, String what) {
        List<BenchValue> all = new ArrayList<>();
        elected.measure(nodes, what + "ToNewLeaderMs")
                .map(value -> onProof ? ON_PROOF.on(value) : value)
                .ifPresent(all::add);
        followed.measure(nodes, what + "ToQuorumFollowsMs").ifPresent(all::add);
        if (!onProof && elected.count() > 0) {
            best.measure(nodes, what + "AtBestMs").ifPresent(all::add);
            beyond.measure(nodes, what + "BeyondBestMs").ifPresent(all::add);
            all.add(BenchValue.single(nodes, what + "RatioToBest", ratio()).withTarget(TARGET_RATIO));
        }
        all.addAll(campaigns.measures(nodes, what));
        return all;
    }
}
