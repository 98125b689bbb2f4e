/**
 * The {@code raftbeat} command: one class for each subcommand, listed in {@link dev.raftbeat.cli.Commands}, composed in
 * {@link dev.raftbeat.cli.Main}; what they do is done by the packages below.
 *
 * <p>Rule: the only package that sees picocli, and the only one that decides an exit code or writes to standard error;
 * no stack trace ever reaches a user.
 */
package dev.raftbeat.cli;
