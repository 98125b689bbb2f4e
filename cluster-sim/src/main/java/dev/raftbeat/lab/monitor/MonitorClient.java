package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks monitors and tells them, with bounds on time and length. Any number of threads may use it. */
public final class MonitorClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

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
        return send(request, MonitorLimits.ANSWER_MAX);
    }

    private Answer send(HttpRequest request, int most) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, BodyHandlers.ofInputStream());
        return text(response, most);
    }

    private static Answer text(HttpResponse<InputStream> response, int most) throws IOException {
        try (InputStream body = inTime(response.body())) {
            return new Answer(response.statusCode(), new String(body.readNBytes(most), StandardCharsets.UTF_8));
        }
    }

    /** A timeout of a request ends with the head of its answer; this one ends the body of those who never finish. */
    private static InputStream inTime(InputStream body) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        over.orTimeout(ANSWER.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            try {
                body.close();
            } catch (IOException gone) {
                // It is closed all the same.
            }
            return null;
        });
        return new FilterInputStream(body) {
            @Override
            public void close() throws IOException {
                over.complete(null);
                super.close();
            }
        };
    }

    /**
     * What a monitor tells of itself and its workers.
     *
     * @throws IOException in a sentence, when it does not answer in time, or not with a status
     */
    public MonitorReport status(URI monitor) throws IOException, InterruptedException {
        List<WorkerView> members = new ArrayList<>();
        return status(monitor, members::add).with(members);
    }

    /**
     * The same without keeping its workers.
     *
     * @param each takes each of them as it is read; some, when the answer ends early
     */
    MonitorReport status(URI monitor, Consumer<WorkerView> each) throws IOException, InterruptedException {
        HttpResponse<InputStream> response;
        try {
            response = http.send(request(monitor, "/v1/status", CONNECT).GET().build(), BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new IOException("no monitor answers at " + monitor, e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(monitor + " refuses: " + error(text(response, MonitorLimits.ANSWER_MAX)));
        }
        try (InputStream body = inTime(response.body())) {
            return StatusReader.read(body, each);
        } catch (IOException e) {
            throw new IOException(monitor + " is no monitor: its status cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /**
     * Breaks or mends something between workers and a monitor, by a line such as {@code cut w1}.
     *
     * @throws IOException in a sentence, when it is not done
     */
    public void fault(URI monitor, String line) throws IOException, InterruptedException {
        Answer answer;
        try {
            answer = send(
                    request(monitor, "/v1/faults", CONNECT)
                            .POST(HttpRequest.BodyPublishers.ofString(line))
                            .build(),
                    MonitorLimits.ANSWER_MAX);
        } catch (IOException e) {
            throw new IOException("no monitor answers at " + monitor, e);
        }
        if (answer.status() == 404) {
            throw new IOException(monitor + " takes no faults; it was started without --allow-faults");
        }
        if (answer.status() != 200) {
            throw new IOException(error(answer));
        }
    }

    /** The sentence of a refusal. */
    static String error(Answer answer) {
        try {
            String said = MonitorJson.read(MonitorJson.AROUND, answer.body())
                    .path("error")
                    .asString("");
            return said.isEmpty() ? "HTTP " + answer.status() : said;
        } catch (IllegalArgumentException e) {
            return "HTTP " + answer.status();
        }
    }

    HttpClient http() {
        return http;
    }
}
