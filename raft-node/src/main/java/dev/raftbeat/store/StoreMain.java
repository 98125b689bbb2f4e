package dev.raftbeat.store;

import dev.raftbeat.files.RegularFile;
import dev.raftbeat.process.OwnerWatch;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.CleanWriter;
import dev.raftbeat.wire.FactCodec;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** The process of a store: of one that a cluster started, or of one that was started by hand. */
public final class StoreMain {
    /** The environment does not give the store what it needs: its file, its port. */
    private static final int ENVIRONMENT = 4;

    private static final int USAGE = 2;

    private StoreMain() {}

    /** @param args port, file, guard, and the file that facts are appended to: as a cluster starts it */
    public static void main(String[] args) {
        Optional<StoreGuard> guard = args.length == 4 ? StoreGuard.parse(args[2]) : Optional.empty();
        if (guard.isEmpty()) {
            CleanWriter.standardError().println("raftbeat store: expected PORT FILE GUARD FACTS");
            System.exit(USAGE);
        }
        OwnerWatch.begin();
        try {
            run(
                    new StoreOptions(
                            Integer.parseInt(args[0]),
                            Path.of(args[1]),
                            guard.orElseThrow(),
                            false,
                            Optional.of(Path.of(args[3]))),
                    true,
                    port -> {});
        } catch (IOException | IllegalArgumentException e) {
            CleanWriter.standardError().println("raftbeat store: " + e.getMessage());
            System.exit(ENVIRONMENT);
        }
    }

    /**
     * Runs a store until standard input closes, or for ever where it is to stay.
     *
     * @param listening told the port once it listens
     * @throws IOException in a sentence, when it cannot start
     */
    public static void run(StoreOptions options, boolean stay, Consumer<Integer> listening) throws IOException {
        Optional<OutputStream> record = options.record().isEmpty()
                ? Optional.empty()
                : Optional.of(RegularFile.append(options.record().get(), "a record of facts"));
        try (StoreServer server =
                new StoreServer(options, fact -> tell(fact, record, options.stdout()), StoreMain::halt)) {
            listening.accept(server.port());
            if (stay) {
                new CountDownLatch(1).await();
            } else {
                drain(System.in);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(StampedFact fact, Optional<OutputStream> record, boolean stdout) {
        if (stdout) {
            CleanWriter.standardOutput().println(FactCodec.line(fact));
        }
        if (record.isPresent()) {
            try {
                byte[] json = FactCodec.write(fact);
                byte[] line = Arrays.copyOf(json, json.length + 1);
                line[json.length] = '\n';
                record.get().write(line);
            } catch (IOException e) {
                halt("its facts cannot be written: " + e.getMessage());
            }
        }
    }

    private static void halt(String reason) {
        CleanWriter.standardError().println("raftbeat store: stops, because " + reason);
        Runtime.getRuntime().halt(ENVIRONMENT);
    }

    /** Returns when whoever holds the other end is gone. */
    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // A broken standard input says the same as a closed one.
            return;
        }
    }
}
