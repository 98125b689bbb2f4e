package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The traps of real terminals, in a real pseudo-terminal: {@code script} of util-linux makes one, the shell in it runs
 * the screen and then tells how it found its terminal.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class PtyTest {
    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String ESC = "\u001b";

    private final StringBuilder seen = new StringBuilder();
    private Process process;

    @BeforeEach
    void start() throws IOException {
        start("", "");
    }

    /**
     * @param wrapper a command that the screen is started by, with a blank behind it
     * @param argument of the player; any leaves the mouse to the terminal
     */
    private void start(String wrapper, String argument) throws IOException {
        assertThat(SCRIPT).as("of util-linux, which every Linux has").isExecutable();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String screen = wrapper + java + " -XX:TieredStopAtLevel=1 -cp '" + System.getProperty("java.class.path") + "' "
                + PtyPlayer.class.getName() + " " + argument;
        ProcessBuilder builder = new ProcessBuilder(
                SCRIPT.toString(),
                "-q",
                "-c",
                "stty rows 24 columns 80; stty -g; " + screen + "; echo code $?; stty -g; echo over",
                "/dev/null");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("RAFTBEAT_LOCALE", "C.UTF-8");
        builder.environment().remove("NO_COLOR");
        process = builder.redirectErrorStream(true).start();
    }

    @AfterEach
    void end() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void await(Predicate<String> wanted) throws IOException {
        InputStream output = process.getInputStream();
        byte[] buffer = new byte[8192];
        while (!wanted.test(seen.toString())) {
            int length = output.read(buffer);
            assertThat(length).as("it ended early: %s", seen).isPositive();
            seen.append(new String(buffer, 0, length, StandardCharsets.UTF_8));
        }
    }

    /** What stands on the screen already is not drawn again, so that all of it is asked for when there is something new. */
    private void awaitDone(String line) throws IOException {
        await(text -> words(text).contains("done"));
        press("\f");
        await(text -> words(text).contains("done: " + line));
    }

    /** Blanks are jumped over where they are on the screen already. */
    private static String words(String text) {
        return text.replaceAll(ESC + "\\[\\d+;\\d+H", " ");
    }

    private void press(String keys) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(keys.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    private void assertTerminalIsAsBefore() throws IOException, InterruptedException {
        await(text -> text.contains("over"));
        String[] lines = seen.toString().split("\r?\n", -1);
        String before = lines[0].strip();
        String after = lines[lines.length - 3].strip().isEmpty() ? lines[lines.length - 2] : lines[lines.length - 3];
        assertThat(before).contains(":");
        assertThat(after.strip()).as("settings of the terminal").isEqualTo(before);
        assertThat(seen.lastIndexOf(ESC + "[?1049l")).isGreaterThan(seen.lastIndexOf(ESC + "[?1049h"));
        assertThat(seen.substring(seen.lastIndexOf(ESC + "[?1049l") + 1))
                .as("nothing is drawn on the shell")
                .doesNotContain(ESC);
        assertThat(seen.lastIndexOf(ESC + "[?1000l"))
                .as("the mouse")
                .isGreaterThanOrEqualTo(seen.lastIndexOf(ESC + "[?1000h"));
        assertThat(seen.lastIndexOf(ESC + "[?25h")).isGreaterThan(seen.lastIndexOf(ESC + "[?25l"));
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void itDrawsTakesKeysAndLeavesTheTerminalAsItWas() throws Exception {
        await(text -> text.contains("RAFTBEAT") && text.contains("quit"));
        assertThat(seen).contains("terminal: true").contains("café");
        assertThat(seen.substring(seen.indexOf("RAFTBEAT")))
                .as("no escape from outside")
                .doesNotContain(ESC + "[2J");
        press("\u001a");
        await(text -> words(text).contains("Ctrl-Z does nothing here"));
        press("k");
        awaitDone("kill n1");
        press("q");
        await(text -> text.contains("left: QUIT"));
        assertTerminalIsAsBefore();
    }

    @Test
    void pastedTextIsNoKeysAndGoesToTheLineThatIsBeingTyped() throws Exception {
        await(text -> text.contains("quit"));
        assertThat(seen).as("pastes are marked").contains(ESC + "[?2004h");
        // In one piece: what comes long after the mark of an end counts as keys.
        press(ESC + "[200~Walk to the park q\r" + ESC + "[201~kqzk" + ESC + "[201~");
        await(text -> words(text).contains("pasted text goes to a line"));
        press(":");
        press(ESC + "[200~heal; kill \r" + ESC + "[201~n2\r");
        awaitDone("kill n2");
        assertThat(words(seen.toString())).as("nothing else was done").doesNotContain("done: kill n1", "done: pause");
        press("q");
        await(text -> text.contains("left: QUIT"));
        assertThat(seen).contains(ESC + "[?2004l");
        assertTerminalIsAsBefore();
    }

    @Test
    void aSessionWithoutAControllingTerminalHasAScreenToo() throws Exception {
        end();
        seen.setLength(0);
        start("setsid -w ", "");
        await(text -> text.contains("RAFTBEAT") && text.contains("quit"));
        assertThat(seen).contains("terminal: true");
        press("q");
        await(text -> text.contains("left: QUIT"));
        assertTerminalIsAsBefore();
    }

    @Test
    void theMouseIsReportedUntilTheScreenIsLeft() throws Exception {
        await(text -> text.contains("quit"));
        assertThat(seen).contains(ESC + "[?1000h" + ESC + "[?1006h");
        // The second hint of the last line, ": command": the letters behind it are then typed, and are no keys.
        press(ESC + "[<0;10;24M" + ESC + "[<0;10;24m" + ESC + "[<65;9;9M");
        press("kill n1\r");
        awaitDone("kill n1");
        // The first hint, "? help": the page stays when the button is let go, so that the next key closes it and does
        // no more.
        press(ESC + "[<0;2;24M" + ESC + "[<0;2;24m" + "z");
        press(":resume n1\r");
        awaitDone("resume n1");
        assertThat(words(seen.toString())).doesNotContain("done: pause");
        press("q");
        await(text -> text.contains("left: QUIT"));
        assertThat(seen.indexOf(ESC + "[?1006l" + ESC + "[?1000l")).isBetween(1, seen.lastIndexOf(ESC + "[?1049l"));
        assertTerminalIsAsBefore();
    }

    @Test
    void theMouseIsLeftToTheTerminalWhereThatIsAskedFor() throws Exception {
        end();
        seen.setLength(0);
        start("", "no-mouse");
        await(text -> text.contains("quit"));
        press("q");
        await(text -> text.contains("left: QUIT"));
        assertThat(seen).doesNotContain("[?1000", "[?1006");
        assertTerminalIsAsBefore();
    }

    @Test
    void ctrlCLeavesItAsItWas() throws Exception {
        await(text -> text.contains("quit"));
        press("\u0003");
        await(text -> text.contains("left: INTERRUPTED"));
        assertTerminalIsAsBefore();
    }

    @Test
    void aSignalToEndLeavesItAsItWas() throws Exception {
        await(text -> text.contains("quit"));
        process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroy);
        await(text -> text.contains("code 143"));
        assertTerminalIsAsBefore();
    }
}
