package dev.raftbeat.random;

import dev.raftbeat.fault.CrashPoint;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Draws a scenario from a seed: a cluster with its settings, faults of a random subset of kinds (swarm testing: Groce and
 * others, ISSTA 2012; runs that leave a kind out reach states that runs with everything never do), then {@code heal} and
 * a calm phase that demands a leader who stays.
 */
final class RandomScenario {
    /** Keeps the draws of the scenario apart from those of the cluster that plays it. */
    private static final long SALT = 0x5eed_0f_5ce2a210L;

    /** Drawn apart, so that it shifts nothing else: a seed gives the faults that it gave before there was evidence. */
    private static final long EVIDENCE_SALT = 0x0e71de9ceL;

    private static final int[] SIZES = {3, 3, 3, 5, 5, 5, 4, 2, 7, 1};
    private static final int ELECTION_MILLIS_MIN = 40;
    private static final int ELECTION_MILLIS_MAX = 300;
    private static final int ACTS_MIN = 8;
    private static final int ACTS_MAX = 48;

    private final SplittableRandom random;
    private final List<String> lines = new ArrayList<>();
    private final int nodes;
    private final int electionMillis;
    private final boolean evidence;

    private RandomScenario(long seed, OptionalInt wanted) {
        random = new SplittableRandom(seed ^ SALT);
        evidence = new SplittableRandom(seed ^ EVIDENCE_SALT).nextBoolean();
        int drawn = SIZES[random.nextInt(SIZES.length)];
        nodes = wanted.orElse(drawn);
        electionMillis = random.nextInt(ELECTION_MILLIS_MIN, ELECTION_MILLIS_MAX + 1);
    }

    /** @param nodes 1 to 9; drawn if not given */
    static List<String> of(long seed, OptionalInt nodes) {
        RandomScenario draft = new RandomScenario(seed, nodes);
        draft.cluster();
        draft.faults();
        draft.lines.addAll(calm());
        return List.copyOf(draft.lines);
    }

    /**
     * Lines after which a leader must be found and stay. A process that was frozen when its disk failed learns of it as it
     * is thawed, and stops only then: the second {@code heal} starts it again.
     */
    static List<String> calm() {
        return List.of("heal", "run 1E", "heal", "run 20E", "expect stable", "run 20E", "expect leader-changes == 0");
    }

    private void cluster() {
        int most = electionMillis + random.nextInt(electionMillis / 3, 2 * electionMillis);
        int heartbeat = Math.max(5, electionMillis / random.nextInt(2, 7));
        // Short of one round trip and a late beat, a window would depose leaders whom nothing is wrong with.
        int window = 2 * heartbeat + 20 + random.nextInt(3 * electionMillis);
        String windowed = coin(0.7) ? "" : " window " + window + "ms";
        lines.add("cluster " + nodes + " election " + electionMillis + ".." + most + "ms heartbeat " + heartbeat
                + "ms prevote " + onOff() + " checkquorum " + onOff() + " evidence "
                + (evidence ? "on" : "off") + windowed);
        if (coin(0.3)) {
            int delay = random.nextInt(1, electionMillis / 2);
            lines.add("slow all -> all " + delay + "ms +-" + random.nextInt(delay + 1) + "ms");
        }
        lines.add("run " + random.nextInt(1, 5 * electionMillis) + "ms");
    }

    /** The kinds of acts that a run may draw from. */
    enum Act {
        KILL,
        BLINK,
        CRASH,
        PAUSE,
        CUT,
        PARTITION,
        ISOLATE,
        SHAPE,
        SLOW,
        LOSE,
        DUPLICATE,
        REORDER,
        SKEW,
        STALL_DISK,
        FAIL_DISK,
        FLAP,
        CAMPAIGN,
        TRANSFER,
        LOG,
        SETTING,
        POWER_CUT
    }

    private void faults() {
        double density = 0.15 + 0.6 * random.nextDouble();
        Set<Act> chosen = EnumSet.noneOf(Act.class);
        for (Act act : Act.values()) {
            if (coin(density)) {
                chosen.add(act);
            }
        }
        if (chosen.isEmpty()) {
            chosen.add(Act.BLINK);
        }
        List<Act> acts = List.copyOf(chosen);
        int count = random.nextInt(ACTS_MIN, ACTS_MAX + 1);
        for (int i = 0; i < count; i++) {
            if (coin(0.3)) {
                undo();
            } else {
                act(acts.get(random.nextInt(acts.size())));
            }
            pass();
        }
    }

