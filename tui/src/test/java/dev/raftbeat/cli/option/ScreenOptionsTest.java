package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class ScreenOptionsTest {
    /** A command with a screen. */
    @Command
    private static final class Shown {
        @Mixin
        private ScreenOptions screen;
    }

    @ParameterizedTest
    @CsvSource({"--ascii, true", "--mouse, true", "--no-mouse, false"})
    void theMouseIsTakenUnlessItIsLeftToTheTerminal(String argument, boolean mouse) {
        Shown shown = new Shown();
        new CommandLine(shown).parseArgs(argument);
        assertThat(shown.screen.terminal().mouse()).isEqualTo(mouse);
    }
}
