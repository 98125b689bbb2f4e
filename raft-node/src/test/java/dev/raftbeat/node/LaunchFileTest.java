package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchFileTest {
    private static final NodeId N1 = new NodeId("n1");

    @TempDir
    private Path folder;

    static NodeOptions options(Path folder, String listen, boolean insecure) {
        return new NodeOptions(
                N1,
                "c-1",
                Map.of(N1, HostPort.parse("127.0.0.1:7101"), new NodeId("n2"), HostPort.parse("[::1]:7102")),
                HostPort.parse(listen),
                folder.resolve("with a blank"),
                Optional.of(HostPort.parse("localhost:7201")),
                Pace.CLASS.settings().withPreVote(false).withLog(5, 2).withQuorumWindow(4_000_000),
                42,
                List.of("cut n2 -> n1 by world:1:17", "slow n2 -> n1 80ms +-20ms by world:1:18"),
                OptionalLong.of(187_000_000),
                new NodeOptions.Output(true, Optional.of(folder.resolve("facts"))),
                new NodeOptions.Guard(Optional.of(folder.resolve("token")), true, insecure, true),
                Optional.of("forgetful"),
                Optional.of(new StoreLink(HostPort.parse("127.0.0.1:7301"), StoreGuard.lease(120_000_000))));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        NodeOptions options = options(folder, "127.0.0.1:7101", false);
        Path file = folder.resolve("n1.properties");
        LaunchFile.write(file, options);

        assertThat(LaunchFile.read(file)).isEqualTo(options);
    }

    @Test
    void aMissingOptionIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("n1.properties"), "id=n1\n");

        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("heartbeat.ns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2305843009213693953", "9223372036854775807", "9223372036854775808", "soon"})
    void anAlignedTimeoutIsATime(String nanos) throws IOException {
        Path file = folder.resolve("n1.properties");
        LaunchFile.write(file, options(folder, "127.0.0.1:7101", false));
        Files.writeString(file, Files.readString(file).replace("187000000", nanos));

        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"aligned.ns\" in the launch file");
    }

    @Test
    void anAddressOffLoopbackNeedsTheWordForIt() {
        assertThatThrownBy(() -> options(folder, "0.0.0.0:7101", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--insecure-network");
        assertThat(options(folder, "0.0.0.0:7101", true).listen().host()).isEqualTo("0.0.0.0");
    }
}
