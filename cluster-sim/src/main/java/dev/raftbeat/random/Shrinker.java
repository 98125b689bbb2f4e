package dev.raftbeat.random;

import dev.raftbeat.sim.SimVariant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes a scenario that breaks something small: fewer lines first (delta debugging: Zeller and Hildebrandt, TSE 2002),
 * then shorter times, fewer nodes and fewer settings. Every candidate is played again, under a few seeds, because
 * leaving a line out moves all draws behind it; one that breaks another claim does not count.
 */
final class Shrinker {
    private static final Pattern RUN = Pattern.compile("run (\\d+)ms");
    private static final Pattern NODES = Pattern.compile("cluster (\\d+)(.*)");
    private static final Pattern OPTION =
            Pattern.compile(" (?:heartbeat|window|election|prevote|checkquorum|evidence) \\S+");
    private static final int SEEDS_TRIED = 8;

    private final SimVariant variant;
    private final String claim;
    private final BooleanSupplier stop;
    private List<String> lines;
    private long seed;
    private int plays;

    /** @param stop asked between plays: what is found by then is what is kept */
    Shrinker(List<String> lines, long seed, String claim, SimVariant variant, BooleanSupplier stop) {
        this.lines = List.copyOf(lines);
        this.seed = seed;
        this.claim = claim;
        this.variant = variant;
        this.stop = stop;
    }

    List<String> lines() {
        return lines;
    }

    /** The one under which the lines break the claim. */
    long seed() {
        return seed;
    }

    int plays() {
        return plays;
    }

    void shrink() {
        boolean smaller = true;
        while (smaller && !stop.getAsBoolean()) {
            smaller = removeLines();
            smaller |= mergeRuns();
            smaller |= shortenRuns();
            smaller |= removeNodes();
            smaller |= removeOptions();
        }
    }

    private boolean removeLines() {
        boolean any = false;
        for (int size = Math.max(1, lines.size() / 2); size >= 1; size /= 2) {
            // From the end: what comes after the break goes first.
            for (int end = lines.size(); end > 1; end -= size) {
                List<String> rest = new ArrayList<>(lines);
                int to = Math.min(end, rest.size());
                rest.subList(Math.max(1, to - size), to).clear();
                any |= rest.size() < lines.size() && accept(rest);
            }
        }
        return any;
    }

    private boolean mergeRuns() {
        boolean any = false;
        for (int i = 1; i + 1 < lines.size(); i++) {
            Matcher one = RUN.matcher(lines.get(i));
            Matcher other = RUN.matcher(lines.get(i + 1));
            if (one.matches() && other.matches()) {
                List<String> merged = new ArrayList<>(lines);
                long sum = Long.parseLong(one.group(1)) + Long.parseLong(other.group(1));
                merged.set(i, "run " + sum + "ms");
                merged.remove(i + 1);
                any |= accept(merged);
            }
        }
        return any;
    }

    private boolean shortenRuns() {
        boolean any = false;
        for (int i = 1; i < lines.size(); i++) {
            boolean shorter = true;
            while (shorter) {
                Matcher run = RUN.matcher(lines.get(i));
                long millis = run.matches() ? Long.parseLong(run.group(1)) : 0;
                shorter = millis > 1 && (accept(with(i, millis / 2)) || accept(with(i, millis * 3 / 4)));
                any |= shorter;
            }
        }
        return any;
    }

    private List<String> with(int index, long millis) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(index, "run " + Math.max(1, millis) + "ms");
        return changed;
    }

    private boolean removeNodes() {
        Matcher head = NODES.matcher(lines.get(0));
        if (!head.matches()) {
            return false;
        }
        int now = Integer.parseInt(head.group(1));
        for (int fewer = 1; fewer < now; fewer++) {
            if (accept(withHead("cluster " + fewer + head.group(2)))) {
                return true;
            }
        }
        return false;
    }

    private boolean removeOptions() {
        boolean any = false;
        boolean again = true;
        while (again) {
            again = false;
            Matcher option = OPTION.matcher(lines.get(0));
            while (!again && option.find()) {
                again = accept(withHead(new StringBuilder(lines.get(0))
                        .delete(option.start(), option.end())
                        .toString()));
            }
            any |= again;
        }
        return any;
    }

    private List<String> withHead(String head) {
        List<String> changed = new ArrayList<>(lines);
        changed.set(0, head);
        return changed;
    }

    /** Without its calm phase, a scenario says nothing about whether a leader would have come. */
    private boolean keepsCalm(List<String> candidate) {
        List<String> calm = RandomScenario.calm();
        int calmFrom = candidate.size() - calm.size();
        return !claim.equals(ScenarioPlayer.LIVENESS)
                || (calmFrom >= 1
                        && candidate.subList(calmFrom, candidate.size()).equals(calm));
    }

    /** A scenario in which no time passes shows nothing, not even how its nodes came up. */
    private static boolean letsTimePass(List<String> candidate) {
        return candidate.stream().anyMatch(line -> line.startsWith("run "));
    }

    private boolean accept(List<String> candidate) {
        if (!letsTimePass(candidate) || !keepsCalm(candidate)) {
            return false;
        }
        for (int i = 0; i <= SEEDS_TRIED && !stop.getAsBoolean(); i++) {
            long tried = i == 0 ? seed : i;
            plays++;
            Optional<ScenarioPlayer.Outcome> outcome = ScenarioPlayer.of(candidate, tried, variant);
            if (outcome.isEmpty()) {
                return false;
            }
            if (breaks(outcome.get())) {
                lines = List.copyOf(candidate);
                seed = tried;
                return true;
            }
        }
        return false;
    }

    /** A line that is refused would end the run of a scenario there. */
    private boolean breaks(ScenarioPlayer.Outcome outcome) {
        return outcome.refused().isEmpty()
                && outcome.broken()
                        .filter(broken -> broken.claim().equals(claim))
                        .isPresent();
    }
}
