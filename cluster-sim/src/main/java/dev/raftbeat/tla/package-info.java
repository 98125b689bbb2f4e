/**
 * Runs as the model of elections in docs/spec reads them: facts in an order that only messages decide, as a module of TLA+.
 *
 * <p>Rule: pure functions from facts to text. What a fact may be is for the model to say, not for this package.
 */
package dev.raftbeat.tla;
