/**
 * Text that did not come from our own code, made fit to be shown: on a terminal, in a log, in JSON, in a page.
 *
 * <p>Rule: which characters are harmful is decided here and nowhere else; standard output and standard error are written
 * to by nobody but {@code CleanWriter}.
 */
package dev.raftbeat.text;
