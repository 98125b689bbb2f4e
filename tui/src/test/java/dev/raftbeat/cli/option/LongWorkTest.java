package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.world.WorldException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How far work has come, and what becomes of it when it is stopped. */
class LongWorkTest {
    private static final long SECOND = 1_000_000_000L;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final CleanWriter printed = CleanWriter.over(out);
    private final LongWork work = new LongWork(printed, CleanWriter.over(err), () -> true);
    private final Progress progress = work.progress();

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    0; 2; 0 of 2,000 runs (0 %) after 2 s
                    1; 2; 1 of 2,000 runs (0 %) after 2 s, about 1 h 6 min to go
                    500; 10; 500 of 2,000 runs (25 %) after 10 s, about 30 s to go
                    1990; 65; 1,990 of 2,000 runs (99 %) after 1 min 5 s, about 1 s to go
                    2000; 70; 2,000 of 2,000 runs (100 %) after 1 min 10 s, about 1 s to go
                    2300; 70; 2,000 of 2,000 runs (100 %) after 1 min 10 s, about 1 s to go
                    """)
    void itSaysWhatIsDoneAndEstimatesTheRest(double done, long seconds, String line) {
        progress.begin("runs", 2_000);
        progress.count(done);
        assertThat(ProgressText.line(progress, seconds * SECOND)).isEqualTo(line);
    }

    @Test
    void whereTheNumberSaysNothingTheShareIsTold() {
        progress.begin("", 4e9);
        progress.count(1e9);
        assertThat(ProgressText.line(progress, 20 * SECOND)).isEqualTo("25 % done after 20 s, about 1 min to go");
    }

    @Test
    void whereTheEndIsNotKnownTheEstimateIsALeast() {
        progress.begin("states", 1);
        progress.grow(4_000);
        progress.count(1_000);
        assertThat(ProgressText.line(progress, 20 * SECOND))
                .isEqualTo("1,000 of 4,000 states found so far after 20 s, at least 1 min to go");
    }

    @Test
    void whatHasNoEndIsSaidWithoutOne() {
        assertThat(ProgressText.line(progress, 3 * SECOND)).isEqualTo("working after 3 s");
        progress.begin("making a scenario small", 0);
        assertThat(ProgressText.line(progress, 3 * SECOND)).isEqualTo("making a scenario small after 3 s");
    }

    @Test
    void elsewhereThanOnATerminalEachLineStays() {
        progress.begin("runs", 10);
        work.show(false);
        work.show(false);
        printed.println("found");
        work.close();
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("0 of 10 runs (0 %) after"));
        assertThat(out.toString().lines()).containsExactly("found");
    }

    @Test
    void noLineIsLeftBehindByWhatIsSaidWhileItCloses() {
        LongWork[] closing = new LongWork[1];
        StringWriter slow = new StringWriter() {
            @Override
            public void flush() {
                closing[0].show(true);
            }
        };
        closing[0] = new LongWork(CleanWriter.over(slow), CleanWriter.over(err), () -> true);
        closing[0].close();
        assertThat(err.toString()).doesNotContain("working");
    }

    @Test
    void onATerminalTheLineMakesRoomForWhatIsPrinted() {
        progress.begin("runs", 10);
        work.show(true);
        assertThat(err.toString()).startsWith("\r\u001B[K0 of 10 runs").doesNotContain("\n");
        printed.println("found");
        assertThat(err.toString()).endsWith("\r\u001B[K");
        work.show(true);
        work.close();
        assertThat(err.toString()).endsWith("\r\u001B[K");
        work.show(true);
        assertThat(err.toString()).endsWith("\r\u001B[K");
    }

    @Test
    void aTerminalLineFitsIntoOne() {
        progress.begin("x".repeat(200), 10);
        work.show(true);
        assertThat(err.toString().replace("\r\u001B[K", "")).hasSize(79);
    }

    @Test
    void whatCameToItsEndBearsNoMark() throws Exception {
        assertThat(work.run(running -> running.advance(1))).isTrue();
        assertThat(work.exit(ExitCodes.UNKNOWN)).isEqualTo(ExitCodes.UNKNOWN);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void whatWasStoppedIsMarkedAsPartial() throws Exception {
        boolean ended = work.run(running -> {
            running.begin("runs", 10);
            running.advance(3);
            running.stop();
            running.advance(1);
        });
        assertThat(ended).isFalse();
        assertThat(work.exit(ExitCodes.VALID)).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(out.toString().lines()).containsExactly("partial: interrupted, 4 of 10 runs (40 %)");
    }

    @Test
    void jsonBearsItsMarkWithin() {
        progress.begin("runs", 10);
        progress.stop();
        Map<String, Object> json = new LinkedHashMap<>(Map.of("seed", 7));
        assertThat(work.exitAfter(json, ExitCodes.VALID)).isEqualTo(ExitCodes.INTERRUPTED);
        assertThat(out.toString()).contains("\"partial\": \"interrupted, 0 of 10 runs (0 %)\"");
        assertThat(err.toString().lines()).containsExactly("partial: interrupted, 0 of 10 runs (0 %)");
    }

    @Test
    void aClusterThatTheSameSignalEndedIsNoTrouble() throws Exception {
        LongWork.Work<RuntimeException> gone = running -> {
            throw new WorldException("n1 is gone");
        };
        assertThatThrownBy(() -> work.run(gone)).isInstanceOf(WorldException.class);
        progress.stop();
        assertThat(work.run(gone)).isFalse();
    }

    @Test
    void whoWaitsForSomethingElseIsWokenOnce() {
        int[] woken = {0};
        progress.whenStopped(() -> woken[0]++);
        progress.stop();
        progress.stop();
        assertThat(woken[0]).isEqualTo(1);
        progress.whenStopped(() -> woken[0] += 10);
        assertThat(woken[0]).isEqualTo(11);
        assertThatThrownBy(progress::check).isInstanceOf(StoppedException.class);
    }
}
