package dev.raftbeat.fault;

import dev.raftbeat.protocol.Pace;

/** What a {@code set} line sets its setting to. */
public sealed interface SettingValue {
    /** As it is written. */
    @Override
    String toString();

    <R> R accept(Visitor<R> visitor);

    /** One method for each kind of value, so that a new one breaks the build wherever it must be known. */
    interface Visitor<R> {
        R onOff(OnOff value);

        R time(Time value);

        R range(Range value);

        R logAt(LogAt value);

        R atPace(AtPace value);

        R byDefault(Default value);
    }

    /** {@code on} or {@code off}. */
    record OnOff(boolean on) implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.onOff(this);
        }

        @Override
        public String toString() {
            return on ? "on" : "off";
        }
    }

    /** A length of time. */
    record Time(TypedDuration span) implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.time(this);
        }

        @Override
        public String toString() {
            return span.toString();
        }
    }

    /** From one length of time to another, such as {@code 150..300ms}. */
    record Range(TypedDuration least, TypedDuration most) implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.range(this);
        }

        @Override
        public String toString() {
            return (least.unit() == most.unit() ? least.amount().toPlainString() : least) + ".." + most;
        }
    }

    /** A log position, such as {@code 5@2}: the last entry has index 5 and term 2. */
    record LogAt(long index, long term) implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.logAt(this);
        }

        @Override
        public String toString() {
            return index + "@" + term;
        }
    }

    /** One of the paces. */
    record AtPace(Pace pace) implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.atPace(this);
        }

        @Override
        public String toString() {
            return pace.word();
        }
    }

    /** What follows from the other settings, or what the cluster began with. */
    record Default() implements SettingValue {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.byDefault(this);
        }

        @Override
        public String toString() {
            return "default";
        }
    }
}
