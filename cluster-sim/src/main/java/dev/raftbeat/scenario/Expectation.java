package dev.raftbeat.scenario;

/** What an {@code expect} line says, without the word. */
interface Expectation {
    Judgement judge(Chronicle chronicle);
}
