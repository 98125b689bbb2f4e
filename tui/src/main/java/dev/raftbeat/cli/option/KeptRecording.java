package dev.raftbeat.cli.option;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.record.RecordedFacts;
import dev.raftbeat.record.RunWriter;
import dev.raftbeat.world.PlainText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Keeps what the nodes of a local cluster wrote down as a recording, before the folder of the cluster is cleared. */
public final class KeptRecording implements Consumer<List<Path>> {
    private final Path store;
    private final Path cluster;
    private final Progress progress;
    private final PrintWriter out;

    /**
     * @param store the folder of recordings
     * @param cluster the folder of the cluster, after which the recording is called
     * @param progress told what is being done; the recording is kept even when it is stopped
     */
    public KeptRecording(Path store, Path cluster, Progress progress, PrintWriter out) {
        this.store = store;
        this.cluster = cluster;
        this.progress = progress;
        this.out = out;
    }

    /** @throws UserError when it cannot be written; then the folder of the cluster has to stay */
    @Override
    public void accept(List<Path> files) {
        String name = String.valueOf(cluster.toAbsolutePath().normalize().getFileName());
        try (RunWriter writer = RunWriter.create(store, name, Instant.now())) {
            new RecordedFacts(files, progress).tellTo(writer);
            progress.begin("writing the report", 0);
            Map<String, Object> about = new LinkedHashMap<>();
            about.put("scenario", name);
            about.put("world", Worlds.LOCAL);
            writer.finish(about);
            out.println("recorded in " + writer.folder());
        } catch (IOException e) {
            throw UserError.environment("the recording cannot be kept in " + PlainText.clean(store.toString()) + " ("
                    + PlainText.clean(e.getMessage()) + "); the facts stay in " + cluster.resolve("nodes")
                    + "; to keep it elsewhere: raftbeat down --record DIR");
        }
    }
}
