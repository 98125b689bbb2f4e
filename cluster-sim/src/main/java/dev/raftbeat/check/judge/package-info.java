/**
 * The judge that feeds one stream of facts to all checks, and the table of them that the documentation is made from.
 *
 * <p>Rule: every check hears every fact that it names, in the same order.
 */
package dev.raftbeat.check.judge;
