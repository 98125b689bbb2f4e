/**
 * Tables of what was measured or found: each is built once, from records and named columns, and is written as text for
 * people, as CSV, or as values for JSON.
 *
 * <p>Rule: it knows nothing of what stands in a table.
 */
package dev.raftbeat.table;
