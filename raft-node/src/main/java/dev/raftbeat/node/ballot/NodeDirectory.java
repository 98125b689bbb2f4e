package dev.raftbeat.node.ballot;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the ballot file asks of a file system: the files of one directory, each by its name. Nothing is durable until it
 * is forced: a file's bytes by {@link #force}, its name by {@link #forceDirectory}. Small, so that tests can stand in for
 * it and pull the plug between any two calls.
 */
interface NodeDirectory extends Closeable {
    /** Where the file is, for sentences that people read. */
    Path path(String file);

    /** At most the first {@code limit} bytes; empty when there is no such file. */
    Optional<byte[]> read(String file, int limit) throws IOException;

    /** Makes a new file of this, whatever an earlier process left under the name. */
    void create(String file, byte[] content) throws IOException;

    /** Writes over a part of a file that is there. */
    void write(String file, long at, byte[] content) throws IOException;

    void force(String file) throws IOException;

    /** Gives the file this name in place of whatever bore it, atomically. */
    void rename(String file, String to) throws IOException;

    void forceDirectory() throws IOException;

    /** Makes a file of exactly this content, durable: a crash leaves the old file or the new one, never a part. */
    default void replace(String file, byte[] content) throws IOException {
        String fresh = file + ".new";
        create(fresh, content);
        force(fresh);
        rename(fresh, file);
        forceDirectory();
    }
}
