package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.StoreFact.WriteLanded;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.store.StoreOptions;
import dev.raftbeat.store.StoreServer;
import dev.raftbeat.store.Write;
import dev.raftbeat.store.WriteLine;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a node's writes come to a store. */
class StoreClientTest {
    private static final NodeId N1 = new NodeId("n1");

    @TempDir
    private Path folder;

    private final BlockingQueue<Fact> told = new LinkedBlockingQueue<>();

    private StoreServer open(int port) throws IOException {
        StoreOptions options =
                new StoreOptions(port, folder.resolve("store"), StoreGuard.FENCED, false, Optional.empty());
        return new StoreServer(options, fact -> told.add(fact.fact()), reason -> {});
    }

    private static WriteLine write(long sequence) {
        return new WriteLine(new Write(N1, 3, sequence), Optional.empty(), 0);
    }

    private Fact next() throws InterruptedException {
        Fact fact = told.poll(30, TimeUnit.SECONDS);
        assertThat(fact).as("something was told within half a minute").isNotNull();
        return fact;
    }

    /** As after a long freeze, in which the other side gave the connection up. */
    @Test
    void aWriteWhoseConnectionHasEndedComesOnAnother() throws Exception {
        int port;
        StoreClient client;
        try (StoreServer first = open(0)) {
            port = first.port();
            client = new StoreClient(N1, new HostPort("127.0.0.1", port));
            client.send(write(1));
            assertThat(next()).isInstanceOf(StoreOpened.class);
            assertThat(next()).isEqualTo(new WriteLanded(N1, 3, 1, 0));
        }
        try (StoreServer second = open(port)) {
            assertThat(second.port()).isEqualTo(port);
            client.send(write(2));
            assertThat(next()).isInstanceOf(StoreOpened.class);
            assertThat(next()).isEqualTo(new WriteLanded(N1, 3, 2, 3));
        } finally {
            client.close();
        }
    }

    @Test
    void writesKeepTheirOrder() throws Exception {
        try (StoreServer store = open(0);
                StoreClient client = new StoreClient(N1, new HostPort("127.0.0.1", store.port()))) {
            assertThat(next()).isInstanceOf(StoreOpened.class);
            for (long sequence = 1; sequence <= 10; sequence++) {
                client.send(write(sequence));
            }
            for (long sequence = 1; sequence <= 10; sequence++) {
                assertThat(next()).isEqualTo(new WriteLanded(N1, 3, sequence, sequence == 1 ? 0 : 3));
            }
        }
    }
}
