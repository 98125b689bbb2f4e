package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import java.util.List;

/**
 * {@code expect violated I15}: facts have proven by now that the invariant does not hold. Whoever says so shows what breaks
 * it, and the run is not violated by it; without such a line it is.
 *
 * @param invariant its id
 */
public record ViolationExpectation(String invariant) implements Expectation {
    /** What facts tell of invariants is not in the chronicle: the run asks its judge. */
    @Override
    public Judgement judge(RunObservations chronicle) {
        return Judgement.undecided("nobody judged " + invariant);
    }

    public Judgement judge(List<Judge.Lamp> lamps) {
        for (Judge.Lamp lamp : lamps) {
            if (lamp.id().equals(invariant) && lamp.verdict() == Verdict.VIOLATED) {
                return Judgement.of(true, lamp.violations().get(0).sentence());
            }
        }
        return Judgement.of(false, "nothing shows " + invariant + " violated");
    }
}
