package dev.raftbeat.scenario.expect;

/** What an {@code expect} line says, without the word. */
public interface Expectation {
    Judgement judge(RunObservations chronicle);
}
