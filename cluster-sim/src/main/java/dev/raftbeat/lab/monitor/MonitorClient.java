package dev.raftbeat.lab.monitor;

import dev.raftbeat.http.HttpCaller;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.WorkerView;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Asks monitors and tells them, with bounds on time and length. Any number of threads may use it. */
public final class MonitorClient {
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final Optional<String> token;

    /** @param token what the monitors ask for, if anything */
    public MonitorClient(Optional<String> token) {
        this.token = token;
    }

    private HttpRequest.Builder request(URI monitor, String path, Duration patience) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(monitor.resolve(path)).timeout(patience);
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        return request;
    }

    HttpCaller.Answer beat(URI monitor, String json, Duration patience) throws IOException, InterruptedException {
        HttpRequest request = request(monitor, "/heartbeat", patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        return HttpCaller.ask(request, ANSWER, MonitorLimits.ANSWER_MAX);
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
            response = HttpCaller.open(request(monitor, "/v1/status", CONNECT).build());
        } catch (IOException e) {
            throw new IOException("no monitor answers at " + monitor, e);
        }
        if (response.statusCode() != 200) {
            throw new IOException(
                    monitor + " refuses: " + error(HttpCaller.text(response, ANSWER, MonitorLimits.ANSWER_MAX)));
        }
        try (InputStream body = HttpCaller.inTime(response.body(), ANSWER)) {
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
        HttpCaller.Answer answer;
        try {
            HttpRequest request = request(monitor, "/v1/faults", CONNECT)
                    .POST(HttpRequest.BodyPublishers.ofString(line))
                    .build();
            answer = HttpCaller.ask(request, ANSWER, MonitorLimits.ANSWER_MAX);
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
    static String error(HttpCaller.Answer answer) {
        try {
            String said = MonitorJson.read(MonitorJson.AROUND, answer.body())
                    .path("error")
                    .asString("");
            return said.isEmpty() ? "HTTP " + answer.status() : said;
        } catch (IllegalArgumentException e) {
            return "HTTP " + answer.status();
        }
    }
}
