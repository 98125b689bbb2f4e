package dev.raftbeat.lesson;

import java.util.List;

/**
 * What a command has printed.
 *
 * @param exitCode as a shell would see it
 * @param lines of standard output, and of standard error where it was refused
 */
public record CommandOutput(int exitCode, List<String> lines) {
    public CommandOutput {
        lines = List.copyOf(lines);
    }
}
