package dev.raftbeat.etcd;

import dev.raftbeat.files.RegularFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The log of one member.
 *
 * @param id the member's, in hexadecimal, as its Raft says it of itself
 * @param name as the member was configured, where the log tells
 * @param members all ids of the last configuration that it tells of; empty when it tells of none
 * @param lines those that are in a form of etcd, in their order; none goes back in time
 * @param unread how many lines are in no form of etcd
 */
record MemberLog(
        Path file, String id, Optional<String> name, TreeSet<String> members, List<LogLine> lines, long unread) {
    /** Far more than weeks of elections; what is behind them is not read. */
    private static final int LINES_MAX = 2_000_000;

    /** A longer one is none of Raft's. */
    private static final int LINE_MAX = 64 * 1024;

    private static final Pattern OWN = Pattern.compile("(?:newRaft |raft\\.node: )?([0-9a-f]{1,16}) .*");
    private static final Pattern VOTERS = Pattern.compile("switched to configuration voters=\\(([\\d ]*)\\)");
    private static final Pattern PEERS = Pattern.compile("newRaft \\w+ \\[peers: \\[([0-9a-f,]*)]");
    private static final Pattern NAME = Pattern.compile("^name = (\\S+)$");

    /**
     * @throws IOException in a sentence, when it cannot be read
     * @throws NotEtcdException when no line of it is of etcd's Raft
     */
    static MemberLog read(Path file) throws IOException, NotEtcdException {
        List<LogLine> lines = new ArrayList<>();
        long unread = 0;
        Optional<String> id = Optional.empty();
        Optional<String> name = Optional.empty();
        TreeSet<String> members = new TreeSet<>();
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(RegularFile.stream(file, "a log of etcd"), StandardCharsets.UTF_8))) {
            BoundedLines all = new BoundedLines(in, LINE_MAX);
            for (Optional<String> raw = all.next(); raw.isPresent(); raw = all.next()) {
                Optional<LogLine> read = LogLine.of(raw.get());
                if (read.isEmpty() || lines.size() >= LINES_MAX) {
                    unread++;
                    continue;
                }
                LogLine line = read.get();
                // Some lines bear whole seconds, between others that do not.
                long nanos = lines.isEmpty()
                        ? line.nanos()
                        : Math.max(line.nanos(), lines.get(lines.size() - 1).nanos());
                if (line.text().startsWith("newRaft ")) {
                    forgetWhatCameBefore(lines);
                }
                lines.add(new LogLine(nanos, line.text(), line.fields()));
                id = id.or(() -> ownId(line));
                name = name.or(() -> name(line));
                configuration(line).ifPresent(found -> {
                    members.clear();
                    members.addAll(found);
                });
            }
        }
        String own = id.orElseThrow(() -> new NotEtcdException(file));
        return new MemberLog(file, own, name, members, lines, unread);
    }

    /** A member that comes up says that it follows, and only then that it is there: it is of the new life. */
    private static void forgetWhatCameBefore(List<LogLine> lines) {
        for (int i = lines.size() - 1; i >= 0 && RaftLine.isOfRaft(lines.get(i).text()); i--) {
            Optional<RaftLine> before = RaftLine.of(lines.get(i).text());
            if (before.isPresent()) {
                if (before.get().kind() == RaftLine.Kind.BECAME_FOLLOWER) {
                    lines.remove(i);
                }
                return;
            }
        }
    }

    private static Optional<String> ownId(LogLine line) {
        Matcher found = OWN.matcher(line.text());
        return found.matches() && RaftLine.isOfRaft(line.text()) ? Optional.of(found.group(1)) : Optional.empty();
    }

    private static Optional<String> name(LogLine line) {
        Matcher old = NAME.matcher(line.text());
        return line.text().equals("starting an etcd server")
                ? Optional.ofNullable(line.fields().get("name"))
                : old.matches() ? Optional.of(old.group(1)) : Optional.empty();
    }

    private static Optional<List<String>> configuration(LogLine line) {
        Matcher voters = VOTERS.matcher(line.text());
        if (voters.find() && !voters.group(1).isBlank()) {
            return Optional.of(Stream.of(voters.group(1).split(" "))
                    .map(number -> Long.toHexString(Long.parseUnsignedLong(number)))
                    .toList());
        }
        Matcher peers = PEERS.matcher(line.text());
        return peers.find() && !peers.group(1).isBlank()
                ? Optional.of(List.of(peers.group(1).split(",")))
                : Optional.empty();
    }
}
