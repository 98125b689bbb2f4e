package dev.raftbeat.check;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.StampedFact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Feeds all invariants, or liveness properties, with the same facts. Not for use by two threads. */
public final class Judge {
    private final List<Invariant> invariants;
    private final Hearings hearings = new Hearings();
    private final Map<Class<?>, Invariant[]> caring = new LinkedHashMap<>();

    /** With all invariants. */
    public Judge() {
        this(Invariants.all());
    }

    public Judge(List<? extends Invariant> invariants) {
        this.invariants = List.copyOf(invariants);
        for (Invariant invariant : invariants) {
            if (invariant instanceof Check check) {
                check.hearWith(hearings);
            }
        }
    }

    /** What one invariant says at the moment: one lamp on a screen. Immutable. */
    public record Lamp(
            String id,
            String title,
            String sentence,
            Verdict verdict,
            long judged,
            long undecided,
            List<Violation> violations) {
        public Lamp {
            violations = List.copyOf(violations);
        }
    }

    public void hear(StampedFact fact) {
        hearings.take(fact);
        for (Invariant invariant : caring.computeIfAbsent(fact.fact().getClass(), this::caringAbout)) {
            invariant.hear(fact);
        }
    }

    /** Most facts are routine, and most checks have nothing to say about them. */
    private Invariant[] caringAbout(Class<?> kind) {
        Class<? extends Fact> fact = kind.asSubclass(Fact.class);
        return invariants.stream()
                .filter(invariant -> !(invariant instanceof Check check)
                        || Interests.of(check).include(fact))
                .toArray(Invariant[]::new);
    }

    /**
     * Ends the run for those that judge what must come about in time: see {@link LivenessProperty#endOfRun}.
     *
     * @param nowNanos the host's monotonic clock
     */
    public void endOfRun(long nowNanos) {
        for (Invariant invariant : invariants) {
            if (invariant instanceof LivenessProperty property) {
                property.endOfRun(nowNanos);
            }
        }
    }

    public List<Invariant> invariants() {
        return invariants;
    }

    /** One lamp an invariant that applies, in the order of their ids. */
    public List<Lamp> lamps() {
        return invariants.stream()
                .filter(Invariant::applies)
                .map(invariant -> new Lamp(
                        invariant.id(),
                        invariant.title(),
                        invariant.sentence(),
                        invariant.verdict(),
                        invariant.judged(),
                        invariant.undecided(),
                        invariant.violations()))
                .toList();
    }

    /** Violated outranks unknown, unknown outranks valid; of no invariants, unknown. */
    public Verdict verdict() {
        return invariants.stream()
                .filter(Invariant::applies)
                .map(Invariant::verdict)
                .reduce(Verdict::and)
                .orElse(Verdict.UNKNOWN);
    }

    public List<Violation> violations() {
        return invariants.stream()
                .flatMap(invariant -> invariant.violations().stream())
                .toList();
    }
}
