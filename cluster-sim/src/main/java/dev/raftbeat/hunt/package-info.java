/**
 * The bug hunt: a student looks for a scenario that shows a wrong rule of the zoo which is not named, and gets points
 * for it.
 *
 * <p>Rule: only checks count, broken with the wrong rule and kept by the true ones under the same seeds; whatever is told
 * of a hunt that goes on names no rule.
 */
package dev.raftbeat.hunt;
