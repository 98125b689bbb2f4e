package dev.raftbeat.fault;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalLong;

/** How much a line asks for, how often, when or to what: all in it that is neither word nor target. Its text is as typed. */
public sealed interface FaultValue {
    /** Of a line that is a word and its targets. */
    FaultValue NONE = new None();

    /** Whether it undoes, rather than being a fault. */
    default boolean isZero() {
        return false;
    }

    /** Free of E. */
    default FaultValue resolved(long electionNanosMax) {
        return this;
    }

    /** How much it is in the unit of a {@link FaultEffect}; of a resolved line. */
    default long amount() {
        return 0;
    }

    /** How long after its beginning the fault ends by itself, if it does; of a resolved line. */
    default OptionalLong duringNanos() {
        return OptionalLong.empty();
    }

    /** For people, with each time in its usual unit. */
    default String words() {
        return toString();
    }

    private static String also(String before, Optional<TypedDuration> span) {
        return span.map(some -> before + some).orElse("");
    }

    /** Nothing more is said. */
    record None() implements FaultValue {
        @Override
        public String toString() {
            return "";
        }
    }

    /** @param spread each message or packet takes {@code time} give or take as much as this, never less than nothing */
    record Delay(TypedDuration time, Optional<TypedDuration> spread) implements FaultValue {
        @Override
        public boolean isZero() {
            return time.amount().signum() == 0
                    && spread.map(span -> span.amount().signum()).orElse(0) == 0;
        }

        @Override
        public FaultValue resolved(long electionNanosMax) {
            return new Delay(time.resolved(electionNanosMax), spread.map(span -> span.resolved(electionNanosMax)));
        }

        @Override
        public long amount() {
            return time.nanos(0);
        }

        @Override
        public String words() {
            return time.words()
                    + spread.map(span -> ", give or take " + span.words()).orElse("");
        }

        @Override
        public String toString() {
            return time + also(" +-", spread);
        }
    }

    /**
     * A share, or how much faster than it should a clock runs.
     *
     * @param signed whether it may be below 0, and says so when it is above
     */
    record Percent(BigDecimal percent, boolean signed) implements FaultValue {
        public Percent {
            percent = percent.stripTrailingZeros();
        }

        @Override
        public boolean isZero() {
            return percent.signum() == 0;
        }

        /** In billionths. */
        @Override
        public long amount() {
            return percent.multiply(BigDecimal.valueOf(FaultEffect.WHOLE, 2)).longValue();
        }

        @Override
        public String toString() {
            return (signed && percent.signum() > 0 ? "+" : "") + percent.toPlainString() + "%";
        }
    }

    /** @param kbit thousands of bits a second, from 1 up */
    record Rate(long kbit) implements FaultValue {
        /** Ten gigabits a second. */
        static final long KBIT_MAX = 10_000_000;

        @Override
        public String toString() {
            return kbit + "kbit";
        }
    }

    /** @param back whether a wall clock is set back rather than forward */
    record Shift(boolean back, TypedDuration by) implements FaultValue {
        public Shift {
            back = back && by.amount().signum() != 0;
        }

        @Override
        public boolean isZero() {
            return by.amount().signum() == 0;
        }

        @Override
        public FaultValue resolved(long electionNanosMax) {
            return new Shift(back, by.resolved(electionNanosMax));
        }

        /** In nanoseconds, below 0 for back. */
        @Override
        public long amount() {
            return back ? -by.nanos(0) : by.nanos(0);
        }

        @Override
        public String words() {
            return (isZero() ? "" : back ? "-" : "+") + by.words();
        }

        @Override
        public String toString() {
            return (isZero() ? "" : back ? "-" : "+") + by;
        }
    }

    /**
     * @param every so long cut, then so long open, in turn
     * @param during for how long in all; until it is undone, if not given
     */
    record Turns(TypedDuration every, Optional<TypedDuration> during) implements FaultValue {
        @Override
        public FaultValue resolved(long electionNanosMax) {
            return new Turns(every.resolved(electionNanosMax), during.map(span -> span.resolved(electionNanosMax)));
        }

        @Override
        public OptionalLong duringNanos() {
            return during.map(span -> OptionalLong.of(span.nanos(0))).orElse(OptionalLong.empty());
        }

        @Override
        public String toString() {
            return "every " + every + also(" for ", during);
        }
    }

    /** Where a process is to end. */
    record At(CrashPoint point) implements FaultValue {
        @Override
        public String toString() {
            return point.words();
        }
    }

    /** @param number that of the fault to undo; the last one, if not given */
    record Number(OptionalLong number) implements FaultValue {
        @Override
        public String toString() {
            return number.isPresent() ? Long.toString(number.getAsLong()) : "last";
        }
    }

    /** {@code on} or {@code off}. */
    record OnOff(boolean on) implements FaultValue {
        @Override
        public String toString() {
            return on ? "on" : "off";
        }
    }

    /** @param span what a setting is set to; what follows from the others, if not given */
    record Time(Optional<TypedDuration> span) implements FaultValue {
        @Override
        public FaultValue resolved(long electionNanosMax) {
            return new Time(span.map(some -> some.resolved(electionNanosMax)));
        }

        @Override
        public String words() {
            return span.map(TypedDuration::words).orElse("default");
        }

        @Override
        public String toString() {
            return span.map(TypedDuration::toString).orElse("default");
        }
    }

    /** From one length of time to another, such as {@code 150..300ms}; neither is in E. */
    record Range(TypedDuration least, TypedDuration most) implements FaultValue {
        @Override
        public String words() {
            return Amounts.range(least.nanos(0), most.nanos(0));
        }

        @Override
        public String toString() {
            return (least.unit() == most.unit() ? least.amount().toPlainString() : least) + ".." + most;
        }
    }

    /** A log position, such as {@code 5@2}: the last entry has index 5 and term 2. */
    record LogAt(long index, long term) implements FaultValue {
        @Override
        public String toString() {
            return index + "@" + term;
        }
    }

    /** A priority among nodes, from 0 to {@link Settings#PRIORITY_MAX}. */
    record Priority(int priority) implements FaultValue {
        @Override
        public String toString() {
            return Integer.toString(priority);
        }
    }

    /** One of the paces. */
    record AtPace(Pace pace) implements FaultValue {
        @Override
        public String toString() {
            return pace.word();
        }
    }
}
