package dev.raftbeat.local;

import dev.raftbeat.http.HttpCaller;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.wire.NodeStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Asks one node through its control endpoint. */
final class ControlClient {
    /** A frozen node accepts and never answers; whoever asks must not freeze with it. */
    private static final Duration ANSWER = Duration.ofMillis(1_500);

    private static final int ANSWER_MAX = 1 << 20;

    private final HostPort address;
    private final String token;

    /** The node was asked and will not. */
    static final class Declined extends IOException {
        private static final long serialVersionUID = 1L;

        Declined(String sentence) {
            super(sentence);
        }
    }

    /** The node was asked, has done nothing of it and can be asked again: its event loop has not come to it. */
    static final class Busy extends IOException {
        private static final long serialVersionUID = 1L;

        Busy(String sentence) {
            super(sentence);
        }
    }

    /** There is no answer, and whether the node was reached is not known; the cause tells more. */
    static final class Unheard extends IOException {
        private static final long serialVersionUID = 1L;

        Unheard(IOException cause) {
            super(
                    cause instanceof ConnectException
                            ? "connection refused"
                            : cause instanceof HttpTimeoutException
                                    ? "no answer in time"
                                    : String.valueOf(cause.getMessage()),
                    cause);
        }
    }

    ControlClient(HostPort address, String token) {
        this.address = address;
        this.token = token;
    }

    /** @throws IOException when the node does not answer, or not as a node does */
    NodeStatus status() throws IOException {
        try {
            return NodeStatus.fromJson(get("/status"));
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** @throws IOException when the node does not answer, or refuses */
    String get(String path) throws IOException {
        return answer(request(path));
    }

    /** @throws IOException when the node does not answer, or refuses; the message is its own sentence then */
    String post(String path, List<String> lines) throws IOException {
        return answer(request(path).POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines))));
    }

    /** The stream of facts, one NDJSON line each, with an empty line now and then. A node may be silent for any time. */
    FactSources.Lines facts() throws IOException {
        HttpResponse<InputStream> head =
                call(() -> HttpCaller.open(request("/facts").build()));
        if (head.statusCode() != 200) {
            throw new IOException(granted(HttpCaller.text(head, ANSWER, ANSWER_MAX)));
        }
        return new Streamed(new BufferedReader(new InputStreamReader(head.body(), StandardCharsets.UTF_8)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(ANSWER)
                .header("Authorization", "Bearer " + token);
    }

    private static String answer(HttpRequest.Builder request) throws IOException {
        return granted(call(() -> HttpCaller.ask(request.build(), ANSWER, ANSWER_MAX)));
    }

    private interface Call<T> {
        T make() throws IOException, InterruptedException;
    }

    private static <T> T call(Call<T> call) throws IOException {
        try {
            return call.make();
        } catch (IOException e) {
            throw new Unheard(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the wait for an answer was cut short");
        }
    }

    private static String granted(HttpCaller.Answer answer) throws IOException {
        String text = answer.body().strip();
        if (answer.status() == HttpURLConnection.HTTP_CONFLICT) {
            throw new Declined(text);
        }
        if (answer.status() == HttpURLConnection.HTTP_UNAVAILABLE) {
            throw new Busy(text);
        }
        if (answer.status() >= 400) {
            throw new IOException(text.isEmpty() ? "it answered " + answer.status() : text);
        }
        return text;
    }

    private record Streamed(BufferedReader reader) implements FactSources.Lines {
        @Override
        public String next() throws IOException {
            return reader.readLine();
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
