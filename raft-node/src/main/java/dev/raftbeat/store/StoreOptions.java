package dev.raftbeat.store;

import java.nio.file.Path;
import java.util.Optional;

/**
 * All that a store's process must know before it starts.
 *
 * @param port on loopback; 0 lets the system choose
 * @param file what it holds lies there; made where it is missing
 * @param guard whether it fences; with leases it does not, and only says so
 * @param stdout whether facts are printed on standard output, one NDJSON line each
 * @param record a file that every fact is appended to before the write that it tells of is answered
 */
public record StoreOptions(int port, Path file, StoreGuard guard, boolean stdout, Optional<Path> record) {
    /** @throws IllegalArgumentException with a sentence about what does not fit */
    public StoreOptions {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port lies between 0 and 65535, not at " + port);
        }
    }
}
