/**
 * What the facts of a run mean, defined once: roles, who follows whom, who leads, what is stable, reigns and gaps, faults
 * that go on, ends of messages. Everybody who asks such a question asks here.
 *
 * <p>Rule: a function of facts alone, and cheap: nodes go by small numbers, and a routine fact allocates nothing.
 */
package dev.raftbeat.history;
