package dev.raftbeat.record;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * Reads the files in which a cluster's nodes and its world wrote down their facts, as one stream; several files are
 * merged by time. A line that is no whole fact, as a kill or a full disk leaves it, is passed over and counted. Holds one
 * line a file, however long the files are.
 */
public final class RecordedFacts {
    private final List<Path> files;
    private final Progress progress;
    private final RecordingLimits limits = new RecordingLimits();
    private final List<RecordingDefects.Line> firstDamaged = new ArrayList<>();
    private final List<RecordingDefects.Line> lastRead = new ArrayList<>();
    private final TreeMap<NodeId, Place> places = new TreeMap<>();
    private long told;
    private long damaged;
    private long missing;

    /** @param files one for each node, one for the world; those that do not exist count as empty */
    public RecordedFacts(List<Path> files) {
        this(files, new Progress());
    }

    /** @param progress told of bytes, and how many there are */
    public RecordedFacts(List<Path> files, Progress progress) {
        this.files = List.copyOf(files);
        this.progress = progress;
    }

    private static double bytes(Path file) {
        try {
            return Files.size(file);
        } catch (IOException missing) {
            return 0;
        }
    }

    /** Tells all of them. */
    public void tellTo(FactSink sink) throws IOException {
        progress.begin("", files.stream().mapToDouble(RecordedFacts::bytes).sum());
        PriorityQueue<Head> heads = new PriorityQueue<>(Comparator.comparingLong(head -> head.next.tNanos()));
        List<FactLines> open = new ArrayList<>();
        try {
            for (Path file : files) {
                Optional<FactLines> found = lines(file);
                if (found.isPresent()) {
                    FactLines lines = found.get();
                    open.add(lines);
                    lines.next().ifPresent(fact -> heads.add(new Head(lines, fact)));
                }
            }
            while (!heads.isEmpty()) {
                Head head = heads.poll();
                told++;
                count(head.next);
                sink.tell(head.next);
                Optional<StampedFact> next = head.lines.next();
                next.ifPresent(fact -> heads.add(new Head(head.lines, fact)));
            }
        } finally {
            for (FactLines lines : open) {
                lines.close();
            }
        }
    }

    private Optional<FactLines> lines(Path file) throws IOException {
        try {
            return Optional.of(new FactLines(file, limits, new Noted(), progress));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private final class Noted implements FactLines.Damage {
        @Override
        public void found(RecordingDefects.Line line) {
            damaged++;
            if (firstDamaged.size() < RecordingDefects.SHOWN_MAX) {
                firstDamaged.add(line);
            }
        }

        @Override
        public void gaveUp(RecordingDefects.Line line) {
            lastRead.add(line);
        }
    }

    /** A node's numbers have no gaps. What came before the first fact that was written down was not asked for. */
    private void count(StampedFact fact) {
        if (fact.fact() instanceof FactsLost) {
            return;
        }
        Place before = places.get(fact.node());
        if (before != null && before.boot == fact.boot() && fact.seq() > before.seq) {
            missing(fact.seq() - before.seq - 1);
        } else if (before != null && fact.boot() > before.boot) {
            missing(fact.seq() - 1);
        }
        boolean news =
                before == null || fact.boot() > before.boot || (fact.boot() == before.boot && fact.seq() > before.seq);
        if (news) {
            places.put(fact.node(), new Place(fact.boot(), fact.seq()));
        }
    }

    /** Numbers that somebody made up may be of any size. */
    private void missing(long more) {
        missing = Math.max(missing, missing + more);
    }

    /** How many facts were told. */
    public long told() {
        return told;
    }

    /** How many lines were no whole facts. */
    public long damaged() {
        return damaged;
    }

    /** What was found to be wrong so far. */
    public RecordingDefects flaws() {
        return new RecordingDefects(damaged, firstDamaged, missing, lastRead);
    }

    private record Head(FactLines lines, StampedFact next) {}

    private record Place(int boot, long seq) {}
}
