package dev.raftbeat.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where something comes from, and the steps from there on, the oldest first. */
record Trail(Origin origin, List<Step> steps) {
    /** More than anybody reads: without a leader, one failed campaign leads to the next for hours. */
    static final int STEPS_MAX = 100;

    private static final int STEPS_FIRST = 20;
    private static final String LEFT_OUT = "... more of the same: steps are left out here";

    Trail {
        steps = List.copyOf(steps);
    }

    static Trail undecided(String what) {
        return new Trail(Origin.undecided(what), List.of());
    }

    boolean decided() {
        return origin.decided();
    }

    Trail then(Step step) {
        if (steps.contains(step)) {
            return this;
        }
        List<Step> more = new ArrayList<>(steps);
        if (more.size() == STEPS_MAX) {
            leaveOut(more);
        }
        more.add(step);
        return new Trail(origin, more);
    }

    /** Of a long chain the first steps and the last ones are told. */
    private static void leaveOut(List<Step> steps) {
        if (!steps.get(STEPS_FIRST).text().equals(LEFT_OUT)) {
            steps.set(STEPS_FIRST, new Step(steps.get(STEPS_FIRST).tNanos(), Optional.empty(), LEFT_OUT, false));
        }
        steps.remove(STEPS_FIRST + 1);
    }

    Trail then(List<Step> more) {
        Trail trail = this;
        for (Step step : more) {
            trail = trail.then(step);
        }
        return trail;
    }
}
