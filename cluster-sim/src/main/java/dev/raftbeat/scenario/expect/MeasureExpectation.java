package dev.raftbeat.scenario.expect;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.fault.TypedDuration;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * {@code expect elections >= 3}, {@code expect gap <= 4E}, {@code expect availability >= 97%}.
 *
 * @param number the limit, where it is a count or a percentage
 * @param span the limit, where it is a time
 */
public record MeasureExpectation(
        Measure measure, Comparison comparison, BigDecimal number, Optional<TypedDuration> span)
        implements Expectation {
    @Override
    public Judgement judge(RunObservations chronicle) {
        double limit =
                span.map(time -> time.nanos(chronicle.electionNanos()) / 1e9).orElse(number.doubleValue());
        double value = measure.of(chronicle);
        Judgement judgement = Judgement.of(comparison.holds(value, limit), shown(value))
                .measured(value, measure.unit())
                .saying(SeenSentences.of(measure, value));
        String unheard = chronicle.unheard(measure.ofRoutineFacts());
        boolean countable = measure.unit() == Measure.Unit.COUNT;
        if (!unheard.isEmpty() && !(countable && isSettled(value, Double.POSITIVE_INFINITY, limit))) {
            return judgement.unknown(unheard);
        }
        if (!isSettled(value, value + undecided(chronicle), limit)) {
            return judgement.unknown("the facts do not tell of every failover whether it was needed");
        }
        // Full service, no gap and no election are what an idle cluster has too: those need a fault that acted.
        double ofNothing = measure == Measure.AVAILABILITY ? 100 : 0;
        return comparison.holds(ofNothing, limit) ? judgement.doubting(chronicle.vacuity()) : judgement;
    }

    /** Whether the answer is the same, however many there were between these two. */
    private boolean isSettled(double least, double most, double limit) {
        boolean reached = limit >= least && limit <= most;
        boolean exact = comparison == Comparison.EQUAL || comparison == Comparison.OTHER;
        return least == most || comparison.holds(least, limit) == comparison.holds(most, limit) && !(exact && reached);
    }

    /** Failovers that may have been of the kind that is counted. */
    private long undecided(RunObservations chronicle) {
        boolean judges = measure == Measure.FALSE_ALARMS || measure == Measure.JUSTIFIED;
        return !judges
                ? 0
                : chronicle.failovers().stream()
                        .filter(failover -> failover.judgement() == Failover.Judgement.UNKNOWN)
                        .count();
    }

    private String shown(double value) {
        String before = measure.unit() != Measure.Unit.COUNT ? "it was " : value == 1 ? "there was " : "there were ";
        return before + measure.unit().text(value);
    }
}
