/**
 * What all checks share: hearing facts, walking back through causes, verdicts, violations and the evidence that each
 * check names.
 *
 * <p>Rule: pure, on {@code protocol} and {@code history} alone; it shares no code with the node that it judges, so
 * that one mistake cannot hide another.
 */
package dev.raftbeat.check;
