package dev.raftbeat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.http.HttpEndpoint.Form;
import dev.raftbeat.http.HttpEndpoint.Limits;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever is asked cannot hold up the one who asks, nor fill its memory. */
@Timeout(60)
class HttpCallerTest {
    private static final Duration LONG = Duration.ofSeconds(50);
    private static final Duration SHORT = Duration.ofMillis(100);
    private final CountDownLatch over = new CountDownLatch(1);
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new HttpEndpoint(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Limits("test", 4, 60),
                new HttpGate(Optional.empty(), List.of()),
                Form.TEXT);
        endpoint.open(
                        "GET",
                        "/endless",
                        exchange -> HttpEndpoint.stream(exchange, "text/plain", HttpCallerTest::endless))
                .open("GET", "/late", exchange -> HttpEndpoint.stream(exchange, "text/plain", this::late))
                .open("GET", "/silent", exchange -> await());
        endpoint.start();
    }

    @AfterEach
    void end() {
        over.countDown();
        endpoint.close();
    }

    private static void endless(OutputStream out) throws IOException {
        byte[] part = "x".repeat(1_000).getBytes();
        while (true) {
            out.write(part);
        }
    }

    private void late(OutputStream out) throws IOException {
        out.write('x');
        out.flush();
        await();
    }

    private void await() {
        try {
            over.await();
        } catch (InterruptedException cut) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpRequest request(String path, Duration patience) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + endpoint.address().getPort() + path))
                .timeout(patience)
                .build();
    }

    @Test
    void aBodyIsCutAtItsBound() throws Exception {
        assertThat(HttpCaller.ask(request("/endless", LONG), LONG, 5_000))
                .isEqualTo(new HttpCaller.Answer(200, "x".repeat(5_000)));
    }

    @Test
    void aBodyThatDoesNotEndIsWaitedForOnlySoLong() {
        assertThatThrownBy(() -> HttpCaller.ask(request("/late", LONG), SHORT, 5_000))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aHeadThatDoesNotComeIsWaitedForOnlySoLong() {
        assertThatThrownBy(() -> HttpCaller.ask(request("/silent", SHORT), LONG, 5_000))
                .isInstanceOf(IOException.class);
    }

    /** The status is told although the body has no end, and the server is rid of its reader. */
    @Test
    void aStatusNeedsNoBody() {
        assertThat(HttpCaller.status(request("/endless", LONG)).join()).isEqualTo(200);
        assertThat(HttpCaller.status(request("/late", LONG)).join()).isEqualTo(200);
        assertThat(HttpCaller.status(request("/silent", SHORT)))
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(IOException.class);
    }
}
