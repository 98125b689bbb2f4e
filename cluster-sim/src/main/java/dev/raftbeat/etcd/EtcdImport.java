package dev.raftbeat.etcd;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The logs of the members of one cluster of etcd, put together as a recording. */
public final class EtcdImport {
    /** What etcd has when nobody says otherwise; a timeout is drawn from one to two of what is configured. */
    private static final long HEARTBEAT_MILLIS = 100;

    private static final long ELECTION_MILLIS = 1_000;
    private static final long MILLIS_MAX = 300_000;
    private static final long MILLI = 1_000_000;
    private static final int MEMBERS_MAX = 9;

    private final List<MemberLog> logs;
    private final Map<String, NodeId> names = new LinkedHashMap<>();

    private EtcdImport(List<MemberLog> logs) {
        this.logs = logs;
    }

    /**
     * What became of one log.
     *
     * @param id the member's, in hexadecimal
     * @param node what it is called in the recording
     * @param lines in a form of etcd
     * @param understood of these, the ones that facts came from, or of which it is known that none does
     * @param unread lines in no form of etcd
     * @param lives how often it came up
     * @param clock beside the clock of the first log, where that is known
     */
    public record Member(
            Path file,
            String id,
            NodeId node,
            long lines,
            long understood,
            long unread,
            int lives,
            Optional<Clock> clock) {}

    /**
     * Where the messages between two members put one clock beside the other.
     *
     * @param aheadNanos by how much it was taken to be ahead
     * @param leastNanos the bounds, to {@code mostNanos}; empty where no message gives one
     */
    public record Clock(long aheadNanos, Optional<Long> leastNanos, Optional<Long> mostNanos) {}

    /**
     * Reads logs, one for each member.
     *
     * @throws IOException in a sentence, when one cannot be read
     * @throws NotEtcdException when one has no line of etcd's Raft
     * @throws IllegalArgumentException in a sentence, when two are of one member, or there are too many
     */
    public static EtcdImport of(List<Path> files) throws IOException, NotEtcdException {
        List<MemberLog> logs = new ArrayList<>();
        for (Path file : files) {
            MemberLog log = MemberLog.read(file);
            for (MemberLog other : logs) {
                if (other.id().equals(log.id())) {
                    throw new IllegalArgumentException(file + " and " + other.file() + " are both of the member "
                            + log.id() + ": give one file for each member");
                }
            }
            logs.add(log);
        }
        EtcdImport all = new EtcdImport(logs);
        all.name();
        return all;
    }

    private void name() {
        TreeSet<String> ids = new TreeSet<>();
        logs.forEach(log -> {
            ids.add(log.id());
            ids.addAll(log.members());
        });
        if (ids.size() > MEMBERS_MAX) {
            throw new IllegalArgumentException("the logs tell of " + ids.size() + " members; at most " + MEMBERS_MAX
                    + " can be shown: are they of one cluster?");
        }
        for (MemberLog log : logs) {
            NodeId called = log.name().flatMap(EtcdImport::node).orElseGet(() -> new NodeId("m" + log.id()));
            names.put(log.id(), names.containsValue(called) ? new NodeId("m" + log.id()) : called);
        }
        ids.forEach(id -> names.computeIfAbsent(id, unknown -> new NodeId("m" + unknown)));
    }

    /** A name of etcd may be anything; ours are short, of letters that are safe everywhere. */
    private static Optional<NodeId> node(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
        String whole = plain.matches("[a-z].*") ? plain : "m" + plain;
        NodeId called = new NodeId(whole.substring(0, Math.min(32, whole.length())));
        return called.isMember() ? Optional.of(called) : Optional.empty();
    }

    private record Said(int log, LogLine line, long at) {}

    /**
     * Tells the facts in the order of time.
     *
     * @return what became of each log, in the order given
     */
    public List<Member> tellTo(FactSink out) {
        Optional<List<Clocks.Offset>> offsets = Clocks.of(logs).offsets();
        long[] ahead = new long[logs.size()];
        List<Said> all = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            ahead[i] = offsets.isPresent() ? offsets.get().get(i).aheadNanos() : 0;
            for (LogLine line : logs.get(i).lines()) {
                all.add(new Said(i, line, line.nanos() - ahead[i]));
            }
        }
        all.sort(Comparator.comparingLong(Said::at));
        List<NodeId> members = names.values().stream().sorted().toList();
        List<MemberFacts> nodes = logs.stream()
                .map(log -> new MemberFacts(names.get(log.id()), names, members, settings(log), out))
                .toList();
        long[] understood = new long[logs.size()];
        Deaths deaths = new Deaths(logs, ahead, names);
        for (Said said : all) {
            deaths.tell(said.at, out);
            understood[said.log] += nodes.get(said.log).tell(said.line, said.at) ? 1 : 0;
        }
        List<Member> told = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            MemberLog log = logs.get(i);
            int at = i;
            told.add(new Member(
                    log.file(),
                    log.id(),
                    names.get(log.id()),
                    log.lines().size(),
                    understood[i],
                    log.unread(),
                    nodes.get(i).lives(),
                    offsets.map(found -> found.get(at))
                            .map(one -> new Clock(one.aheadNanos(), one.leastNanos(), one.mostNanos()))));
        }
        return told;
    }

    private static Settings settings(MemberLog log) {
        long heartbeat = HEARTBEAT_MILLIS;
        long election = ELECTION_MILLIS;
        boolean preVote = false;
        for (LogLine line : log.lines()) {
            heartbeat = millis(line.fields().get("heartbeat-interval")).orElse(heartbeat);
            election = millis(line.fields().get("election-timeout")).orElse(election);
            preVote |= line.text().contains(" became pre-candidate ");
        }
        return new Settings(
                heartbeat * MILLI,
                election * MILLI,
                2 * election * MILLI,
                preVote,
                true,
                election * MILLI,
                0,
                0,
                false,
                Settings.PRIORITY_DEFAULT);
    }

    private static Optional<Long> millis(String duration) {
        if (duration == null || !duration.matches("\\d{1,7}(\\.\\d{1,3})?m?s")) {
            return Optional.empty();
        }
        boolean milli = duration.endsWith("ms");
        double number = Double.parseDouble(duration.replaceAll("[ms]", ""));
        return Optional.of(Math.max(1, Math.min(MILLIS_MAX, Math.round(milli ? number : number * 1_000))));
    }
}
