package dev.raftbeat.local;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.raftbeat.net.HostPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlClientTest {
    @ParameterizedTest
    @CsvSource({"409, Declined", "503, Busy", "504, IOException", "400, IOException"})
    void whetherANodeMayBeAskedAgainFollowsFromItsAnswer(int status, String expected) throws IOException {
        HttpServer node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        node.createContext("/", exchange -> {
            byte[] sentence = "its own sentence".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, sentence.length);
            exchange.getResponseBody().write(sentence);
            exchange.close();
        });
        node.start();
        try {
            HostPort address = HostPort.parse("127.0.0.1:" + node.getAddress().getPort());
            assertThatThrownBy(() -> new ControlClient(address, "t").post("/rules", List.of("{}")))
                    .hasMessage("its own sentence")
                    .extracting(thrown -> thrown.getClass().getSimpleName())
                    .isEqualTo(expected);
        } finally {
            node.stop(0);
        }
    }
}
