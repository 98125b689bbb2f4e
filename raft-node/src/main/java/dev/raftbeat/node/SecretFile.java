package dev.raftbeat.node;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.net.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** A private file that holds a token or a cluster's key, and nothing else but white space around it. */
public final class SecretFile {
    /** A token is sent in the head of a request, and no server takes a longer one. */
    private static final int BYTES_MAX = 4096;

    private static final Set<PosixFilePermission> OWNERS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private SecretFile() {}

    /**
     * The token; may be empty.
     *
     * @param links not to follow them, for a token that Raftbeat made
     * @throws IOException in a sentence, when the file cannot be read or is something else
     */
    public static String token(Path file, LinkOption... links) throws IOException {
        return RegularFile.text(file, "a token", BYTES_MAX, links).strip();
    }

    /**
     * The key of a cluster.
     *
     * @throws IOException in a sentence, when the file cannot be read, is something else, is open to others than its owner,
     *     or holds too little
     */
    public static ClusterKey key(Path file) throws IOException {
        String secret = RegularFile.text(file, "a cluster's key", BYTES_MAX).strip();
        Set<PosixFilePermission> given = Files.getPosixFilePermissions(file);
        if (!OWNERS.containsAll(given)) {
            throw new IOException(file + " has the permissions " + PosixFilePermissions.toString(given)
                    + ": expected a cluster's key that nobody but its owner may read; chmod 600 " + file);
        }
        try {
            return new ClusterKey(secret);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " holds no key: " + e.getMessage(), e);
        }
    }

    /** Makes a file with a new secret in it, open to nobody else. */
    public static void make(Path file) throws IOException {
        Files.setPosixFilePermissions(Files.createFile(file), OWNERS);
        WholeFile.write(file, ClusterKey.newSecret(), "a secret", LinkOption.NOFOLLOW_LINKS);
    }
}
