package dev.raftbeat.node.ballot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ballot file on the real file system. */
class BallotFileOnDiskTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @TempDir
    Path temp;

    private Path dir;

    @BeforeEach
    void nodeDirectory() {
        dir = temp.resolve("cluster").resolve("n1");
    }

    private static Ballot ballot(long term, NodeId vote) {
        return new Ballot(term, Optional.of(vote));
    }

    @Test
    void aFreshDirectoryHasABlankBallotAndTheFirstLife() throws IOException {
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            assertThat(file.ballot()).isEqualTo(Ballot.BLANK);
            assertThat(file.boot()).isEqualTo(1);
            assertThat(file.repaired()).isEmpty();
        }
    }

    @Test
    void whatWasSavedLastIsThereInEveryLaterLife() throws IOException {
        Ballot last = Ballot.BLANK;
        for (int life = 1; life <= 5; life++) {
            try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
                assertThat(file.ballot()).isEqualTo(last);
                assertThat(file.boot()).isEqualTo(life);
                assertThat(file.repaired()).isEmpty();
                for (int save = 0; save < life; save++) {
                    last = ballot(last.term() + 1, save % 2 == 0 ? N1 : N2);
                    file.save(last);
                    assertThat(file.ballot()).isEqualTo(last);
                }
            }
        }
    }

    @Test
    void theLargestTermAndABallotWithoutAVoteAreKept() throws IOException {
        Ballot last = new Ballot(Ballot.TERM_MAX, Optional.empty());
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            file.save(last);
        }
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            assertThat(file.ballot()).isEqualTo(last);
        }
    }

    @Test
    void nobodyElseMayReadTheDirectoryOrItsFiles() throws IOException {
        BallotFile.open(dir, "demo", N1).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)))
                .isEqualTo("rwx------");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files)
                    .hasSize(3)
                    .allSatisfy(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }

    @Test
    void whatSomebodyPutBesideTheBallotStaysAsItIs() throws IOException {
        Files.createDirectories(dir);
        Path precious = Files.writeString(temp.resolve("precious"), "keep");
        Files.writeString(dir.resolve("initialised.new"), "mine");
        Files.createSymbolicLink(dir.resolve("ballot.new"), precious);
        BallotFile.open(dir, "demo", N1).close();
        assertThat(precious).hasContent("keep");
        assertThat(dir.resolve("initialised.new")).hasContent("mine");
        try (Stream<Path> files = Files.list(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("ballot", "ballot.new", "initialised", "initialised.new", "lock");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ballot", "initialised", "lock"})
    void noLinkIsTakenForAFileOfTheNodes(String name) throws IOException {
        BallotFile.open(dir, "demo", N1).close();
        Path file = dir.resolve(name);
        Path elsewhere = temp.resolve("elsewhere");
        Files.createLink(elsewhere, file);
        byte[] before = Files.readAllBytes(file);
        refused(file, "is a hard link");
        Files.delete(file);
        Files.createSymbolicLink(file, elsewhere);
        refused(file, "is a symbolic link");
        assertThat(elsewhere).hasBinaryContent(before);
    }

    private void refused(Path file, String what) {
        assertThatThrownBy(() -> BallotFile.open(dir, "demo", N1))
                .isInstanceOf(BallotFileException.class)
                .hasMessageContaining(file + " " + what);
    }

    @Test
    void aSecondOpenIsRefusedAndLeavesTheFirstOneWorking() throws IOException {
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            Path sameByAnotherName = Files.createSymbolicLink(temp.resolve("link"), dir);
            for (Path path : new Path[] {dir, sameByAnotherName}) {
                assertThatThrownBy(() -> BallotFile.open(path, "demo", N1))
                        .isInstanceOf(BallotFileException.class)
                        .hasMessageContaining("Another process uses " + path);
                assertThatThrownBy(() -> BallotFile.wipe(path, "demo", N1))
                        .isInstanceOf(BallotFileException.class)
                        .hasMessageContaining("Another process uses " + path);
            }
            file.save(ballot(1, N1));
            assertThat(lockedInTheKernel()).isTrue();
        }
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            assertThat(file.boot()).isEqualTo(2);
        }
    }

    /** Closing any descriptor of a file ends a process's POSIX locks on it, which no test within one JVM could see. */
    private boolean lockedInTheKernel() throws IOException {
        Path locks = Path.of("/proc/locks");
        if (!Files.exists(locks)) {
            return true;
        }
        String inode = ":" + Files.getAttribute(dir.resolve("lock"), "unix:ino") + " ";
        return Files.readString(locks).contains(inode);
    }

    @Test
    void aRefusedOpenLeavesTheDirectoryUnlocked() throws IOException {
        BallotFile.open(dir, "demo", N1).close();
        assertThatThrownBy(() -> BallotFile.open(dir, "demo", N2)).isInstanceOf(BallotFileException.class);
        assertThatIllegalArgumentException().isThrownBy(() -> BallotFile.open(dir, "", N1));
        BallotFile.open(dir, "demo", N1).close();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsRefused() throws IOException {
        Path file = Files.createFile(temp.resolve("file"));
        assertThatThrownBy(() -> BallotFile.open(file, "demo", N1))
                .isInstanceOf(BallotFileException.class)
                .hasMessage(file + " is not a directory: name another, or move that file away.");
        assertThatThrownBy(() -> BallotFile.open(file.resolve("below"), "demo", N1))
                .isInstanceOf(BallotFileException.class)
                .hasMessageContaining("below");
    }

    @Test
    void aWipeLosesTheBallotAndKeepsTheCountOfLives() throws IOException {
        BallotFile.open(dir, "demo", N1).close();
        BallotFile.open(dir, "demo", N1).close();
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            file.save(ballot(7, N2));
        }
        BallotFile.wipe(dir, "demo", N1);
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            assertThat(file.ballot()).isEqualTo(Ballot.BLANK);
            assertThat(file.boot()).isEqualTo(4);
            assertThat(file.repaired()).isEmpty();
        }
    }

    @Test
    void aWipeWhereNoNodeRanChangesNothing() throws IOException {
        BallotFile.wipe(dir, "demo", N1);
        try (BallotFile file = BallotFile.open(dir, "demo", N1)) {
            assertThat(file.boot()).isEqualTo(1);
        }
    }

    @Test
    void aClosedFileSavesNothing() throws IOException {
        BallotFile file = BallotFile.open(dir, "demo", N1);
        file.close();
        file.close();
        assertThatThrownBy(() -> file.save(ballot(1, N1)))
                .isInstanceOf(BallotFileException.class)
                .hasMessageContaining("was closed");
    }
}
