package dev.raftbeat.monitor;

import dev.raftbeat.detect.MonitorReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks monitors and tells them, with bounds on time and length. Any number of threads may use it. */
public final class MonitorClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final Optional<String> token;

    /** @param token what the monitors ask for, if anything */
    public MonitorClient(Optional<String> token) {
        this.token = token;
    }

    /** An answer: HTTP's status and the body, cut where it was longer than was asked for. */
    record Answer(int status, String body) {}

    private HttpRequest.Builder request(URI monitor, String path, Duration patience) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(monitor.resolve(path)).timeout(patience);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    Answer beat(URI monitor, String json, Duration patience) throws IOException, InterruptedException {
        HttpRequest request = request(monitor, "/heartbeat", patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return send(request, Wire.ANSWER_MAX);
    }

    private Answer send(HttpRequest request, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            return new Answer(response.statusCode(), new String(body.readNBytes(most), StandardCharsets.UTF_8));
        }
    }

    /**
     * What a monitor tells of itself and its workers.
     *
     * @throws IOException in a sentence, when it does not answer within two seconds, or not with a status
     */
    public MonitorReport status(URI monitor) throws IOException, InterruptedException {
        Answer answer;
        try {
            answer = send(request(monitor, "/status", CONNECT).GET().build(), Wire.STATUS_MAX);
        } catch (IOException e) {
            throw new IOException("no monitor answers at " + monitor, e);
        }
        if (answer.status() != 200) {
            throw new IOException(monitor + " refuses: " + error(answer));
        }
        try {
            return StatusCodec.read(answer.body());
        } catch (IllegalArgumentException e) {
            throw new IOException(monitor + " is no monitor: its status cannot be read", e);
        }
    }

    /** The sentence of a refusal. */
    static String error(Answer answer) {
        try {
            String said = Json.read(Json.OWN, answer.body()).path("error").asString("");
            return said.isEmpty() ? "HTTP " + answer.status() : said;
        } catch (IllegalArgumentException e) {
            return "HTTP " + answer.status();
        }
    }

    HttpClient http() {
        return http;
    }
}
