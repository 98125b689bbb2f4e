package dev.raftbeat.lab.quality;

import java.util.List;
import java.util.Locale;

/** What the usual heartbeat topologies cost, by their formulas alone; messages a second, and time to first detection. */
final class TopologyCosts {
    /** 1 / (1 - 1/e): the protocol periods until some member probes a crashed one (SWIM, Das et al. 2002, §3.1). */
    private static final double SWIM_PERIODS = 1 / (1 - Math.exp(-1));

    private static final int ALL_TO_ALL_MAX = 10;
    private static final int CENTRAL_MAX = 500;

    private TopologyCosts() {}

    /** One line for each topology. */
    static List<String> lines(int nodes, double intervalSeconds, double detectionSeconds) {
        double beats = 1 / intervalSeconds;
        String form = "  %-22s %14s %14s   %s";
        int group = (int) Math.ceil(Math.sqrt(nodes));
        return List.of(
                String.format(Locale.ROOT, form, "topology", "busiest msg/s", "all msg/s", "first detection"),
                line(form, "central monitor", nodes * beats, nodes * beats, detectionSeconds, "nobody when it dies"),
                line(form, "three monitors", nodes * beats, 3 * nodes * beats, detectionSeconds, ""),
                line(
                        form,
                        "hierarchy, groups of " + group,
                        2 * group * beats,
                        (nodes + group) * beats,
                        detectionSeconds,
                        "one level up: twice"),
                line(
                        form,
                        "all to all",
                        2 * (nodes - 1) * beats,
                        (double) nodes * (nodes - 1) * beats,
                        detectionSeconds,
                        ""),
                line(form, "ring", 2 * beats, nodes * beats, detectionSeconds, "by one neighbour, everyone later"),
                line(
                        form,
                        "SWIM",
                        4 * beats,
                        2 * nodes * beats,
                        SWIM_PERIODS * intervalSeconds,
                        "then its suspicion timeout, everyone after about log N periods"));
    }

    private static String line(String form, String name, double busiest, double all, double seconds, String note) {
        return String.format(
                Locale.ROOT,
                form,
                name,
                QualityTable.number(busiest),
                QualityTable.number(all),
                QualityTable.seconds(seconds) + (note.isEmpty() ? "" : "; " + note));
    }

    /** Which to take for so many processes, and why. */
    static String choice(int nodes) {
        if (nodes <= ALL_TO_ALL_MAX) {
            return "all to all, or a leader to its followers: at " + nodes
                    + " nodes N squared is still small, and nobody is " + "the one who must not die";
        }
        if (nodes <= CENTRAL_MAX) {
            return "two or three monitors that share what they know: one node hears " + nodes
                    + " beats an interval, and none of them is alone";
        }
        return "SWIM with Lifeguard: two messages a member and period whatever the size; a hierarchy where members must not "
                + "know one another";
    }
}
