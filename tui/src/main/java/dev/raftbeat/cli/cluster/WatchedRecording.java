package dev.raftbeat.cli.cluster;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.WorldObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Records a cluster while somebody watches it. What is notable is in the file as soon as it is told, so that it survives
 * a watcher that is killed. Where time goes back, the recording is that of the run as it was left.
 */
final class WatchedRecording implements WorldObserver, AutoCloseable {
    private final Path store;
    private final String name;
    private final Map<String, Object> about = new LinkedHashMap<>();
    private RunWriter writer;
    private Optional<Path> written = Optional.empty();
    private boolean closed;

    /**
     * Begins a recording.
     *
     * @param store the folder of recordings
     * @param name of the run
     * @param world the word for the kind of world
     * @throws UserError when it cannot be written
     */
    WatchedRecording(Path store, String name, String world, long seed) {
        this.store = store;
        this.name = name;
        about.put("scenario", name);
        about.put("world", world);
        about.put("seed", seed);
        writer = begin();
    }

    private RunWriter begin() {
        try {
            return RunWriter.create(store, name, Instant.now());
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    private UserError trouble(IOException e) {
        return UserError.environment("the run cannot be written down in " + PlainText.clean(store.toString()) + ": "
                + PlainText.clean(e.getMessage()));
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        if (closed) {
            return;
        }
        writer.tell(fact);
        if (!fact.fact().routine()) {
            writer.flush();
        }
    }

    @Override
    public synchronized void startAnew() {
        if (closed) {
            return;
        }
        RunWriter before = writer;
        writer = begin();
        try {
            before.close();
            RunWriter.delete(before.folder());
        } catch (IOException e) {
            throw trouble(e);
        }
    }

    /** Where it is, once it is complete. */
    synchronized Optional<Path> written() {
        return written;
    }

    /**
     * Completes it with its report; the second time nothing.
     *
     * @throws UserError when not everything could be written
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            writer.finish(about);
            written = Optional.of(writer.folder());
        } catch (IOException e) {
            throw trouble(e);
        }
    }
}
