package dev.raftbeat.local;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.wire.NodeStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks one node through its control endpoint. */
final class ControlClient {
    private static final int CONNECT_MILLIS = 500;
    /** A frozen node accepts and never answers; whoever asks must not freeze with it. */
    private static final int ANSWER_MILLIS = 1_500;

    private final HostPort address;
    private final String token;

    /** The node was asked and will not. */
    static final class Declined extends IOException {
        private static final long serialVersionUID = 1L;

        Declined(String sentence) {
            super(sentence);
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
        HttpURLConnection connection = open(path, ANSWER_MILLIS);
        try {
            return answer(connection);
        } finally {
            connection.disconnect();
        }
    }

    /** @throws IOException when the node does not answer, or refuses; the message is its own sentence then */
    String post(String path, List<String> lines) throws IOException {
        HttpURLConnection connection = open(path, ANSWER_MILLIS);
        try {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.getOutputStream().write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
            return answer(connection);
        } finally {
            connection.disconnect();
        }
    }

    /**
     * The stream of facts, one NDJSON line each, with an empty line now and then.
     *
     * @param silenceMillis how long the node may say nothing before reading fails
     */
    FactSources.Lines facts(int silenceMillis) throws IOException {
        HttpURLConnection connection = open("/facts", silenceMillis);
        if (connection.getResponseCode() != 200) {
            throw new IOException(answer(connection));
        }
        return new Streamed(
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8)));
    }

    private HttpURLConnection open(String path, int answerMillis) throws IOException {
        URI uri = URI.create("http://" + address + path);
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(answerMillis);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        return connection;
    }

    private static String answer(HttpURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        InputStream body = code < 400 ? connection.getInputStream() : connection.getErrorStream();
        String text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8).strip();
        if (code == HttpURLConnection.HTTP_CONFLICT) {
            throw new Declined(text);
        }
        if (code >= 400) {
            throw new IOException(text.isEmpty() ? "it answered " + code : text);
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
