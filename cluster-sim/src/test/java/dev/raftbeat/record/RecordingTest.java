package dev.raftbeat.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Recordings are found wherever they lie, and read as far as they go. */
class RecordingTest {
    private static final List<StampedFact> FACTS = History.booted(3).facts();

    @TempDir
    private Path folder;

    private static byte[] bytes(List<StampedFact> facts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (StampedFact fact : facts) {
            bytes.writeBytes(FactCodec.write(fact));
            bytes.write('\n');
        }
        return bytes.toByteArray();
    }

    private static List<StampedFact> read(Recording recording) throws RecordingException {
        List<StampedFact> read = new ArrayList<>();
        recording.tellTo(read::add);
        return read;
    }

    @Test
    void aFileAFolderAndItsParentWithALinkAreAllARecording() throws Exception {
        RunWriter writer = RunWriter.create(folder, "run", Instant.parse("2030-01-02T12:00:00.5Z"));
        FACTS.forEach(writer::tell);
        writer.close();
        for (Path path : List.of(
                writer.folder(),
                writer.folder().resolve(RunWriter.FACTS),
                writer.folder().getParent())) {
            Recording recording = Recording.open(path);
            assertThat(read(recording)).isEqualTo(FACTS);
            assertThat(recording.title()).isEqualTo("run");
            assertThat(recording.when()).contains("2030-01-02 12:00:00 UTC");
        }
    }

    @Test
    void theFolderOfAClusterThatRecordsIsOneToo() throws Exception {
        Path nodes = Files.createDirectory(folder.resolve("nodes"));
        for (String name : List.of("n1", "n2", "n3")) {
            List<StampedFact> own = FACTS.stream()
                    .filter(fact -> fact.node().name().equals(name))
                    .toList();
            Files.write(nodes.resolve(name + ".facts.ndjson"), bytes(own));
        }
        Files.createFile(folder.resolve("world.ndjson"));
        assertThat(read(Recording.open(folder))).hasSameElementsAs(FACTS);
    }

    /** As the process of a node leaves it that was killed: while it wrote, and earlier while it wrote. */
    @Test
    void aJournalOfAKilledNodeIsWhole() throws Exception {
        Path nodes = Files.createDirectory(folder.resolve("nodes"));
        StampedFact first = FACTS.get(0);
        List<StampedFact> own = new ArrayList<>();
        for (int seq = 1; seq <= 6; seq++) {
            own.add(new StampedFact(seq, first.node(), 1, seq, seq, Optional.empty(), first.fact()));
        }
        ByteArrayOutputStream journal = new ByteArrayOutputStream();
        journal.write(bytes(own.subList(0, 2)));
        journal.write("{\"v\":1,\"t_n\u0018\u0018\u0018\n\n\n\n".getBytes(StandardCharsets.UTF_8));
        journal.write(' ');
        journal.write(bytes(own.subList(1, 2)));
        journal.write(bytes(own.subList(2, own.size())));
        journal.write("{\"v\":1".getBytes(StandardCharsets.UTF_8));
        journal.write(new byte[5 << 20]);
        Files.write(nodes.resolve("n1.facts.ndjson"), journal.toByteArray());
        List<StampedFact> read = new ArrayList<>();
        RecordingDefects flaws = Recording.open(folder).tellTo(read::add);
        assertThat(read).isEqualTo(own);
        assertThat(flaws.none()).as(flaws.toString()).isTrue();
    }

    @Test
    void whatHoldsNoFactIsRefusedInASentence() throws IOException {
        refused(folder.resolve("missing"), "does not exist");
        refused(folder, "is a folder without facts: expected facts.ndjson in it");
        refused(Files.createFile(folder.resolve("empty")), "is empty: expected facts, one line of JSON each");
        byte[] binary = new byte[3 << 20];
        for (int i = 0; i < binary.length; i++) {
            binary[i] = (byte) (i * 31 % 251);
        }
        refused(Files.write(folder.resolve("binary"), binary), "holds no fact");
        refused(
                Files.write(folder.resolve("long"), new byte[FactCodec.LINE_BYTES_MAX + 1]),
                "holds no fact: expected one line of JSON each, but long:1: a line of more than 262144 bytes");
    }

