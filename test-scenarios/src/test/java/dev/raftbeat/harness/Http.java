package dev.raftbeat.harness;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** HTTP by hand, so that any header, the forbidden ones too, can be sent. */
final class Http {
    private static final int PATIENCE_MILLIS = 30_000;

    private final int port;

    Http(int port) {
        this.port = port;
    }

    /** @param headers beyond {@code Host}, which is the right one unless it is among them */
    Answer get(String path, String... headers) throws IOException {
        return ask("GET", path, "", headers);
    }

    Answer post(String path, String body, String... headers) throws IOException {
        return ask("POST", path, body, headers);
    }

    private Answer ask(String method, String path, String body, String... headers) throws IOException {
        try (Socket socket = open(method, path, body.getBytes(StandardCharsets.UTF_8), headers)) {
            byte[] all = readUntilClosed(socket.getInputStream());
            String text = new String(all, StandardCharsets.UTF_8);
            int blank = text.indexOf("\r\n\r\n");
            if (blank < 0) {
                throw new IOException("not an answer of HTTP: \"" + text + "\"");
            }
            return new Answer(Integer.parseInt(text.split(" ")[1]), text.substring(blank + 4));
        }
    }

    /** A server that has answered a request before all of it was sent may close by RST: what came before it counts. */
    private static byte[] readUntilClosed(InputStream in) throws IOException {
        var bytes = new ByteArrayOutputStream();
        byte[] some = new byte[8_192];
        try {
            for (int read = in.read(some); read >= 0; read = in.read(some)) {
                bytes.write(some, 0, read);
            }
        } catch (IOException e) {
            if (bytes.size() == 0) {
                throw e;
            }
        }
        return bytes.toByteArray();
    }

    /** A connection on which the request has been sent and nothing has been read. HTTP 1.0, which knows no chunks. */
    Socket open(String method, String path, byte[] body, String... headers) throws IOException {
        Socket socket = new Socket();
        // Small, so that a server that does not care for slow readers soon has nowhere to write to.
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        List<String> lines = new ArrayList<>(List.of(method + " " + path + " HTTP/1.0"));
        lines.addAll(List.of(headers));
        if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
            lines.add("Host: 127.0.0.1:" + port);
        }
        if (method.equals("POST")) {
            lines.add("Content-Length: " + body.length);
        }
        OutputStream out = socket.getOutputStream();
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        try {
            out.write(body);
            out.flush();
        } catch (IOException e) {
            // The server has heard enough and has closed; its answer is there to be read.
            return socket;
        }
        return socket;
    }

    /** @param status of HTTP */
    record Answer(int status, String body) {}
}
