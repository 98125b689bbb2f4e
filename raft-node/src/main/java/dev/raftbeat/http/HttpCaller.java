package dev.raftbeat.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks others over HTTP: one client for the whole process, with bounds on the time and length of each answer. Any number
 * of threads may use it.
 */
public final class HttpCaller {
    private static final Duration CONNECT = Duration.ofSeconds(2);

    private HttpCaller() {}

    /** Made by the first call: a process that asks nobody, such as a node, has none of its threads. */
    private static final class Shared {
        private static final HttpClient CLIENT = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** An answer: HTTP's status and the body, cut where it was longer than was asked for. */
    public record Answer(int status, String body) {}

    /**
     * Asks, and takes in the answer.
     *
     * @param patience for the body, besides the time limit of the request, which is for its head
     * @param bytesMax of the body; what is longer is cut
     * @throws IOException when there is no answer in time
     */
    public static Answer ask(HttpRequest request, Duration patience, int bytesMax)
            throws IOException, InterruptedException {
        return text(open(request), patience, bytesMax);
    }

    /** The head of an answer, whose body is still to be read, and closed. */
    public static HttpResponse<InputStream> open(HttpRequest request) throws IOException, InterruptedException {
        return Shared.CLIENT.send(request, BodyHandlers.ofInputStream());
    }

    /** The rest of an answer whose head is there. */
    public static Answer text(HttpResponse<InputStream> head, Duration patience, int bytesMax) throws IOException {
        try (InputStream body = inTime(head.body(), patience)) {
            return new Answer(head.statusCode(), new String(body.readNBytes(bytesMax), StandardCharsets.UTF_8));
        }
    }

    /** A body that ends with an error when it takes longer: somebody may never finish one. */
    public static InputStream inTime(InputStream body, Duration patience) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        over.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(late -> {
            close(body);
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

    /** The status of an answer whose body nobody reads. */
    public static CompletableFuture<Integer> status(HttpRequest request) {
        return Shared.CLIENT.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(head -> {
            close(head.body());
            return head.statusCode();
        });
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException gone) {
            // It is closed all the same.
        }
    }
}
