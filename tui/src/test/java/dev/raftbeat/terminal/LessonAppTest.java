package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.lesson.CommandOutput;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.Score;
import dev.raftbeat.lesson.SimRun;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A shipped lesson on a terminal in memory: keys go in, cells come out. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class LessonAppTest {
    private final QueuedTerminal terminal = new QueuedTerminal(new TerminalSize(80, 24));
    private final Semaphore frames = new Semaphore(0);
    private final Lesson lesson = Lessons.all().get(0);
    private final LessonPlayer player = new LessonPlayer(lesson);

    LessonAppTest() {
        terminal.addVirtualTerminalListener(new FrameCounter(frames));
    }

    private CompletableFuture<ExitReason> start() {
        return CompletableFuture.supplyAsync(() -> {
            try (LessonRun run = new LessonRun(
                    lesson,
                    stretch -> new SimRun(stretch, OptionalLong.empty()),
                    (words, folder) -> new CommandOutput(0, List.of()))) {
                return LessonApp.run(player, run, new TerminalOptions(false, false, Colours.RGB, false), terminal);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private String text() {
        TerminalSize size = terminal.getTerminalSize();
        StringBuilder all = new StringBuilder();
        for (int y = 0; y < size.getRows(); y++) {
            for (int x = 0; x < size.getColumns(); x++) {
                all.append(
                        terminal.getBufferCharacter(new TerminalPosition(x, y)).getCharacterString());
            }
            all.append('\n');
        }
        return all.toString();
    }

    private String await(Predicate<String> wanted) throws InterruptedException {
        String shown = text();
        while (!wanted.test(shown)) {
            frames.tryAcquire(1, TimeUnit.SECONDS);
            shown = text();
        }
        return shown;
    }

    private void press(KeyType key) {
        terminal.addInput(new KeyStroke(key));
    }

    private void press(char letter) {
        terminal.addInput(new KeyStroke(letter, false, false));
    }

    @Test
    void pastedTextIsNoKeys() throws Exception {
        CompletableFuture<ExitReason> end = start();
        String first = await(text -> text.contains(lesson.title()));
        terminal.addInput(new PasteInput.Pasted("q\r?123"));
        terminal.addInput(new KeyStroke('?', false, false));
        await(text -> !text.equals(first));
        assertThat(end).isNotDone();
        press(KeyType.Escape);
        terminal.addInput(new KeyStroke('q', false, false));
        assertThat(end.get()).isEqualTo(ExitReason.QUIT);
    }

    @Test
    void aWholeLessonIsTakenWithRealKeys() throws Exception {
        CompletableFuture<ExitReason> end = start();
        await(text -> text.contains("A pulse") && text.contains("leader  "));
        press(KeyType.Enter);
        await(text -> text.contains("What do you think?"));
        press('2');
        await(text -> text.contains("The run") && text.contains("killed") && text.contains("Enter to its end"));
        press(' ');
        await(text -> text.contains("space go"));
        press(' ');
        await(text -> text.contains("space stop"));
        press(KeyType.Enter);
        await(text -> text.contains("held") && text.contains("leads term 2"));
        press('r');
        await(text -> text.contains("space stop") && !text.contains("leads term 2"));
        press(KeyType.Enter);
        await(text -> text.contains("held") && text.contains("leads term 2"));
        press(KeyType.Enter);
        await(text -> text.contains("You said 2, and so it is."));
        press(KeyType.Enter);
        await(text -> text.contains("Silence"));
        press(KeyType.Enter);
        await(text -> text.contains("back to a fault: kill"));
        press(KeyType.Enter);
        await(text -> text.contains("1-2 your answer"));
        press('1');
        await(text -> text.contains("Enter to its end") && text.contains("set heartbeat 400ms"));
        press(KeyType.Enter);
        await(text -> text.contains("held"));
        press(KeyType.Enter);
        await(text -> text.contains("You said 1; it is 2."));
        press(KeyType.Enter);
        press(KeyType.Enter);
        await(text -> text.contains("You foresaw 1 of 2."));
        press('w');
        await(text -> text.contains("back to") && text.contains("any other key closes"));
        press('w');
        press('q');

        assertThat(end.get()).isEqualTo(ExitReason.QUIT);
        assertThat(player.score()).isEqualTo(new Score(1, 2));
        assertThat(player.over()).isTrue();
    }
}
