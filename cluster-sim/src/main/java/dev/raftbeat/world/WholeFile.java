package dev.raftbeat.world;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** Files that are replaced in one step: who reads one sees the old content or the new one, never a part. */
public final class WholeFile {
    /** What a file is called, behind its own name, until it is whole; a killed process may leave one. As a pattern. */
    public static final String FRESH = "\\.[0-9a-f]{8}\\.new";

    private static final SecureRandom RANDOM = new SecureRandom();

    private WholeFile() {}

    /**
     * Writes the content beside the file, under a name that nothing has, and moves it there.
     *
     * @throws IOException when it cannot be written, or something other than a file stands there
     */
    public static void write(Path file, String content) throws IOException {
        write(file, content, false);
    }

    /** The same, durable: a power cut, too, leaves the old content or the new one. */
    public static void writeDurably(Path file, String content) throws IOException {
        write(file, content, true);
    }

    private static void write(Path file, String content, boolean durably) throws IOException {
        refuseOther(file);
        byte[] random = new byte[4];
        RANDOM.nextBytes(random);
        Path fresh =
                file.resolveSibling(file.getFileName() + "." + HexFormat.of().formatHex(random) + ".new");
        try {
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = StandardCharsets.UTF_8.encode(content);
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (durably) {
                    out.force(true);
                }
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** A link, a FIFO or a device was put there by somebody for some purpose. */
    private static void refuseOther(Path file) throws IOException {
        Optional<FileStat.Kind> kind = FileStat.of(file).map(FileStat::kind);
        if (kind.isPresent() && kind.get() != FileStat.Kind.FILE) {
            throw new IOException(file + " is " + kind.get().words() + ", not a file");
        }
    }
}
