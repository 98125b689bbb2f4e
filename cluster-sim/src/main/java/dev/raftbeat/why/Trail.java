package dev.raftbeat.why;

import java.util.ArrayList;
import java.util.List;

/** Where something comes from, and the steps from there on, the oldest first. */
record Trail(Origin origin, List<Step> steps) {
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
        List<Step> more = new ArrayList<>(steps);
        if (!more.contains(step)) {
            more.add(step);
        }
        return new Trail(origin, more);
    }

    Trail then(List<Step> more) {
        Trail trail = this;
        for (Step step : more) {
            trail = trail.then(step);
        }
        return trail;
    }
}
