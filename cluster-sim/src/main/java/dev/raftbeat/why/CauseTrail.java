package dev.raftbeat.why;

import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where something comes from, and the steps from there on, the oldest first. */
record CauseTrail(Origin origin, List<CauseStep> steps) {
    /** More than anybody reads: without a leader, one failed campaign leads to the next for hours. */
    static final int STEPS_MAX = 100;

    private static final int STEPS_FIRST = 20;
    private static final String LEFT_OUT = "... more of the same: steps are left out here";

    CauseTrail {
        steps = List.copyOf(steps);
    }

    static CauseTrail from(Origin origin, CauseStep... steps) {
        return new CauseTrail(origin, List.of(steps));
    }

    static CauseTrail undecided(String what) {
        return from(new Origin(Origin.Kind.UNDECIDED, Optional.empty(), what));
    }

    /** @param what what would have decided it */
    static CauseTrail missing(String what) {
        return undecided(what + " is not among the facts");
    }

    static CauseTrail chance(StampedFact fact, String what) {
        return from(Origin.of(Origin.Kind.CHANCE, fact, what));
    }

    boolean decided() {
        return origin.decided();
    }

    CauseTrail then(CauseStep step) {
        if (steps.contains(step)) {
            return this;
        }
        List<CauseStep> more = new ArrayList<>(steps);
        if (more.size() == STEPS_MAX) {
            leaveOut(more);
        }
        more.add(step);
        return new CauseTrail(origin, more);
    }

    /** The same, with what else had a part in it where its time comes. */
    CauseTrail beside(CauseTrail other) {
        List<CauseStep> all = new ArrayList<>(steps);
        for (CauseStep step : other.steps) {
            int place = all.size();
            while (place > 0 && all.get(place - 1).tNanos() > step.tNanos()) {
                place--;
            }
            if (!all.contains(step)) {
                all.add(place, step);
            }
        }
        return new CauseTrail(origin, all);
    }

    /** The same steps behind another beginning, as far as they come after it. */
    CauseTrail since(CauseTrail beginning) {
        long from = beginning.steps.get(0).tNanos();
        return beginning.origin.equals(origin) || steps.get(0).tNanos() > from
                ? this
                : beginning.then(steps.stream()
                        .filter(step -> step.tNanos() >= from
                                && !step.fact().equals(origin.fact().map(StampedFact::id)))
                        .toList());
    }

    /** Of a long chain the first steps and the last ones are told. */
    private static void leaveOut(List<CauseStep> steps) {
        if (!steps.get(STEPS_FIRST).text().equals(LEFT_OUT)) {
            steps.set(STEPS_FIRST, new CauseStep(steps.get(STEPS_FIRST).tNanos(), Optional.empty(), LEFT_OUT, false));
        }
        steps.remove(STEPS_FIRST + 1);
    }

    CauseTrail then(List<CauseStep> more) {
        CauseTrail trail = this;
        for (CauseStep step : more) {
            trail = trail.then(step);
        }
        return trail;
    }
}
