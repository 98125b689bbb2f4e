/**
 * The screen told in lines: for a pipe, a log, or somebody who listens rather than looks.
 *
 * <p>Rule: plain text only, one fact a line, nothing that moves a cursor; no other input than facts and no other output
 * than lines.
 */
package dev.raftbeat.plain;
