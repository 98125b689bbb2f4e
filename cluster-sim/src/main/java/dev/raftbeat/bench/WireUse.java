package dev.raftbeat.bench;

import dev.raftbeat.files.KernelFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the nodes of this host have put on the wire so far: the bytes of their connections, and the headers of IPv4 and TCP
 * around each segment, pure acknowledgements included. The kernel counts both for each socket, and {@code ss} prints them.
 * Where there is no {@code ss}, it is all that the loopback interface has carried.
 *
 * @param source how it was counted, for people
 */
record WireUse(long bytes, String source) {
    private static final int HEADERS = 20 + 20;
    private static final int TIMESTAMPS = 12;
    private static final Path TIMESTAMPS_ON = Path.of("/proc/sys/net/ipv4/tcp_timestamps");

    private static final Pattern ENDS = Pattern.compile("^\\s*\\d+\\s+\\d+\\s+\\S+:(\\d+)\\s+\\S+:(\\d+)");
    private static final Pattern BYTES = Pattern.compile(" bytes_sent:(\\d+)");
    private static final Pattern SEGMENTS = Pattern.compile(" segs_out:(\\d+)");

    /** @param ports where the nodes listen for each other; both sides of each connection count */
    static WireUse soFar(Collection<Integer> ports) throws InterruptedException {
        try {
            Process ss = new ProcessBuilder("ss", "-tinHO", "state", "established")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String sockets = new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (ss.waitFor() == 0) {
                int header = headerBytes();
                return new WireUse(
                        bytes(sockets, ports, header),
                        "by ss: frames, and " + header + " bytes around each segment, acknowledgements too");
            }
        } catch (IOException e) {
            // There is no such command here.
        }
        return new WireUse(ProcessUse.loopbackBytes(), "all on loopback, other programs too: there is no ss here");
    }

    private static int headerBytes() throws IOException {
        boolean timestamps = !KernelFile.text(TIMESTAMPS_ON).strip().equals("0");
        return HEADERS + (timestamps ? TIMESTAMPS : 0);
    }

    /** @param sockets as {@code ss -tinHO state established} prints them, one a line */
    static long bytes(String sockets, Collection<Integer> ports, int headerBytes) {
        long sum = 0;
        for (String line : sockets.split("\n")) {
            Matcher ends = ENDS.matcher(line);
            if (ends.find()
                    && (ports.contains(Integer.valueOf(ends.group(1)))
                            || ports.contains(Integer.valueOf(ends.group(2))))) {
                sum += count(BYTES, line) + headerBytes * count(SEGMENTS, line);
            }
        }
        return sum;
    }

    private static long count(Pattern what, String line) {
        Matcher found = what.matcher(line);
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }
}
