package dev.raftbeat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.http.HttpEndpoint.Form;
import dev.raftbeat.http.HttpEndpoint.Limits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every request meets, whoever has an endpoint. */
@Timeout(120)
class HttpEndpointTest {
    private static final int BODY_MAX = 10;
    private final List<Socket> open = new ArrayList<>();
    private HttpEndpoint endpoint;

    @BeforeEach
    void start() throws IOException {
        endpoint = new HttpEndpoint(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Limits("test", 4, 5),
                new HttpGate(Optional.of("t0ken"), List.of("friend")),
                new Form("text/x", sentence -> "<" + sentence + ">"));
        endpoint.open("GET", "/open", exchange -> HttpEndpoint.answer(exchange, 200, "text/plain", "fine"))
                .open("POST", "/open", exchange -> {
                    byte[] body = HttpEndpoint.body(exchange, BODY_MAX);
                    HttpEndpoint.answer(exchange, 200, "text/plain", "took " + body.length);
                })
                .open("GET", "/refused", exchange -> {
                    throw HttpRefusal.bad("no \u001b[2J\nreason");
                })
                .guarded("GET", "/guarded", exchange -> HttpEndpoint.answer(exchange, 200, "text/plain", "known"));
        endpoint.start();
    }

    @AfterEach
    void end() throws IOException {
        for (Socket socket : open) {
            socket.close();
        }
        endpoint.close();
    }

    private Socket say(String text) throws IOException {
        Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), endpoint.address().getPort());
        open.add(socket);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private String ask(String line, String... headers) throws IOException {
        String head = line + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\nConnection: close\r\n\r\n";
        return new String(say(head).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource({
        "GET /open, Host: localhost, 200, fine",
        "GET /open, Host: 127.0.0.1:80, 200, fine",
        "GET /open, Host: FRIEND:1, 200, fine",
        "GET /open, Host: evil.example, 403, <the Host header names another host than this one>",
        "GET /open, X-None: none, 403, <the Host header names another host than this one>",
        "GET /open, Host: localhost~Origin: null, 403, <requests from web pages are refused>",
        "GET /nowhere, Host: localhost, 404, '<there is no GET /nowhere here; there are [/guarded, /open, /refused]>'",
        "BREW /open, Host: localhost, 405, '<this path takes GET, POST alone>'",
        "GET /refused, Host: localhost, 400, <no \\u001b[2J reason>",
        "GET /guarded, Host: localhost, 401, <this needs the token: Authorization: Bearer TOKEN>",
        "GET /guarded, Host: localhost~Authorization: Bearer t0ke, 401, <this needs the token",
        "GET /guarded, Host: localhost~Authorization: Bearer t0ken, 200, known"
    })
    void eachIsAnsweredWithASentence(String line, String headers, int status, String body) throws IOException {
        assertThat(ask(line, headers.split("~")))
                .startsWith("HTTP/1.1 " + status)
                .contains("\r\n\r\n" + body);
    }

    @Test
    void aBodyIsReadNoFurtherThanItsBound() throws IOException {
        String post = "POST /open HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        Socket fits = say(post + "Content-Length: 10\r\n\r\n0123456789");
        assertThat(new String(fits.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .endsWith("took 10");
        for (String tooLong : List.of(
                "Content-Length: 11\r\n\r\n",
                "Content-Length: 1000000000000000000\r\n\r\nx",
                "Transfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n")) {
            byte[] head = new byte[12];
            say(post + tooLong).getInputStream().readNBytes(head, 0, head.length);
            assertThat(new String(head, StandardCharsets.US_ASCII)).as(tooLong).isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void theAnswerToAHeadRequestHasNoBody() throws IOException {
        assertThat(ask("HEAD /open", "Host: localhost"))
                .startsWith("HTTP/1.1 405")
                .contains("Allow: GET, POST")
                .endsWith("\r\n\r\n");
    }

    /** Six times as many as are answered at once. */
    @Test
    void slowHeadsKeepNobodyOut() throws IOException {
        for (int i = 0; i < 24; i++) {
            say("G");
        }
        assertThat(ask("GET /open", "Host: localhost"))
                .startsWith("HTTP/1.1 200")
                .endsWith("fine");
    }

    @Test
    void anAddressThatIsTakenIsNamed() {
        InetSocketAddress taken = endpoint.address();
        assertThatThrownBy(() -> new HttpEndpoint(
                        taken, new Limits("second", 1, 1), new HttpGate(Optional.empty(), List.of()), Form.TEXT))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("127.0.0.1:" + taken.getPort() + " cannot be listened on: ");
    }
}
