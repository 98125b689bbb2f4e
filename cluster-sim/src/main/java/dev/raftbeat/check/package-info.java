/**
 * What must hold and how well it went, judged from facts alone: invariants, each a named sentence, and measures of
 * failovers and flapping; and liveness, which is judged when a run ends.
 *
 * <p>Rule: pure, depends on {@code protocol} alone and shares no code with the node that it judges, so that one mistake
 * cannot hide another. Verdicts on invariants never rest on comparing clocks of different nodes; liveness and measures
 * do, and say so.
 */
package dev.raftbeat.check;
