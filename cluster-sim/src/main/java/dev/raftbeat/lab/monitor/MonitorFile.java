package dev.raftbeat.lab.monitor;

import dev.raftbeat.files.LockFile;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a monitor knew, kept over its restart: a line with the time, a line for each worker, a line with their number, and
 * before each line its checksum. So a line that rots costs itself, and for the worker on it the file before is asked. The
 * file is written whole into a new one, forced, and moved over the old one, of which a copy stays: a crash leaves the one
 * or the other.
 */
final class MonitorFile implements Closeable {
    private static final String NAME = "workers.ndjson";
    private static final String BEFORE = "workers.before.ndjson";
    private static final String EXPECTED = "the workers of a monitor";
    private static final int ASIDE_MAX = 100;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** So many digits, and a blank. */
    private static final int CHECKSUM = 8;

    private final Path dir;
    private final LockFile lock;

    /**
     * What was found.
     *
     * @param savedSeconds when it was saved, in seconds since 1970
     * @param trouble what was wrong with the file, in a sentence; empty when nothing was
     */
    record Found(List<WorkerView> members, double savedSeconds, Optional<String> trouble) {}

    /** @throws IOException in a sentence, when the directory cannot be had for this process alone */
    MonitorFile(Path dir) throws IOException {
        this.dir = dir;
        try {
            Files.createDirectories(dir);
            if (POSIX) {
                Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
            }
            lock = LockFile.take(dir.resolve("lock"))
                    .orElseThrow(
                            () -> new IOException("another monitor or worker uses it; give this one another --dir"));
        } catch (IOException e) {
            throw new IOException("the directory " + dir + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** What was kept; where the newest file is damaged, the one before tells of the workers that are missing. */
    Found load() {
        Path newest = dir.resolve(NAME);
        Reading first = Reading.of(newest);
        if (first.troubles.isEmpty() && first.found) {
            return new Found(List.copyOf(first.members.values()), first.savedSeconds, Optional.empty());
        }
        Reading before = Reading.of(dir.resolve(BEFORE));
        Map<String, WorkerView> members = new TreeMap<>();
        double saved = first.found ? first.savedSeconds : before.savedSeconds;
        before.members.forEach((name, member) -> members.put(name, older(member, saved - before.savedSeconds)));
        members.putAll(first.members);
        List<String> troubles = new ArrayList<>(first.troubles);
        troubles.addAll(before.troubles);
        if (!first.troubles.isEmpty()) {
            keepDamaged(newest).ifPresent(troubles::add);
        }
        if (!before.troubles.isEmpty()) {
            keepDamaged(dir.resolve(BEFORE)).ifPresent(troubles::add);
        }
        return new Found(
                List.copyOf(members.values()),
                saved,
                troubles.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", troubles)));
    }

    private static WorkerView older(WorkerView member, double bySeconds) {
        OptionalLong age = member.ageNanos();
        return age.isEmpty() ? member : member.withAge(age.getAsLong() + MonitorLimits.nanos(bySeconds));
    }

    /** What cannot be read is never written over: it may be of use to somebody, or not be ours at all. */
    private Optional<String> keepDamaged(Path file) {
        for (int i = 1; i <= ASIDE_MAX; i++) {
            Path aside = dir.resolve(file.getFileName() + ".damaged-" + i);
            try {
                if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(file, aside);
                    return Optional.of("it is kept as " + aside.getFileName());
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** One file, as far as it can be read. */
    private static final class Reading {
        private final Map<String, WorkerView> members = new TreeMap<>();
        private final List<String> troubles = new ArrayList<>();
        private boolean found;
        private double savedSeconds;
        private long ended = -1;
        private int bad;
        private String badBecause = "";

        static Reading of(Path file) {
            Reading reading = new Reading();
            try {
                reading.found = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
                if (reading.found) {
                    reading.savedSeconds = Files.getLastModifiedTime(file).toMillis() / 1e3;
                    reading.all(file);
                }
            } catch (IOException e) {
                reading.troubles.add(file + " is damaged and was passed over (" + e.getMessage() + ")");
            }
            return reading;
        }

        private void all(Path file) throws IOException {
            if (Files.size(file) > MonitorLimits.STATUS_MAX) {
                throw new IOException("it is longer than any monitor writes");
            }
            try (InputStream in =
                    new BufferedInputStream(RegularFile.stream(file, EXPECTED, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
                Optional<byte[]> line = line(in);
                while (line.isPresent()) {
                    try {
                        take(record(line.get()));
                    } catch (IllegalArgumentException | JacksonException e) {
                        bad++;
                        badBecause = String.valueOf(e.getMessage())
                                .lines()
                                .findFirst()
                                .orElse("");
                    }
                    line = line(in);
                }
            }
            if (bad > 0) {
                troubles.add(file + " is damaged and was passed over in " + bad + " of its lines (" + badBecause + ")");
            } else if (ended != members.size()) {
                troubles.add(file + " is damaged and was passed over where it is missing (it ends early)");
            }
        }

        /** The next line, cut where it is longer than any that a monitor writes, so that its checksum does not fit. */
        private static Optional<byte[]> line(InputStream in) throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            int next = in.read();
            if (next < 0) {
                return Optional.empty();
            }
            while (next >= 0 && next != '\n') {
                if (line.size() <= MonitorLimits.WORKER_MAX) {
                    line.write(next);
                }
                next = in.read();
            }
            return Optional.of(line.toByteArray());
        }

        private static JsonNode record(byte[] line) {
            if (line.length > 0 && line[0] == '{') {
                // As monitors wrote it before each line had a checksum.
                return MonitorJson.read(MonitorJson.AROUND, new String(line, StandardCharsets.UTF_8));
            }
            boolean summed = line.length > CHECKSUM && line[CHECKSUM] == ' ';
            String sum = summed ? new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII) : "";
            if (!sum.equals(checksum(line, CHECKSUM + 1))) {
                throw new IllegalArgumentException("its checksum does not fit");
            }
            return MonitorJson.read(
                    MonitorJson.AROUND,
                    new String(line, CHECKSUM + 1, line.length - CHECKSUM - 1, StandardCharsets.UTF_8));
        }

        private void take(JsonNode record) {
            if (record.has("saved")) {
                savedSeconds = record.required("saved").doubleValue();
                ended = record.path("workers").asLong(ended);
            } else if (record.has("end")) {
                ended = record.required("end").longValue();
            } else {
                WorkerView member = StatusReader.member(record);
                members.put(member.nodeId(), member);
            }
        }
    }

    private static String checksum(byte[] line, int from) {
        CRC32C sum = new CRC32C();
        sum.update(line, Math.min(from, line.length), Math.max(0, line.length - from));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /**
     * Keeps these workers from now on.
     *
     * @throws IOException when they could not be written; the file of before is then still there
     */
    synchronized void save(StatusWriter.Pages pages, double wallSeconds) throws IOException {
        Path file = dir.resolve(NAME);
        WholeFile.Body body = out -> {
            line(out, "{\"v\":2,\"saved\":" + wallSeconds + "}");
            long[] count = {0};
            StatusWriter.<IOException>each(pages, (member, seconds) -> {
                line(out, StatusWriter.line(member, seconds));
                count[0]++;
            });
            line(out, "{\"end\":" + count[0] + "}");
            out.flush();
            if (Files.exists(file)) {
                Path before = dir.resolve(BEFORE);
                RegularFile.check(before, EXPECTED, LinkOption.NOFOLLOW_LINKS);
                Files.move(file, before, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        };
        WholeFile.write(file, body, EXPECTED, LinkOption.NOFOLLOW_LINKS);
        WholeFile.forceFolder(dir);
    }

    private static void line(OutputStream out, String json) throws IOException {
        line(out, json.getBytes(StandardCharsets.UTF_8));
    }

    private static void line(OutputStream out, byte[] json) throws IOException {
        out.write((checksum(json, 0) + " ").getBytes(StandardCharsets.US_ASCII));
        out.write(json);
        out.write('\n');
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
