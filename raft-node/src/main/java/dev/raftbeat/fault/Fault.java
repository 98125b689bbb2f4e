package dev.raftbeat.fault;

import dev.raftbeat.protocol.Settings;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * One line of the fault language. The records are the shapes that lines come in, their words are {@link FaultWord}'s.
 * {@link FaultLanguage#parse} of {@link #text} gives an equal value back.
 */
public sealed interface Fault {
    FaultWord word();

    /** The line in its canonical form. */
    String text();

    <R> R accept(FaultVisitor<R> visitor);

    /** A word alone: {@code ring}, {@code heal}, {@code align timers}. */
    record Bare(FaultWord word) implements Fault {
        @Override
        public String text() {
            return word.text();
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.bare(this);
        }
    }

    /** A word and nodes: {@code kill n1}, {@code isolate leader}, {@code stall disk n3}. */
    record OnNodes(FaultWord word, NodeSelector nodes) implements Fault {
        @Override
        public String text() {
            return word.text() + " " + nodes;
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.onNodes(this);
        }
    }

    /** {@code crash n1 before save}. */
    record Crash(NodeSelector nodes, CrashPoint point) implements Fault {
        @Override
        public FaultWord word() {
            return FaultWord.CRASH;
        }

        @Override
        public String text() {
            return word().text() + " " + nodes + " " + point.words();
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.crash(this);
        }
    }

    /** A word and links: {@code cut n1 -> n3}, {@code reset n1 <-> n3}. */
    record OnLinks(FaultWord word, LinkSelector links) implements Fault {
        @Override
        public String text() {
            return word.text() + " " + links;
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.onLinks(this);
        }
    }

    /** @param groups none: a majority against the others; one: this one against the rest; else each against each */
    record Partition(List<NodeSelector> groups) implements Fault {
        public Partition {
            groups = List.copyOf(groups);
        }

        @Override
        public FaultWord word() {
            return FaultWord.PARTITION;
        }

        @Override
        public String text() {
            String separated = groups.stream().map(NodeSelector::toString).collect(Collectors.joining(" | "));
            return separated.isEmpty() ? word().text() : word().text() + " " + separated;
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.partition(this);
        }
    }

    /** @param spread each message takes {@code delay} give or take as much as this, never less than nothing */
    record Slow(LinkSelector links, TypedDuration delay, Optional<TypedDuration> spread) implements Fault {
        @Override
        public FaultWord word() {
            return FaultWord.SLOW;
        }

        @Override
        public String text() {
            return word().text() + " " + links + " " + delay
                    + spread.map(span -> " +-" + span).orElse("");
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.slow(this);
        }
    }

    /**
     * {@code lose}, {@code duplicate} and {@code reorder}.
     *
     * @param percent 0 to 100
     */
    record Chance(FaultWord word, BigDecimal percent, LinkSelector links) implements Fault {
        public Chance {
            percent = percent.stripTrailingZeros();
        }

        @Override
        public String text() {
            return word.text() + " " + percent.toPlainString() + "% " + links;
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.chance(this);
        }
    }

    /** @param percent -90 to 900: how much faster the clock runs than it should */
    record Skew(NodeSelector nodes, BigDecimal percent) implements Fault {
        public Skew {
            percent = percent.stripTrailingZeros();
        }

        @Override
        public FaultWord word() {
            return FaultWord.SKEW;
        }

        @Override
        public String text() {
            return word().text() + " " + nodes + " " + (percent.signum() > 0 ? "+" : "") + percent.toPlainString()
                    + "%";
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.skew(this);
        }
    }

    /** A word about the hosts of nodes, and how much: {@code limit cpu n2 10%}, {@code shift clock n2 +1h}. */
    record OnHosts(FaultWord word, NodeSelector nodes, HostLimit dial) implements Fault {
        @Override
        public String text() {
            return word.text() + " " + nodes + " " + dial;
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.onHosts(this);
        }
    }

    /**
     * @param every so long cut, then so long open, in turn
     * @param during for how long in all; until it is undone, if not given
     */
    record Flap(LinkSelector links, TypedDuration every, Optional<TypedDuration> during) implements Fault {
        @Override
        public FaultWord word() {
            return FaultWord.FLAP;
        }

        @Override
        public String text() {
            return word().text() + " " + links + " every " + every
                    + during.map(span -> " for " + span).orElse("");
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.flap(this);
        }
    }

    /** @param number that of the fault to undo; the last one, if not given */
    record End(OptionalLong number) implements Fault {
        @Override
        public FaultWord word() {
            return FaultWord.END;
        }

        @Override
        public String text() {
            return word().text() + " " + (number.isPresent() ? number.getAsLong() : "last");
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.end(this);
        }
    }

    /** @param on the nodes that it is set on; all of them, if not given */
    record Setting(FaultWord word, SettingValue value, Optional<NodeSelector> on) implements Fault {
        public Setting {
            // A log is set node by node, and says so even when it means all of them.
            on = word == FaultWord.SET_LOG ? on.or(() -> Optional.of(FaultParser.everyone())) : on;
        }

        /**
         * The settings with this one among them; an E is that of {@code present}.
         *
         * @param defaults what the cluster began with
         * @throws IllegalArgumentException when no node can have them
         */
        public Settings applyTo(Settings present, Settings defaults) {
            return value.accept(new SettingWriter(word, present, defaults));
        }

        @Override
        public String text() {
            if (word == FaultWord.SET_LOG) {
                return word.text() + " " + on.orElseThrow() + " " + value;
            }
            String head = word == FaultWord.SET_DEFAULTS ? word.text() : word.text() + " " + value;
            return head + on.map(nodes -> " on " + nodes).orElse("");
        }

        @Override
        public <R> R accept(FaultVisitor<R> visitor) {
            return visitor.setting(this);
        }
    }
}
