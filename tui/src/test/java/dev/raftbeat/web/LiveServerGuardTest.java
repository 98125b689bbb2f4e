package dev.raftbeat.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in to a live page, and what browsers are allowed there. */
@Timeout(120)
class LiveServerGuardTest {
    private LiveServer server;
    private URI address;

    @BeforeEach
    void begin() throws IOException {
        server = new LiveServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        address = URI.create(server.address());
    }

    @AfterEach
    void end() {
        server.close();
    }

    private String ask(String method, String path, String headers) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write((method + " " + path + " HTTP/1.1\r\nConnection: close\r\n" + headers + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path) throws IOException {
        return ask("GET", path, "Host: 127.0.0.1:" + address.getPort() + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events", "/live.js", "/favicon.ico", "/0123456789abcdef0123456789abcdef/", "/%2e/"})
    void withoutTheTokenThereIsASentenceAlone(String path) throws IOException {
        assertThat(get(path))
                .startsWith("HTTP/1.1 403 ")
                .endsWith("this needs the whole address that raftbeat printed: what follows the port is a token\n")
                .doesNotContain(address.getPath().replace("/", ""));
    }

    @Test
    void withItThereIsThePageAndNothingInlineMayRun() throws IOException {
        String page = get(address.getPath());
        assertThat(page)
                .startsWith("HTTP/1.1 200 ")
                .contains("default-src 'none'; script-src 'self'; style-src 'self'")
                .doesNotContain("unsafe")
                .contains("<script src=\"live.js\"></script>")
                .doesNotContain("<script>", "<style", "style=", "onclick");
        for (String file : new String[] {"live.js", "live.css"}) {
            assertThat(get(address.getPath() + file))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("nosniff");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "PATCH"})
    void itCanOnlyBeRead(String method) throws IOException {
        for (String path : new String[] {"", "events", "live.js"}) {
            assertThat(ask(method, address.getPath() + path, "Host: localhost\r\nContent-Length: 0\r\n"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("Allow: GET");
        }
    }

    @Test
    void otherPagesAndOtherNamesAreRefused() throws IOException {
        assertThat(ask("GET", address.getPath(), "Host: evil.example\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(ask("GET", address.getPath(), "Host: localhost\r\nOrigin: http://evil.example\r\n"))
                .startsWith("HTTP/1.1 403 ");
    }

    @Test
    void aRunThatNeverBeganIsToldToBeOver() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.getOutputStream()
                    .write(("GET " + address.getPath() + "events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            while (server.viewers() == 0) {
                Thread.onSpinWait();
            }
            server.close();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("event: over\ndata: \"The run is over.\"\n");
        }
    }

    @Test
    void aPortThatIsTakenIsToldInASentence() {
        InetSocketAddress taken = new InetSocketAddress(InetAddress.getLoopbackAddress(), address.getPort());
        assertThatThrownBy(() -> new LiveServer(taken))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("localhost:" + address.getPort() + " cannot be listened on: ");
    }
}