    private static void refused(Path path, String sentence) {
        assertThatThrownBy(() -> read(Recording.open(path)))
                .isInstanceOf(RecordingException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("\n");
    }

    @Test
    void damageInTheMiddleCostsOnlyItsLine() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(bytes(FACTS.subList(0, 2)));
        bytes.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xC3, 0, '{', '\n', '\n'});
        bytes.writeBytes(new byte[FactCodec.LINE_BYTES_MAX + 7]);
        bytes.write('\n');
        bytes.writeBytes(bytes(FACTS.subList(2, FACTS.size())));
        Recording recording = Recording.open(Files.write(folder.resolve("facts"), bytes.toByteArray()));
        List<StampedFact> read = new ArrayList<>();
        RecordingDefects flaws = recording.tellTo(read::add);
        assertThat(read).isEqualTo(FACTS);
        assertThat(flaws.first()).extracting(RecordingDefects.Line::line).containsExactly(3L, 5L);
        assertThat(flaws.missing()).isZero();
    }

    /** A line of 3 GB, or a file that is none of facts, is not read to its end. */
    @Test
    void nothingIsReadBehindALineThatIsTooLong() throws Exception {
        Path file = Files.write(folder.resolve("facts"), bytes(FACTS.subList(0, 2)));
        long end = Files.size(file) + FactLines.PASSED_BYTES_MAX + 1_000_000;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap("\n".getBytes(StandardCharsets.UTF_8)), end);
        }
        Files.write(file, bytes(FACTS.subList(2, 3)), StandardOpenOption.APPEND);
        List<StampedFact> read = new ArrayList<>();
        RecordingDefects flaws = Recording.open(file).tellTo(read::add);
        assertThat(read).isEqualTo(FACTS.subList(0, 2));
        assertThat(flaws.damaged()).isEqualTo(1);
        assertThat(flaws.sentences()).contains("nothing was read behind line 3 of facts: it is longer than 64 MiB");
    }

    @Test
    void nothingIsReadBehindTooManyLinesThatAreNoFacts() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] garbage = "?\n".repeat(FactLines.PASSED_LINES_MAX - 1).getBytes(StandardCharsets.UTF_8);
        bytes.writeBytes(garbage);
        bytes.writeBytes(bytes(FACTS.subList(0, 1)));
        bytes.writeBytes(garbage);
        bytes.writeBytes("?\n?\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(bytes(FACTS.subList(1, 2)));
        List<StampedFact> read = new ArrayList<>();
        RecordingDefects flaws = Recording.open(Files.write(folder.resolve("facts"), bytes.toByteArray()))
                .tellTo(read::add);
        assertThat(read).isEqualTo(FACTS.subList(0, 1));
        assertThat(flaws.damaged()).isEqualTo(2 * FactLines.PASSED_LINES_MAX - 1);
        assertThat(flaws.sentences())
                .contains("nothing was read behind line 200000 of facts: it is the last of 100,000 lines in a row that "
                        + "are no whole facts");
    }

    @Test
    void aLaneOfAnyLengthStaysBoundedAndKeepsItsEnds() {
        TimelineLane<Integer> lane = new TimelineLane<>();
        for (int i = 0; i < 100_000; i++) {
            lane.note(i * 1_000_000L, i % 3);
        }
        List<TimelineLane.Piece<Integer>> pieces = lane.pieces(200_000_000_000L);
        assertThat(pieces).hasSizeLessThanOrEqualTo(TimelineLane.PIECES_MAX).anyMatch(TimelineLane.Piece::mixed);
        assertThat(pieces.get(0).fromNanos()).isZero();
        assertThat(pieces.get(pieces.size() - 1).toNanos()).isEqualTo(200_000_000_000L);
        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).fromNanos()).isEqualTo(pieces.get(i - 1).toNanos());
        }
    }
}
