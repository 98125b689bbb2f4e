package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.scenario.expect.Expectation;
import dev.raftbeat.scenario.expect.UntilCondition;
import java.util.List;
import java.util.Optional;

/** One line of a scenario, or one block of sentences. */
public sealed interface ScenarioStep {
    /** Where it stands, counted from 1. */
    int line();

    /** As it was written, without a comment. */
    String text();

    void accept(Visitor visitor);

    /** One method for each kind of step. */
    interface Visitor {
        void runFor(RunFor step);

        void runUntil(RunUntil step);

        void breaks(Break step);

        void expect(Expect step);

        void block(Block step);
    }

    /** {@code run 2s}. */
    record RunFor(int line, String text, TypedDuration time) implements ScenarioStep {
        @Override
        public void accept(Visitor visitor) {
            visitor.runFor(this);
        }
    }

    /** {@code run until leader within 3s}. */
    record RunUntil(int line, String text, UntilCondition condition, Optional<TypedDuration> within)
            implements ScenarioStep {
        @Override
        public void accept(Visitor visitor) {
            visitor.runUntil(this);
        }
    }

    /**
     * A line of the fault language, such as {@code kill leader within 2s}.
     *
     * @param within how long it waits until it means a node; empty where it does not wait
     */
    record Break(int line, String text, Fault fault, Optional<TypedDuration> within) implements ScenarioStep {
        /** One that does not wait. */
        public Break(int line, String text, Fault fault) {
            this(line, text, fault, Optional.empty());
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.breaks(this);
        }
    }

    /** {@code expect elections >= 3}. */
    record Expect(int line, String text, Expectation expectation) implements ScenarioStep {
        @Override
        public void accept(Visitor visitor) {
            visitor.expect(this);
        }
    }

    /**
     * Sentences between two lines of {@code ----}.
     *
     * @param line of the first {@code ----}
     * @param endLine of the second
     */
    record Block(int line, int endLine, List<String> sentences) implements ScenarioStep {
        public Block {
            sentences = List.copyOf(sentences);
        }

        @Override
        public String text() {
            return "----";
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.block(this);
        }
    }
}
