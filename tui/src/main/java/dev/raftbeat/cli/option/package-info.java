/**
 * Options, exit codes and output that several commands share.
 *
 * <p>Rule: a command that needs the same option as another finds it here.
 */
package dev.raftbeat.cli.option;
