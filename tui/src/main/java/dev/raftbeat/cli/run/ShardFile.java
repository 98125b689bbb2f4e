package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.random.Sweep;
import dev.raftbeat.random.SweepShard;
import dev.raftbeat.random.SweepTally;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Keeps what a shard has played in its file every few seconds, so that a process that is killed loses little. Throws
 * {@link UncheckedIOException}, with a sentence, when the file cannot be written.
 */
final class ShardFile implements Sweep.Listener {
    private static final long NANOS_BETWEEN = TimeUnit.SECONDS.toNanos(10);

    private final Optional<Path> file;
    private final SweepShard begun;
    private final PrintWriter err;
    private SweepTally newest;
    private long written = System.nanoTime();

    /**
     * @param file none keeps nothing
     * @param fresh what is to be played; when the file says that a part was played, the rest
     */
    ShardFile(Optional<Path> file, SweepShard fresh, PrintWriter err) {
        this.file = file;
        this.err = err;
        begun = file.filter(path -> Files.exists(path, LinkOption.NOFOLLOW_LINKS))
                .map(path -> goingOn(path, fresh))
                .orElse(fresh);
        newest = begun.tally();
    }

    /** Before anything is played, so that a file that cannot be written ends no long work. */
    void begin() {
        write();
    }

    private static SweepShard goingOn(Path file, SweepShard fresh) {
        SweepShard kept = read(file);
        if (!kept.with(SweepTally.NONE).equals(fresh)) {
            throw UserError.usage(file + " holds another shard: " + kept.shard() + " of " + kept.sweepInWords()
                    + "; not " + fresh.shard() + " of " + fresh.sweepInWords());
        }
        return kept;
    }

    /** @throws UserError when it is no shard, or cannot be read */
    static SweepShard read(Path file) {
        try {
            return SweepShard.read(file);
        } catch (IOException e) {
            throw UserError.usage(PlainText.clean(e.getMessage()));
        }
    }

    /** What is to be played, and what has been. */
    SweepShard shard() {
        return begun;
    }

    @Override
    public void counted(SweepTally tally) {
        newest = tally;
        if (System.nanoTime() - written >= NANOS_BETWEEN) {
            write();
            written = System.nanoTime();
        }
    }

    @Override
    public void shrinking(long seed, String sentence) {
        err.println("seed " + seed + " breaks " + sentence + "; making it small");
        err.flush();
    }

    private void write() {
        if (file.isPresent()) {
            try {
                Files.createDirectories(file.get().toAbsolutePath().getParent());
                begun.with(newest).write(file.get());
            } catch (IOException e) {
                throw new UncheckedIOException(e.getMessage(), e);
            }
        }
    }

    /** When all that will be played has been. */
    void end(PrintWriter out) {
        write();
        file.ifPresent(path -> out.println("shard: " + path));
    }
}
