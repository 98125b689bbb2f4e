/**
 * Runs in the forms that other tools read: Mermaid, Perfetto, OpenTelemetry, CSV and ShiViz.
 *
 * <p>Rule: facts in, text out, piece by piece. What facts mean is looked up in {@code history}, {@code why},
 * {@code spacetime} and {@code check}; nothing here works it out a second time.
 */
package dev.raftbeat.export;
