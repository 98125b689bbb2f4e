package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.net.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A private file that holds a cluster's key, and nothing else but white space around it. */
public final class KeyFile {
    private static final int BYTES_MAX = 4096;
    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private KeyFile() {}

    /**
     * @throws IOException in a sentence, when the file cannot be read, is something else, is open to others than its owner,
     *     or holds too little
     */
    public static ClusterKey read(Path file, LinkOption... links) throws IOException {
        String secret = RegularFile.text(file, "a cluster's key", BYTES_MAX, links).strip();
        if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
            Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
            if (!OWNERS.containsAll(given)) {
                throw new IOException(file + " has the permissions " + PosixFilePermissions.toString(given)
                        + ": expected a cluster's key that nobody but its owner may read; chmod 600 " + file);
            }
        }
        try {
            return new ClusterKey(secret);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key: " + e.getMessage(), e);
        }
    }
}
