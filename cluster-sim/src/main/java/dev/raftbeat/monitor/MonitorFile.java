package dev.raftbeat.monitor;

import dev.raftbeat.detect.MemberView;
import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a monitor knew, kept over its restart: a first line with the time, the number of workers and a checksum, then one
 * line a worker. It is written whole into a new file, forced, and moved over the old one, of which a copy stays: a crash
 * leaves the one or the other, and rot of the newest is noticed and answered by the one before.
 */
final class MonitorFile implements Closeable {
    private static final String NAME = "workers.ndjson";
    private static final String BEFORE = "workers.before.ndjson";
    private static final String FRESH = "workers.new.ndjson";
    private static final int ASIDE_MAX = 100;
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    /** Ten thousand workers of some kilobytes each. */
    private static final int BYTES_MAX = 64 << 20;

    private final Path dir;
    private final FileChannel lock;

    /**
     * What was found.
     *
     * @param savedSeconds when it was saved, in seconds since 1970
     * @param trouble what was wrong with the file, in a sentence; empty when nothing was
     */
    record Found(List<MemberView> members, double savedSeconds, Optional<String> trouble) {}

    /** @throws IOException in a sentence, when the directory cannot be had for this process alone */
    MonitorFile(Path dir) throws IOException {
        this.dir = dir;
        try {
            Files.createDirectories(dir);
            if (POSIX) {
                Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
            }
            lock = RegularFile.lock(dir.resolve("lock"));
        } catch (IOException e) {
            throw new IOException("the directory " + dir + " cannot be used: " + e.getMessage(), e);
        }
        if (!taken(lock)) {
            lock.close();
            throw new IOException("another monitor keeps its workers in " + dir + "; give this one another --dir");
        }
    }

    private static boolean taken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException here) {
            return false;
        }
    }

    Found load() {
        Optional<String> trouble = Optional.empty();
        for (String name : List.of(NAME, BEFORE)) {
            try {
                Found found = read(RegularFile.text(dir.resolve(name), "the workers of a monitor", BYTES_MAX));
                return new Found(found.members(), found.savedSeconds(), trouble);
            } catch (NoSuchFileException none) {
                // The first start, or a crash between two renames.
            } catch (IOException | IllegalArgumentException | JacksonException damaged) {
                trouble = Optional.of(dir.resolve(name) + " is damaged and was passed over" + moveAside(name) + " ("
                        + reason(damaged) + ")");
            }
        }
        return new Found(List.of(), 0, trouble);
    }

    /** What cannot be read is never written over: it may be of use to somebody, or not be ours at all. */
    private String moveAside(String name) {
        for (int i = 1; i <= ASIDE_MAX; i++) {
            Path aside = dir.resolve(name + ".damaged-" + i);
            try {
                if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(dir.resolve(name), aside);
                    return "; it is kept as " + aside.getFileName();
                }
            } catch (IOException e) {
                return "";
            }
        }
        return "";
    }

    private static String reason(Exception damaged) {
        return String.valueOf(damaged.getMessage()).lines().findFirst().orElse("");
    }

    private static Found read(String text) {
        int end = text.indexOf('\n');
        if (end < 0) {
            throw new IllegalArgumentException("it ends early");
        }
        JsonNode head = Json.read(Json.OWN, text.substring(0, end));
        String body = text.substring(end + 1);
        if (!head.required("crc32c").stringValue().equals(checksum(body))) {
            throw new IllegalArgumentException("its checksum does not fit");
        }
        double saved = head.required("saved").doubleValue();
        List<MemberView> members = new ArrayList<>();
        for (String line : body.lines().toList()) {
            members.add(StatusCodec.member(Json.read(Json.OWN, line), saved));
        }
        return new Found(members, saved, Optional.empty());
    }

    private static String checksum(String body) {
        CRC32C sum = new CRC32C();
        sum.update(body.getBytes(StandardCharsets.UTF_8));
        return String.format(Locale.ROOT, "%08x", sum.getValue());
    }

    /** @throws IOException when it could not be written; the file of before is then still there */
    void save(List<MemberView> members, double wallSeconds) throws IOException {
        StringBuilder body = new StringBuilder();
        members.forEach(
                member -> body.append(StatusCodec.node(member, wallSeconds)).append('\n'));
        String head = Json.OWN
                .createObjectNode()
                .put("v", 1)
                .put("saved", wallSeconds)
                .put("workers", members.size())
                .put("crc32c", checksum(body.toString()))
                .toString();
        Path fresh = dir.resolve(FRESH);
        Files.deleteIfExists(fresh);
        try (FileChannel out = RegularFile.channel(
                fresh, "a new file", Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            if (POSIX) {
                Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rw-------"));
            }
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(head + "\n" + body);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Path file = dir.resolve(NAME);
        if (Files.exists(file)) {
            Files.move(file, dir.resolve(BEFORE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (POSIX) {
            WholeFile.forceFolder(dir);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
