package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.Leading;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CastTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("a.cast");
    }

    private static Canvas picture(History history, int width, int height) {
        return ClusterScreen.of(history.model(), width, height, history.now());
    }

    /** Pictures of many sizes and glyphs. */
    private static List<Canvas> pictures() {
        return Stream.of(Histories.calm(), Histories.eventful(), Histories.odd(), Histories.nine())
                .flatMap(history ->
                        Stream.of(picture(history, 80, 24), picture(history, 80, 24), picture(history, 120, 36)))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void whoPlaysItSeesEachPictureAtItsTime(Colours colours) throws IOException {
        Cast cast = new Cast(file(), "demo", new TerminalOptions(false, false, colours, false));
        cast.begin();
        List<Canvas> pictures = pictures();
        for (int i = 0; i < pictures.size(); i++) {
            cast.frame(pictures.get(i), 7 * SECOND + i * SECOND / 4);
        }
        cast.close(20 * SECOND);

        CastPlayer played = new CastPlayer(file());
        List<String> wanted = new ArrayList<>();
        for (Canvas picture : pictures) {
            if (wanted.isEmpty() || !wanted.get(wanted.size() - 1).equals(picture.text())) {
                wanted.add(picture.text());
            }
        }
        wanted.add(wanted.get(wanted.size() - 1));
        assertThat(played.pictures).as("the last one stays until the end").isEqualTo(wanted);
        assertThat(played.times).startsWith(0.0).contains(0.5).endsWith(13.0);
        assertThat(played.head)
                .containsEntry("version", 2L)
                .containsEntry("width", 80L)
                .containsEntry("height", 24L)
                .containsEntry("idle_time_limit", 2L)
                .containsEntry("command", "raftbeat demo");
        assertThat(Files.readString(file())).startsWith(Cast.HEAD);
    }

    @Test
    void anotherLeaderOrTermIsAMarkerAndTheSameOneIsNot() throws IOException {
        Cast cast = new Cast(file(), "watch", new TerminalOptions(false, true, Colours.RGB, false));
        cast.begin();
        cast.frame(picture(Histories.calm(), 80, 24), 0);
        for (long term : new long[] {1, 1, 2}) {
            cast.leads(new Leading(new NodeId("n3"), term), SECOND);
        }
        cast.leads(new Leading(new NodeId("n1"), 2), 2 * SECOND);
        cast.close(3 * SECOND);

        assertThat(new CastPlayer(file()).markers)
                .containsExactly("n3 leads term 1", "n3 leads term 2", "n1 leads term 2");
    }

    /** As between two lessons that follow one another. */
    @Test
    void itGoesOnWhereItWasClosed() throws IOException {
        Cast cast = new Cast(file(), "lesson", new TerminalOptions(false, false, Colours.RGB, false));
        cast.begin();
        cast.frame(picture(Histories.calm(), 80, 24), SECOND);
        cast.close(2 * SECOND);
        cast.begin();
        cast.frame(picture(Histories.eventful(), 80, 24), 5 * SECOND);
        cast.close(6 * SECOND);

        CastPlayer played = new CastPlayer(file());
        assertThat(played.times).containsExactly(0.0, 1.0, 4.0, 5.0);
        assertThat(played.pictures)
                .endsWith(picture(Histories.eventful(), 80, 24).text());
    }

    @Test
    void aFullDiskEndsTheCastAtAWholeLineAndNothingElse() throws IOException {
        Cast cast = new Cast(
                how -> new FullChannel(FileChannel.open(file(), how), 10_000),
                "demo",
                new TerminalOptions(false, false, Colours.RGB, false));
        cast.begin();
        List<Canvas> pictures = pictures();
        for (int i = 0; i < pictures.size(); i++) {
            cast.frame(pictures.get(i), i * SECOND);
        }
        cast.close(20 * SECOND);

        assertThat(cast.trouble()).hasValueSatisfying(why -> assertThat(why).hasMessage("no space"));
        CastPlayer played = new CastPlayer(file());
        assertThat(played.pictures).isNotEmpty().startsWith(pictures.get(0).text());
        assertThat(played.times).doesNotContain(20.0);
    }

    /** The file of a cast stays whole when whoever writes it is interrupted. */
    @Test
    void anInterruptClosesNothing() throws IOException {
        Cast cast = new Cast(file(), "demo", new TerminalOptions(false, false, Colours.RGB, false));
        cast.begin();
        Thread.currentThread().interrupt();
        cast.frame(picture(Histories.calm(), 80, 24), 0);
        cast.close(SECOND);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(cast.trouble()).isEmpty();
        assertThat(new CastPlayer(file()).pictures).hasSize(2);
    }

    /** Takes so many bytes, and half of what comes then. */
    private static final class FullChannel implements SeekableByteChannel {
        private final FileChannel file;
        private final long room;

        private FullChannel(FileChannel file, long room) {
            this.file = file;
            this.room = room;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            if (file.size() + source.remaining() <= room) {
                return file.write(source);
            }
            source.limit(source.position() + source.remaining() / 2);
            file.write(source);
            throw new IOException("no space");
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            return file.truncate(size);
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void close() throws IOException {
            file.close();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public SeekableByteChannel position(long place) throws IOException {
            return file.position(place);
        }

        @Override
        public boolean isOpen() {
            return file.isOpen();
        }
    }
}
