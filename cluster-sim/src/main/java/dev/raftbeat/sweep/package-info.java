/**
 * The search by chance: scenarios drawn from seeds, played in virtual time on all cores, judged, and made small when one
 * breaks something.
 *
 * <p>Rule: what is searched is text of the scenario language, so that whatever is found can be replayed by anybody.
 */
package dev.raftbeat.sweep;
