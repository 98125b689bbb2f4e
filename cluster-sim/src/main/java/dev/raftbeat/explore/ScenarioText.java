package dev.raftbeat.explore;

import dev.raftbeat.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a way as a scenario. Which message overtakes which cannot be said in that language: what it can say are the
 * links over which nothing comes, the campaigns, the crashes and the handovers; the rest stands beside them in comments.
 */
final class ScenarioText {
    private final Bounds bounds;
    private final List<NodeId> names;
    private final List<String> lines = new ArrayList<>();
    private final boolean[][] used;

    ScenarioText(Bounds bounds, List<NodeId> names) {
        this.bounds = bounds;
        this.names = names;
        used = new boolean[names.size()][names.size()];
    }

    void step(Way.Move move, String sentence) {
        NodeId node = names.get(move.node());
        lines.add("# " + sentence);
        switch (move.input().kind()) {
            case DELIVERY -> used[move.input().peer()][move.node()] = true;
            case TIMER_FIRES -> act("campaign " + node);
            case HANDOVER -> act("transfer " + names.get(move.input().peer()));
            case CRASH -> {
                lines.add("kill " + node);
                act("restart " + node);
            }
            case BEAT_IS_DUE, WINDOW_CLOSES, NEWS_AGES -> act("");
        }
        if (move.how() != Moves.Ending.WHOLE) {
            lines.add("kill " + node);
            act("restart " + node);
        }
    }

    private void act(String line) {
        if (!line.isEmpty()) {
            lines.add(line);
        }
        lines.add("run 5ms");
    }

    String text(Claim broken) {
        List<String> all = new ArrayList<>();
        all.add("# Broken: " + broken.sentence() + " (" + broken.id() + ")");
        all.add(
                "# Found by exploration. The comments are the schedule; the lines below come as close to it as they can.");
        all.add("cluster " + bounds.nodes() + " pace lan prevote " + word(bounds.preVote()) + " checkquorum "
                + word(bounds.checkQuorum()));
        for (int from = 0; from < names.size(); from++) {
            for (int to = 0; to < names.size(); to++) {
                if (from != to && !used[from][to]) {
                    all.add("cut " + names.get(from) + " -> " + names.get(to));
                }
            }
        }
        all.addAll(lines);
        all.add("run 1s");
        all.add("expect leaders-per-term <= 1");
        return String.join("\n", all) + "\n";
    }

    private static String word(boolean on) {
        return on ? "on" : "off";
    }
}
