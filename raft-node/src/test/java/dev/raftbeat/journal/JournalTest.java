package dev.raftbeat.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.files.UnusableFileException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    /** So many of them fill a window. */
    private static final int LONG_LINES = 64;

    private static final int LONG = Journal.WINDOW_BYTES / LONG_LINES - 1;

    @TempDir
    private Path folder;

    private Journal journal(boolean whole) {
        return new Journal(folder.resolve("n1.facts.ndjson"), whole);
    }

    private static JournalWriter writer(Journal journal) throws IOException {
        return new JournalWriter(journal, () -> List.of(bytes("past")));
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /** A line that is long, and says its number first. */
    private static byte[] longLine(int number) {
        return bytes(String.format("%-" + (LONG - 1) + "d.", number));
    }

    private static List<String> all(JournalReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = reader.poll(); line.isPresent(); line = reader.poll()) {
            lines.add(line.get());
        }
        return lines;
    }

    private static List<Integer> numbers(List<String> lines) {
        return lines.stream()
                .filter(line -> line.charAt(0) != Journal.AGAIN)
                .map(line -> Integer.valueOf(line.substring(0, 6).strip()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everyReaderHasALineAsSoonAsItWasAppended(boolean whole) throws IOException {
        JournalWriter writer = writer(journal(whole));
        try (JournalReader one = new JournalReader(journal(whole));
                JournalReader other = new JournalReader(journal(whole))) {
            assertThat(one.poll()).isEmpty();
            for (String line : List.of("a", "äöü \u2014", "{\"fact\":1}", "x".repeat(300_000))) {
                writer.append(bytes(line));
                assertThat(one.poll()).contains(line);
                assertThat(one.poll()).isEmpty();
            }
            assertThat(all(other)).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoKeepsUpMissesNothingOverManyWindows(boolean whole) throws IOException {
        JournalWriter writer = writer(journal(whole));
        List<String> read = new ArrayList<>();
        try (JournalReader reader = new JournalReader(journal(whole))) {
            for (int i = 0; i < 4 * LONG_LINES; i++) {
                writer.append(longLine(i));
                read.addAll(all(reader));
            }
        }
        assertThat(numbers(read))
                .isEqualTo(IntStream.range(0, 4 * LONG_LINES).boxed().toList());
        assertThat(read).as("who begins at one of the later windows").contains(" past");
    }

    @Test
    void whoIsTooSlowGoesOnWithTheOldestThatIsKeptAndTheDiskHoldsNoMore() throws IOException {
        JournalWriter writer = writer(journal(false));
        writer.append(bytes("0     "));
        try (JournalReader reader = new JournalReader(journal(false))) {
            assertThat(numbers(all(reader))).containsExactly(0);
            int count = (Journal.WINDOWS_KEPT + 5) * LONG_LINES;
            for (int i = 1; i < count; i++) {
                writer.append(longLine(i));
            }
            List<Integer> rest = numbers(all(reader));
            assertThat(rest)
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .endsWith(count - 1)
                    .hasSizeLessThan(count - LONG_LINES);
            assertThat(rest.size()).isGreaterThan((Journal.WINDOWS_KEPT - 1) * (LONG_LINES - 1));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.count()).isLessThanOrEqualTo(Journal.WINDOWS_KEPT + 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoComesLateBeginsAtTheNewestWindowWithWhatWasToldBefore(boolean whole) throws IOException {
        JournalWriter writer = writer(journal(whole));
        int count = (JournalReader.WINDOWS_AT_ONCE + 3) * LONG_LINES;
        for (int i = 0; i < count; i++) {
            writer.append(longLine(i));
        }
        try (JournalReader reader = new JournalReader(journal(whole))) {
            List<String> read = all(reader);
            assertThat(read.get(0)).isEqualTo(" past");
            assertThat(numbers(read)).hasSizeBetween(1, LONG_LINES).endsWith(count - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNextLifeGoesOnBehindALineThatAKillCutOff(boolean whole) throws IOException {
        Journal journal = journal(whole);
        writer(journal).append(bytes("one"));
        try (JournalReader reader = new JournalReader(journal)) {
            assertThat(all(reader)).containsExactly("one");
            // The system may copy the parts of a line in any order.
            tear(journal.window(1), 4, "{\"v\":1");
            tear(journal.window(1), 20, "half\"");
            assertThat(all(reader)).isEmpty();

            writer(journal).append(bytes("two"));
            assertThat(all(reader)).containsExactly("two");
            // Killed between two lines, it leaves nothing to cancel.
            writer(journal).append(bytes("three"));
            assertThat(all(reader)).containsExactly("three");
        }
        assertThat(Files.size(journal.window(1))).isEqualTo(Journal.WINDOW_BYTES);
    }

    private static void tear(Path file, long place, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(bytes(text)), place);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLifeThatBeginsInALaterWindowGoesOnThere(boolean whole) throws IOException {
        List<Integer> expected = new ArrayList<>();
        for (int life = 0; life < 5; life++) {
            JournalWriter writer = writer(journal(whole));
            for (int i = 0; i < LONG_LINES * 2 / 5; i++) {
                expected.add(expected.size());
                writer.append(longLine(expected.size() - 1));
            }
        }
        try (JournalReader reader = new JournalReader(journal(whole))) {
            assertThat(numbers(all(reader))).isEqualTo(expected);
        }
    }

    @Test
    void aWholeJournalThatIsClosedIsAPlainFile() throws IOException {
        Journal journal = journal(true);
        try (JournalWriter writer = writer(journal)) {
            writer.append(bytes("one"));
        }
        try (JournalWriter writer = writer(journal)) {
            writer.append(bytes("two"));
        }
        assertThat(Files.readString(journal.file())).isEqualTo("one\ntwo\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(journal.file())))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingIsWrittenOrReadThroughALink(boolean whole) throws IOException {
        Path others = Files.writeString(folder.resolve("theirs"), "mine\n");
        Files.createSymbolicLink(journal(whole).window(1), others);
        assertThatThrownBy(() -> writer(journal(whole))).isInstanceOf(UnusableFileException.class);
        assertThatThrownBy(() -> new JournalReader(journal(whole))).isInstanceOf(UnusableFileException.class);
        assertThat(Files.readString(others)).isEqualTo("mine\n");
    }
}
