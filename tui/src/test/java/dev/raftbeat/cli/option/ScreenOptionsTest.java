package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.terminal.CastPlayer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void aRoomIsShownStrongContrast() {
        Shown shown = new Shown();
        new CommandLine(shown).parseArgs("--present");
        assertThat(shown.screen.terminal().present()).isTrue();
    }

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private int demo(Path cast) {
        return Main.run(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words("demo --on sim --seed 3 --plain --for 1ms --cast " + cast));
    }

    private static String[] words(String line) {
        return line.split(" ");
    }

    @Test
    void aCastOfOursAndAnEmptyFileAreWrittenOver() throws IOException {
        Path file = Files.createFile(directory.resolve("a.cast"));
        for (int i = 0; i < 2; i++) {
            assertThat(demo(file)).as(err.toString()).isEqualTo(ExitCodes.UNKNOWN);
            CastPlayer played = new CastPlayer(file);
            assertThat(played.head).containsEntry("width", 80L).containsEntry("command", "raftbeat demo");
            assertThat(played.pictures).last().asString().contains("RAFTBEAT");
        }
    }

    @Test
    void whatIsNoCastOfOursIsKept() throws IOException {
        for (String text : List.of("thesis", "{\"version\":2,\"width\":80,\"height\":24}\n", "{\"version\":2")) {
            Path file = Files.writeString(directory.resolve("a"), text);
            assertThat(demo(file)).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString()).contains(file + " is there already, and is no cast of raftbeat");
            assertThat(Files.readString(file)).isEqualTo(text);
        }
        assertThat(demo(directory.resolve("none/a.cast"))).isEqualTo(ExitCodes.ENVIRONMENT);
    }
}
