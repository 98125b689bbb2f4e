package dev.raftbeat.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Chromium without a window that shows one page and evaluates expressions in it, by its DevTools protocol. */
public final class Browser implements AutoCloseable {
    /** It asks nobody on any network for anything of its own. */
    public static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern LISTENING = Pattern.compile("DevTools listening on ws://([^/]+)/");
    private static final Pattern PAGE =
            Pattern.compile("\"type\": \"page\",\\s*\"url\": \"[^\"]*\",\\s*\"webSocketDebuggerUrl\": \"(ws:[^\"]+)\"");
    private static final Pattern ANSWER = Pattern.compile("\"type\":\"string\",\"value\":\"([^\"]*)\"");

    private final Process process;
    private final CompletableFuture<String> answer = new CompletableFuture<>();
    private final StringBuilder heard = new StringBuilder();

    private Browser(Process process) {
        this.process = process;
    }

    /** The browser on the PATH, if there is one. */
    public static Optional<Path> find() {
        return onPath(List.of("chromium", "chromium-browser", "google-chrome"));
    }

    /** The first program of any of these names that is found on the PATH. */
    public static Optional<Path> onPath(List<String> names) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .flatMap(folder -> names.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Opens a page and evaluates one expression in it.
     *
     * @param program see {@link #find}
     * @param profile a folder of its own for what the browser keeps
     * @param expression may be a promise; its value is a string without quotes
     * @throws IOException when the browser does not come up, or does not answer within a minute
     */
    static String ask(Path program, Path profile, URI page, String expression)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile.toAbsolutePath(),
                "--window-size=1280,900",
                page.toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (Browser browser = new Browser(process)) {
            return browser.evaluate(browser.debugger(), expression);
        }
    }

    /** Where its page listens. */
    private URI debugger() throws IOException, InterruptedException {
        String host = null;
        BufferedReader told = process.errorReader();
        for (String line = told.readLine(); host == null; line = told.readLine()) {
            if (line == null) {
                throw new IOException("the browser ended at once");
            }
            Matcher listening = LISTENING.matcher(line);
            host = listening.find() ? listening.group(1) : null;
        }
        HttpRequest list = HttpRequest.newBuilder(URI.create("http://" + host + "/json/list"))
                .build();
        Matcher page = PAGE.matcher(HttpClient.newHttpClient()
                .send(list, HttpResponse.BodyHandlers.ofString())
                .body());
        if (!page.find()) {
            throw new IOException("the browser shows no page");
        }
        return URI.create(page.group(1));
    }

    private String evaluate(URI debugger, String expression) throws IOException, InterruptedException {
        String quoted = expression.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\s+", " ");
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(debugger, new Listener())
                .join();
        try {
            Object ignored = socket.sendText(
                            "{\"id\":1,\"method\":\"Runtime.evaluate\",\"params\":{\"awaitPromise\":true,"
                                    + "\"returnByValue\":true,\"expression\":\"" + quoted + "\"}}",
                            true)
                    .join();
            Matcher found = ANSWER.matcher(answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
            if (!found.find()) {
                throw new IOException("the page could not answer");
            }
            return found.group(1);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the browser does not answer", e);
        } finally {
            socket.abort();
        }
    }

    private final class Listener implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            heard.append(data);
            if (last) {
                answer.complete(heard.toString());
            }
            socket.request(1);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            answer.completeExceptionally(error);
        }
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
