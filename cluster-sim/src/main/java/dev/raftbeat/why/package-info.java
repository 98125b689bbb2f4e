/**
 * Why an election, or any other notable fact, came about: the chain of causes back to a fault, an order, a setting or the
 * start, in sentences with times, and whether a change of leader was needed.
 *
 * <p>Rule: over facts alone. What the facts do not decide is called undecided, with what is missing; nothing is guessed.
 */
package dev.raftbeat.why;
