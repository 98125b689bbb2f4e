package dev.raftbeat.scenario.expect;

import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.StampedFact;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/** What a {@code run until} line waits for. */
public interface UntilCondition {
    /** Asked again and again, from the moment at which the waiting begins. */
    BooleanSupplier watch(RunObservations chronicle);

    /** {@code leader}: a quorum follows somebody. */
    record Leader() implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            return () -> chronicle.leader().isPresent();
        }
    }

    /** {@code no leader}: a quorum follows nobody. */
    record NoLeader() implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            return () -> chronicle.leader().isEmpty();
        }
    }

    /** {@code new leader}: a quorum follows another than at the last line, or the same in a later term. */
    record NewLeader() implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            return chronicle::hasNewLeader;
        }
    }

    /** {@code stable}: the same leader and no change of term for 4 E. */
    record Stable() implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            return chronicle::isStable;
        }
    }

    /** {@code election}: a node became candidate since the last line, or since the last waiting ended. */
    record Election() implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            return new Fresh(chronicle, fact -> fact.fact() instanceof BecameCandidate);
        }
    }

    /** {@code saw FACT ...}: such a fact since the last line, or since the last waiting ended. */
    record Sees(FactExpectation saw) implements UntilCondition {
        @Override
        public BooleanSupplier watch(RunObservations chronicle) {
            try {
                return new Fresh(chronicle, saw.matcher(chronicle));
            } catch (FaultRefusedException e) {
                return () -> false;
            }
        }
    }

    /** Looks at each fact once. */
    final class Fresh implements BooleanSupplier {
        private final RunObservations chronicle;
        private final Predicate<StampedFact> wanted;
        private int next;

        Fresh(RunObservations chronicle, Predicate<StampedFact> wanted) {
            this.chronicle = chronicle;
            this.wanted = wanted;
            next = chronicle.mark();
        }

        @Override
        public boolean getAsBoolean() {
            while (next < chronicle.page().size()) {
                if (wanted.test(chronicle.page().get(next++))) {
                    return true;
                }
            }
            return false;
        }
    }
}
