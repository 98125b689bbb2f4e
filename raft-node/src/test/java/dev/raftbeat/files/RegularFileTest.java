package dev.raftbeat.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Only regular files are read, and no reading waits for ever. */
class RegularFileTest {
    /** Far more than any of it takes: it only keeps a test that hangs from holding up the build. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final int BYTES_MAX = 100;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("poem");
    }

    private void refused(Kinds kind, Executable use) {
        assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThatThrownBy(use::execute)
                        .isInstanceOf(UnusableFileException.class)
                        .hasMessage(file() + " " + kind.sentence));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNoFileOfTextIsRefusedInASentence(Kinds kind) throws Exception {
        kind.make(file());
        refused(kind, () -> RegularFile.text(file(), "a poem", BYTES_MAX));
        assertThatThrownBy(() -> RegularFile.text(file(), "a poem", BYTES_MAX))
                .isInstanceOfSatisfying(
                        UnusableFileException.class,
                        refusal -> assertThat(refusal.isDamaged()).isEqualTo(kind.isRegular()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LONG", "NO_TEXT"})
    void whatIsNoRegularFileIsNeitherReadNorWritten(Kinds kind) throws Exception {
        kind.make(file());
        refused(kind, () -> RegularFile.check(file(), "a poem"));
        refused(kind, () -> RegularFile.stream(file(), "a poem").close());
        refused(kind, () -> RegularFile.tail(file(), "a poem").close());
        refused(kind, () -> RegularFile.end(file(), "a poem", 1));
        if (!Files.isSymbolicLink(file())) {
            refused(kind, () -> RegularFile.append(file(), "a poem").close());
        }
        refused(
                kind,
                () -> RegularFile.channel(file(), "a poem", Set.of(StandardOpenOption.WRITE))
                        .close());
        refused(kind, () -> WholeFile.write(file(), "x", "a poem"));
    }

    @Test
    void aFileIsReadUpToItsBoundAndNoByteFurther() throws IOException {
        String text = "é".repeat(BYTES_MAX / 2);
        Files.writeString(file(), text);
        assertThat(RegularFile.text(file(), "a poem", BYTES_MAX)).isEqualTo(text);
        Files.writeString(file(), text + "x");
        assertThatThrownBy(() -> RegularFile.text(file(), "a poem", BYTES_MAX))
                .hasMessage(file() + " is 101 bytes long: expected a poem of at most 100 bytes");
        assertThat(RegularFile.end(file(), "a poem", 3)).isEqualTo("éx".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aCharacterThatIsCutShortIsNoText() throws IOException {
        Files.write(file(), new byte[] {'a', (byte) 0xC3});
        assertThatThrownBy(() -> RegularFile.text(file(), "a poem", BYTES_MAX)).hasMessageContaining("its byte 2");
    }

    @Test
    void aLinkToAFileIsTheFileAndALinkToNothingIsNone() throws IOException {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, file());
        assertThatThrownBy(() -> RegularFile.text(link, "a poem", BYTES_MAX)).isInstanceOf(NoSuchFileException.class);
        RegularFile.check(link, "a poem");
        Files.writeString(file(), "x");
        assertThat(RegularFile.text(link, "a poem", BYTES_MAX)).isEqualTo("x");
    }

    private void refusedAsOurs(Path file, String what) {
        List.<Executable>of(
                        () -> RegularFile.check(file, "a poem", LinkOption.NOFOLLOW_LINKS),
                        () -> RegularFile.text(file, "a poem", BYTES_MAX, LinkOption.NOFOLLOW_LINKS),
                        () -> RegularFile.bytes(file, "a poem", BYTES_MAX, LinkOption.NOFOLLOW_LINKS),
                        () -> RegularFile.stream(file, "a poem", LinkOption.NOFOLLOW_LINKS)
                                .close(),
                        () -> RegularFile.tail(file, "a poem", LinkOption.NOFOLLOW_LINKS)
                                .close(),
                        () -> RegularFile.end(file, "a poem", 1, LinkOption.NOFOLLOW_LINKS),
                        () -> RegularFile.append(file, "a poem").close(),
                        () -> RegularFile.channel(
                                        file, "a poem", Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS))
                                .close(),
                        () -> WholeFile.write(file, "x", "a poem", LinkOption.NOFOLLOW_LINKS))
                .forEach(use -> assertThatThrownBy(use::execute)
                        .isInstanceOf(UnusableFileException.class)
                        .hasMessage(file + " is " + what + ": expected a poem in a regular file"));
    }

    @Test
    void aLinkIsNeverTakenForAFileOfOurs() throws IOException {
        Files.writeString(file(), "x");
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, file());
        refusedAsOurs(link, "a symbolic link");
        Path dangling = directory.resolve("dangling");
        Files.createSymbolicLink(dangling, directory.resolve("nowhere"));
        assertThatThrownBy(() -> RegularFile.append(dangling, "a poem")).hasMessageContaining("is a symbolic link");
        Files.createLink(directory.resolve("second"), file());
        refusedAsOurs(file(), "a hard link");
        assertThat(file()).hasContent("x");
        assertThat(directory.resolve("nowhere")).doesNotExist();
    }

    @Test
    void whatBecomesALinkAfterTheLookIsNotFollowedEither() throws IOException {
        Files.writeString(file(), "x");
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, file());
        assertThatThrownBy(() -> Content.of(link, "a poem", LinkOption.NOFOLLOW_LINKS))
                .isInstanceOf(IOException.class);
    }

    @Test
    void whatIsAppendedIsReadByWhoeverFollowsAlone() throws IOException {
        Files.writeString(file(), "ab");
        try (InputStream once = RegularFile.stream(file(), "a poem");
                InputStream following = RegularFile.tail(file(), "a poem");
                OutputStream more = RegularFile.append(file(), "a poem")) {
            assertThat(once.read()).isEqualTo('a');
            assertThat(following.readNBytes(2)).hasSize(2);
            assertThat(following.read()).isEqualTo(-1);
            more.write("cd".getBytes(StandardCharsets.UTF_8));
            assertThat(once.readAllBytes()).isEqualTo(new byte[] {'b'});
            assertThat(once.read()).isEqualTo(-1);
            assertThat(following.readNBytes(2)).isEqualTo(new byte[] {'c', 'd'});
        }
    }

    @Test
    void aFileThatShrinksWhileItIsReadEndsEarly() throws IOException {
        Files.writeString(file(), "x".repeat(BYTES_MAX));
        try (InputStream in = RegularFile.stream(file(), "a poem")) {
            assertThat(in.read()).isEqualTo('x');
            Files.writeString(file(), "");
            assertThat(in.readAllBytes()).isEmpty();
        }
    }

    @Test
    void aPipeThatCameInTheMeantimeIsRefusedThoughItHasAWriter() throws Exception {
        Kinds.PIPE.make(file());
        Thread writer = new Thread(() -> {
            try {
                new FileOutputStream(file().toFile()).close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        writer.start();
        assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThatThrownBy(() -> Content.of(file(), "a poem"))
                        .hasMessage(file() + " is no regular file any more: expected a poem in a regular file"));
        writer.join();
    }

    @Test
    void anOpeningThatNeverEndsIsGivenUpAndClosedShouldItEnd() throws Exception {
        CountDownLatch opened = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        Opening.Action<InputStream> waits = () -> {
            await(opened);
            return new InputStream() {
                @Override
                public int read() {
                    return -1;
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        };
        assertThatThrownBy(() -> Opening.of(file(), waits, 1)).hasMessage(file() + " could not be opened in time");
        opened.countDown();
        assertTimeoutPreemptively(PATIENCE, () -> closed.await());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whoeverIsInterruptedStillReads() throws IOException {
        Files.writeString(file(), "x");
        Thread.currentThread().interrupt();
        assertThat(RegularFile.text(file(), "a poem", BYTES_MAX)).isEqualTo("x");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aLockIsMadeWhereItIsMissingAndNeverThroughALink() throws Exception {
        Path lock = directory.resolve("lock");
        try (LockFile held = LockFile.take(lock).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(LockFile.take(lock)).as("by one holder at a time").isEmpty();
        }
        LockFile.take(lock).orElseThrow().close();
        try (FileChannel other = FileChannel.open(lock, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock()).isNotNull();
            assertThat(LockFile.take(lock)).as("of whatever kind").isEmpty();
        }
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, lock);
        assertThatThrownBy(() -> LockFile.take(link))
                .hasMessage(link + " is a symbolic link: expected a lock in a regular file");
        Kinds.PIPE.make(file());
        assertTimeoutPreemptively(
                PATIENCE,
                () -> assertThatThrownBy(() -> LockFile.take(file()))
                        .hasMessage(file() + " is a named pipe: expected a lock in a regular file"));
    }

    @Test
    void onlyTheKernelsOwnFilesAreReadWithoutABound() throws IOException {
        assertThat(KernelFile.text(Path.of("/proc/self/stat"))).isNotEmpty();
        assertThatThrownBy(() -> KernelFile.text(file())).isInstanceOf(IllegalArgumentException.class);
    }
}
