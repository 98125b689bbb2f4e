package dev.raftbeat.node.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node starts on when its ballot file was damaged, and what it refuses, and in which words. */
class BallotFileDamageTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final BallotSlot BLANK = BallotFile.blank("demo", N1);
    private static final Ballot OLDER = new Ballot(4, Optional.of(N2));
    private static final Ballot NEWEST = new Ballot(5, Optional.of(N1));
    private static final int SLOT = BallotSlot.BYTES;
    private static final List<IntUnaryOperator> PATTERNS =
            List.of(old -> old ^ 0x01, old -> old ^ 0x80, old -> ~old, old -> 0, old -> 0xff);
    private static final String DO_NOT =
            "do not put back an old copy, but start the node under a new name in an empty" + " directory.";

    private SimulatedDirectory dir;
    private byte[] file;
    private int newestAt;

    @BeforeEach
    void aNodeThatSavedTwice() throws IOException {
        dir = new SimulatedDirectory();
        try (BallotFile open = BallotFile.open(dir, BLANK)) {
            open.save(OLDER);
            open.save(NEWEST);
        }
        file = dir.read(BallotFile.BALLOT, 3 * SLOT).orElseThrow();
        assertThat(file).hasSize(2 * SLOT);
        newestAt = BallotSlot.decode(Arrays.copyOf(file, SLOT)).ballot().equals(NEWEST) ? 0 : SLOT;
    }

    private SimulatedDirectory holding(byte[] content) {
        SimulatedDirectory copy = dir.afterKill();
        copy.put(BallotFile.BALLOT, content);
        return copy;
    }

    private void refuses(byte[] content, String... words) {
        refuses(holding(content), words);
    }

    private static void refuses(SimulatedDirectory copy, String... words) {
        assertThatThrownBy(() -> BallotFile.open(copy, BLANK))
                .isInstanceOf(BallotFileException.class)
                .hasMessageContainingAll(words);
    }

    private static byte[] damaged(byte[] content, int at, IntUnaryOperator pattern) {
        byte[] copy = content.clone();
        copy[at] = (byte) pattern.applyAsInt(copy[at]);
        return copy;
    }

    @Test
    void anyDamagedByteOfOneSlotLeavesTheOther() throws IOException {
        int damages = 0;
        for (int at = 0; at < file.length; at++) {
            boolean inNewest = at / SLOT == newestAt / SLOT;
            for (IntUnaryOperator pattern : PATTERNS) {
                byte[] damaged = damaged(file, at, pattern);
                if (Arrays.equals(damaged, file)) {
                    continue;
                }
                try (BallotFile open = BallotFile.open(holding(damaged), BLANK)) {
                    assertThat(open.ballot()).isEqualTo(inNewest ? OLDER : NEWEST);
                    assertThat(open.boot()).isEqualTo(2);
                    assertThat(open.repaired().orElseThrow())
                            .startsWith(at < SLOT ? "the first slot" : "the second slot")
                            .contains("/nodes/n1/ballot");
                }
                damages++;
            }
        }
        assertThat(damages).isGreaterThan(4 * file.length - 1000);
    }

    @Test
    void aRepairIsReportedOnce() throws IOException {
        SimulatedDirectory damaged = holding(damaged(file, newestAt + 30, old -> ~old));
        BallotFile.open(damaged, BLANK).close();
        try (BallotFile open = BallotFile.open(damaged, BLANK)) {
            assertThat(open.repaired()).isEmpty();
            assertThat(open.ballot()).isEqualTo(OLDER);
        }
    }

    @Test
    void anyDamagedByteInBothSlotsIsRefused() {
        for (int at = 0; at < SLOT; at++) {
            IntUnaryOperator pattern = PATTERNS.get(at % 3);
            byte[] once = damaged(file, at, pattern);
            refuses(damaged(once, SLOT + at, pattern), "/nodes/n1/ballot is damaged in both", DO_NOT);
            refuses(damaged(once, 2 * SLOT - 1 - at, pattern), "/nodes/n1/ballot is damaged in both", DO_NOT);
        }
        refuses(new byte[2 * SLOT], "/nodes/n1/ballot is damaged in both", DO_NOT);
    }

    @Test
    void aDamagedFileWithoutTheMarkerIsRefusedToo() {
        SimulatedDirectory zeroed = holding(new byte[2 * SLOT]);
        zeroed.delete(BallotFile.MARKER);
        refuses(zeroed, "damaged in both");
    }

    @Test
    void aFileOfAnyOtherLengthIsRefused() {
        for (int length = 0; length < file.length; length++) {
            refuses(
                    Arrays.copyOf(file, length),
                    "/nodes/n1/ballot is " + length + " bytes long instead of 8192",
                    DO_NOT);
        }
        refuses(Arrays.copyOf(file, file.length + 1), "is more than 8192 bytes long instead of 8192", DO_NOT);
    }

    @Test
    void aMissingFileInAnInitialisedDirectoryIsRefused() {
        SimulatedDirectory lost = dir.afterKill();
        lost.delete(BallotFile.BALLOT);
        refuses(lost, "/nodes/n1/ballot is missing though n1 has run in this directory: put back that very file, or");
        lost.put(BallotFile.MARKER, new byte[0]);
        refuses(lost, "/nodes/n1/initialised belongs to another node or cluster, not to node n1 of cluster demo");
    }

    @Test
    void aMissingMarkerBesideABallotIsMadeAgain() throws IOException {
        dir.delete(BallotFile.MARKER);
        try (BallotFile open = BallotFile.open(dir, BLANK)) {
            assertThat(open.ballot()).isEqualTo(NEWEST);
        }
        dir.delete(BallotFile.BALLOT);
        refuses(dir, "is missing though n1 has run");
    }

    @Test
    void anotherNodesFileIsRefused() {
        assertThatThrownBy(() -> BallotFile.open(dir, BallotFile.blank("demo", N2)))
                .isInstanceOf(BallotFileException.class)
                .hasMessage("/nodes/n1/ballot belongs to node n1 of cluster demo, not to node n2 of cluster demo:"
                        + " give this node its own directory.");
        assertThatThrownBy(() -> BallotFile.wipe(dir, "demo", N2)).isInstanceOf(BallotFileException.class);
    }

    @Test
    void anotherClustersFileIsRefused() {
        assertThatThrownBy(() -> BallotFile.open(dir, BallotFile.blank("demo2", N1)))
                .isInstanceOf(BallotFileException.class)
                .hasMessageContaining("belongs to node n1 of cluster demo, not to node n1 of cluster demo2");
    }

    @Test
    void anotherNodesSlotIsRefusedEvenBesideADamagedOne() {
        byte[] mixed = damaged(file, newestAt + 50, old -> ~old);
        put(mixed, SLOT - newestAt, new BallotSlot("demo", N2, 3, 1, OLDER).encode());
        refuses(mixed, "belongs to node n2");
    }

    @Test
    void aSlotOfAnotherVersionIsRefused() {
        for (int version : new int[] {0, 2, -1}) {
            byte[] slot = slot(newestAt, in -> in.putInt(8, version));
            byte[] other = file.clone();
            put(other, newestAt, slot);
            refuses(other, "is of version " + version + ", and this program reads version 1 only");
        }
    }

    @Test
    void aSoundSlotWithNonsenseInItIsRefused() {
        for (byte[] slot : List.of(
                slot(newestAt, in -> in.putLong(12, 0)),
                slot(newestAt, in -> in.putInt(20, 0)),
                slot(newestAt, in -> in.putLong(24, -1)),
                slot(newestAt, in -> in.putShort(32, (short) 0)),
                slot(newestAt, in -> in.putShort(32, (short) -1)),
                slot(newestAt, in -> in.put(34, (byte) 0xff)),
                slot(newestAt, in -> in.put(40, (byte) 'N')))) {
            byte[] other = file.clone();
            put(other, newestAt, slot);
            refuses(other, "is whole and yet holds what this program never writes (");
        }
    }

    @Test
    void twoDifferentBallotsOfOneGenerationAreRefused() {
        BallotSlot newest = BallotSlot.decode(Arrays.copyOfRange(file, newestAt, newestAt + SLOT));
        BallotSlot rival = new BallotSlot("demo", N1, newest.generation(), newest.boot(), OLDER);
        refuses(BallotReader.image(newest, rival), "two different ballots of generation " + newest.generation());
        refuses(BallotReader.image(rival, newest), "two different ballots of generation " + newest.generation());
    }

    @Test
    void theHigherGenerationWinsInEitherSlotAndWhateverTheTerms() throws IOException {
        BallotSlot low = new BallotSlot("demo", N1, 9, 1, NEWEST);
        BallotSlot high = new BallotSlot("demo", N1, 10, 1, OLDER);
        for (byte[] content : List.of(BallotReader.image(low, high), BallotReader.image(high, low))) {
            try (BallotFile open = BallotFile.open(holding(content), BLANK)) {
                assertThat(open.ballot()).isEqualTo(OLDER);
                assertThat(open.repaired()).isEmpty();
            }
        }
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsRefused() {
        refuses(
                new SimulatedDirectory().failAt(0, new AccessDeniedException("/nodes/n1/ballot.new")),
                "/nodes/n1/ballot cannot be read and written by this user");
        refuses(
                dir.afterKill().failAt(0, new IOException("No space left on device")),
                "/nodes/n1/ballot cannot be used (No space left on device)");
    }

    @Test
    void afterAFailedSaveNothingIsWrittenAnyMore() throws IOException {
        SimulatedDirectory failing = dir.afterKill();
        try (BallotFile open = BallotFile.open(failing, BLANK)) {
            int next = failing.steps();
            failing.failAt(next + 1, new IOException("I/O error"));
            assertThatThrownBy(() -> open.save(new Ballot(6, Optional.empty()))).hasMessageContaining("(I/O error)");
            assertThat(open.ballot()).isEqualTo(NEWEST);
            assertThatThrownBy(() -> open.save(new Ballot(7, Optional.empty())))
                    .isInstanceOf(BallotFileException.class)
                    .hasMessageContaining("no save is tried after a failed one");
            assertThat(failing.steps()).isEqualTo(next + 2);
        }
    }

    private byte[] slot(int at, Consumer<ByteBuffer> change) {
        byte[] slot = Arrays.copyOfRange(file, at, at + SLOT);
        change.accept(ByteBuffer.wrap(slot));
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, SLOT - 4);
        ByteBuffer.wrap(slot).putInt(SLOT - 4, (int) crc.getValue());
        return slot;
    }

    private static void put(byte[] content, int at, byte[] slot) {
        System.arraycopy(slot, 0, content, at, slot.length);
    }
}
