package dev.raftbeat.fault;

import java.math.BigDecimal;
import java.util.Optional;

/** How much of something the host of a node is to do. Its text is what stands behind the nodes in a line. */
public sealed interface HostLimit {
    /** Whether it undoes, rather than being a fault. */
    boolean isZero();

    /** Free of E. */
    HostLimit resolved(long electionNanosMax);

    /** @param spread each packet waits {@code time} give or take as much as this */
    record Delay(TypedDuration time, Optional<TypedDuration> spread) implements HostLimit {
        @Override
        public boolean isZero() {
            return time.amount().signum() == 0
                    && spread.map(span -> span.amount().signum()).orElse(0) == 0;
        }

        @Override
        public HostLimit resolved(long electionNanosMax) {
            return new Delay(time.resolved(electionNanosMax), spread.map(span -> span.resolved(electionNanosMax)));
        }

        @Override
        public String toString() {
            return time + spread.map(span -> " +-" + span).orElse("");
        }
    }

    /** @param kbit thousands of bits a second, from 1 up */
    record Rate(long kbit) implements HostLimit {
        /** Ten gigabits a second. */
        static final long KBIT_MAX = 10_000_000;

        @Override
        public boolean isZero() {
            return false;
        }

        @Override
        public HostLimit resolved(long electionNanosMax) {
            return this;
        }

        @Override
        public String toString() {
            return kbit + "kbit";
        }
    }

    /** @param percent of one processor, 1 to 100 */
    record Share(BigDecimal percent) implements HostLimit {
        public Share {
            percent = percent.stripTrailingZeros();
        }

        @Override
        public boolean isZero() {
            return false;
        }

        @Override
        public HostLimit resolved(long electionNanosMax) {
            return this;
        }

        @Override
        public String toString() {
            return percent.toPlainString() + "%";
        }
    }

    /** @param back whether the clock is set back rather than forward */
    record Shift(boolean back, TypedDuration by) implements HostLimit {
        public Shift {
            back = back && by.amount().signum() != 0;
        }

        @Override
        public boolean isZero() {
            return by.amount().signum() == 0;
        }

        @Override
        public HostLimit resolved(long electionNanosMax) {
            return new Shift(back, by.resolved(electionNanosMax));
        }

        /** Below 0 for back; free of E only. */
        public long nanos() {
            return back ? -by.nanos(0) : by.nanos(0);
        }

        @Override
        public String toString() {
            return (isZero() ? "" : back ? "-" : "+") + by;
        }
    }
}
