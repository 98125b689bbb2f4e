package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.FactInbox;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the environment says, what keys are called, and what styles look like. */
class TerminalOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "xterm-256color, , , INDEXED",
        "xterm-256color, truecolor, , RGB",
        "xterm-256color, truecolor, 1, NONE",
        "xterm, 24bit, , RGB",
        "xterm, , , SIXTEEN",
        "screen, , , SIXTEEN",
        "vt100, , , NONE",
        "dumb, , , NONE",
        "xterm-direct, , , RGB"
    })
    void coloursAreThoseOfTheTerminal(String term, String colorTerm, String noColour, Colours colours) {
        Map<String, String> environment = Map.of(
                "TERM",
                term,
                "COLORTERM",
                colorTerm == null ? "" : colorTerm,
                "NO_COLOR",
                noColour == null ? "" : noColour);

        assertThat(TerminalOptions.of(environment, false, Optional.empty(), false)
                        .colours())
                .isEqualTo(colours);
    }

    @ParameterizedTest
    @CsvSource({
        "LC_ALL, C, true",
        "LC_ALL, POSIX, true",
        "LC_CTYPE, de_DE.ISO-8859-1, true",
        "LANG, en_US.UTF-8, false",
        "LANG, C.utf8, false",
        "LANG, '', false",
        "RAFTBEAT_LOCALE, C, true"
    })
    void aLocaleThatIsNotUtf8IsDrawnInAscii(String name, String locale, boolean ascii) {
        Map<String, String> environment = new HashMap<>(Map.of(name, locale));
        assertThat(TerminalOptions.of(environment, false, Optional.empty(), false)
                        .ascii())
                .isEqualTo(ascii);
        assertThat(TerminalOptions.of(environment, true, Optional.empty(), false)
                        .ascii())
                .isTrue();
    }

    @Test
    void ofTheLocalesTheFirstThatIsSetCounts() {
        Map<String, String> environment = Map.of("LC_ALL", "", "LC_CTYPE", "C.UTF-8", "LANG", "C");
        assertThat(TerminalOptions.of(environment, false, Optional.empty(), false)
                        .ascii())
                .isFalse();
    }

    @Test
    void theBackgroundIsAskedForOrTold() {
        Map<String, String> light = Map.of("COLORFGBG", "0;default;15");
        Map<String, String> dark = Map.of("COLORFGBG", "15;0");

        assertThat(TerminalOptions.of(light, false, Optional.empty(), false).light())
                .isTrue();
        assertThat(TerminalOptions.of(light, false, Optional.of(false), false).light())
                .isFalse();
        assertThat(TerminalOptions.of(dark, false, Optional.empty(), false).light())
                .isFalse();
        assertThat(TerminalOptions.of(Map.of(), false, Optional.of(true), false).light())
                .isTrue();
        assertThat(TerminalOptions.dumb(Map.of())).isTrue();
        assertThat(TerminalOptions.dumb(Map.of("TERM", "xterm"))).isFalse();
    }

    /** On either background, in any number of colours: leader, candidate, follower and dead differ. */
    @ParameterizedTest
    @EnumSource(
            value = Colours.class,
            names = {"SIXTEEN", "INDEXED", "RGB"})
    void rolesDifferInColour(Colours colours) {
        for (boolean light : new boolean[] {false, true}) {
            Theme theme = new Theme(new TerminalOptions(false, light, colours, false));
            Set<TextColor> seen = new HashSet<>();
            for (Style style : new Style[] {Style.LEADER, Style.CANDIDATE, Style.FOLLOWER, Style.DEAD}) {
                assertThat(seen.add(theme.cell('x', style, false).getForegroundColor()))
                        .as("%s %s", style, colours)
                        .isTrue();
            }
        }
    }

    @Test
    void inverseIsSeenWithoutColour() {
        Theme theme = new Theme(new TerminalOptions(false, false, Colours.NONE, false));

        assertThat(theme.cell('x', Style.TEXT, true).getModifiers()).contains(SGR.REVERSE);
        assertThat(theme.cell('x', Style.TEXT, false).getModifiers()).doesNotContain(SGR.REVERSE);
        assertThat(theme.cell('x', Style.BAD, false).getModifiers()).contains(SGR.BOLD);
    }

    @Test
    void sizesAreReadAndNonsenseIsNot() {
        assertThat(BufferedTerminal.size("36 120")).isEqualTo(new TerminalSize(120, 36));
        assertThat(BufferedTerminal.size("0 0")).isEqualTo(new TerminalSize(80, 24));
        assertThat(BufferedTerminal.size("")).isEqualTo(new TerminalSize(80, 24));
        assertThat(BufferedTerminal.size("99999999999 3")).isEqualTo(new TerminalSize(80, 24));
    }

    @Test
    void keysHaveOurNames() {
        assertThat(Keys.of(new KeyStroke('k', false, false))).isEqualTo(Key.of('k'));
        assertThat(Keys.of(new KeyStroke('C', true, false))).isEqualTo(Key.ctrl('c'));
        assertThat(Keys.of(new KeyStroke('k', false, true))).isEqualTo(Key.of(Code.OTHER));
        assertThat(Keys.of(new KeyStroke(KeyType.ReverseTab))).isEqualTo(Key.of(Code.BACK_TAB));
        assertThat(Keys.of(new KeyStroke(KeyType.F5))).isEqualTo(Key.of(Code.OTHER));
    }

    @Test
    void aFloodLosesRoutineFactsAloneAndSaysHowMany() {
        FactInbox queue = new FactInbox(FactInbox.ROUTINE_MAX);
        NodeId node = new NodeId("n1");
        for (int i = 0; i < FactInbox.ROUTINE_MAX + 5; i++) {
            queue.tell(new StampedFact(i, node, 1, i + 1, i, Optional.empty(), new HeartbeatHeard(node, 1)));
        }
        queue.tell(new StampedFact(0, node, 1, 1, 1, Optional.empty(), new BecameFollower(1, Optional.empty())));

        assertThat(queue.takeDropped()).isEqualTo(5);
        assertThat(queue.takeDropped()).isZero();
        assertThat(queue.take().facts()).hasSize(FactInbox.ROUTINE_MAX + 1);
        assertThat(queue.take().facts()).isEmpty();
    }
}
