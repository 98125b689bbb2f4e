/**
 * Files as somebody else may have left them: read, opened and replaced so that nothing but a regular file of bounded size
 * is ever taken for one, no reading waits for ever, and nothing is written through a link to what is not ours.
 *
 * <p>Rule: on {@code java.base} alone, and the only package that opens a file to read or to write it; what a file means is
 * decided elsewhere. Every refusal is a sentence that names the file, says what it is, and what was expected.
 */
package dev.raftbeat.files;