    private void act(Act act) {
        switch (act) {
            case KILL -> lines.add("kill " + node());
            case BLINK -> blink("kill " + node());
            case CRASH -> crash();
            case POWER_CUT -> blink("kill all");
            case PAUSE -> lines.add("pause " + node());
            case CUT -> lines.add("cut " + links());
            case PARTITION -> lines.add(partition());
            case ISOLATE -> lines.add("isolate " + node());
            case SHAPE -> lines.add(shape());
            case SLOW -> slow();
            case LOSE -> lines.add("lose " + percent(70) + " " + links());
            case DUPLICATE -> lines.add("duplicate " + percent(100) + " " + links());
            case REORDER -> lines.add("reorder " + percent(100) + " " + links());
            case SKEW -> lines.add("skew " + node() + " " + (coin(0.5) ? "+" : "-") + percent(10));
            case STALL_DISK -> lines.add("stall disk " + node());
            case FAIL_DISK -> lines.add("fail disk " + node());
            case FLAP ->
                lines.add("flap " + links() + " every " + random.nextInt(10, 2 * electionMillis) + "ms for "
                        + random.nextInt(2, 12) * electionMillis + "ms");
            case CAMPAIGN -> lines.add("campaign " + (coin(0.5) ? "all" : node()));
            case TRANSFER -> lines.add("transfer " + name());
            case LOG -> lines.add("set log " + name() + " " + random.nextInt(4) + "@" + random.nextInt(3));
            case SETTING ->
                lines.add("set " + (coin(0.5) ? "prevote " : "checkquorum ") + onOff()
                        + (coin(0.5) ? "" : " on " + name()));
        }
    }

    /** A restart so quick that the term in which the node voted is still open. */
    private void blink(String kill) {
        lines.add(kill);
        lines.add("run " + random.nextInt(1, 21) + "ms");
        lines.add("restart dead");
    }

    /** In the middle of its work, around a save as a rule: a campaign leads there at once. */
    private void crash() {
        CrashPoint[] points = CrashPoint.values();
        lines.add("crash " + node() + " " + points[random.nextInt(points.length)].words());
        if (coin(0.5)) {
            lines.add("campaign " + (coin(0.5) ? "all" : node()));
        }
        lines.add("run " + random.nextInt(1, 2 * electionMillis) + "ms");
        lines.add("restart dead");
    }

    private void slow() {
        int delay = random.nextInt(1, 2 * electionMillis);
        lines.add("slow " + links() + " " + delay + "ms +-" + random.nextInt(delay + 1) + "ms");
    }

    private String partition() {
        int groups = random.nextInt(3);
        return switch (groups) {
            case 0 -> "partition";
            case 1 -> "partition leader | rest";
            default -> "partition minority | rest";
        };
    }

    private String shape() {
        String[] shapes = {"ring", "chain", "majorities-ring", "bridge " + node(), "star " + node()};
        return shapes[random.nextInt(shapes.length)];
    }

    private void undo() {
        String[] undoes = {
            "heal", "end last", "join all <-> all", "restart dead", "resume paused", "free disk all", "restart dead"
        };
        lines.add(undoes[random.nextInt(undoes.length)]);
    }

    /** Often just long enough for one message or one save, at times for a few elections. */
    private void pass() {
        double kind = random.nextDouble();
        int millis = kind < 0.45
                ? random.nextInt(1, 25)
                : kind < 0.8
                        ? random.nextInt(1, 2 * electionMillis)
                        : random.nextInt(electionMillis, 30 * electionMillis);
        lines.add("run " + millis + "ms");
    }

    private String links() {
        double kind = random.nextDouble();
        String arrow = coin(0.5) ? " -> " : " <-> ";
        if (kind < 0.3 || nodes == 1) {
            return "all -> all";
        }
        if (kind < 0.5) {
            return node() + arrow + "others";
        }
        int one = random.nextInt(nodes);
        int other = (one + 1 + random.nextInt(nodes - 1)) % nodes;
        return "n" + (one + 1) + arrow + "n" + (other + 1);
    }

    private String node() {
        String[] words = {"leader", "leader", "leader+1", "one", "follower", "minority", "majority"};
        return coin(0.4) ? name() : words[random.nextInt(words.length)];
    }

    private String name() {
        return "n" + random.nextInt(1, nodes + 1);
    }

    private String percent(int most) {
        return random.nextInt(1, most + 1) + "%";
    }

    private String onOff() {
        return coin(0.5) ? "on" : "off";
    }

    private boolean coin(double chance) {
        return random.nextDouble() < chance;
    }
}
