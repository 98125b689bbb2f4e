package dev.raftbeat.etcd;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far the clocks of members go apart, as far as messages tell: what is asked is asked before it is answered, and
 * answered before that is heard.
 */
final class Clocks {
    private static final long UNBOUNDED = Long.MAX_VALUE / 4;

    private final int size;
    /** The most by which the clock of the second is ahead of that of the first. */
    private final long[][] most;

    /**
     * What a member's clock is known to be, beside that of the first member.
     *
     * @param aheadNanos what is taken for it: 0 unless messages say otherwise
     * @param leastNanos to {@code mostNanos} the bounds, where messages bound it
     */
    record Offset(long aheadNanos, Optional<Long> leastNanos, Optional<Long> mostNanos) {}

    Clocks(int size) {
        this.size = size;
        most = new long[size][size];
        for (int i = 0; i < size; i++) {
            Arrays.fill(most[i], UNBOUNDED);
            most[i][i] = 0;
        }
    }

    /** What one member said at a time came before what another said at another time, by the clock of each. */
    void before(int first, long firstNanos, int then, long thenNanos) {
        most[first][then] = Math.min(most[first][then], thenNanos - firstNanos);
    }

    /** For each member; empty when no clocks that go evenly fit: one was set, or the logs are not of one time. */
    Optional<List<Offset>> offsets() {
        tighten();
        long[] ahead = new long[size];
        Offset[] all = new Offset[size];
        for (int i = 0; i < size; i++) {
            if (most[i][i] < 0) {
                return Optional.empty();
            }
        }
        for (int i = 0; i < size; i++) {
            ahead[i] = Math.max(-most[i][0], Math.min(most[0][i], 0));
            all[i] = new Offset(ahead[i], bound(-most[i][0]), bound(most[0][i]));
            // What is chosen for one bounds the others.
            most[0][i] = ahead[i];
            most[i][0] = -ahead[i];
            tighten();
        }
        return Optional.of(List.of(all));
    }

    private static Optional<Long> bound(long nanos) {
        return Math.abs(nanos) >= UNBOUNDED / 2 ? Optional.empty() : Optional.of(nanos);
    }

    private void tighten() {
        for (int k = 0; k < size; k++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    most[i][j] = Math.min(most[i][j], Math.min(UNBOUNDED, most[i][k] + most[k][j]));
                }
            }
        }
    }

    /** The bounds that votes and the news of a leader give. */
    static Clocks of(List<MemberLog> logs) {
        Clocks clocks = new Clocks(logs.size());
        Map<String, Long> first = new HashMap<>();
        for (int i = 0; i < logs.size(); i++) {
            for (LogLine line : logs.get(i).lines()) {
                String own = logs.get(i).id();
                RaftLine.of(line.text()).ifPresent(said -> {
                    switch (said.kind()) {
                        case ASKED ->
                            first.putIfAbsent(
                                    "ask " + said.word() + " " + own + " " + said.peer() + " " + said.term(),
                                    line.nanos());
                        case CAST, REJECTED ->
                            first.putIfAbsent(
                                    "answer " + vote(said) + " " + said.peer() + " " + own + " " + said.term(),
                                    line.nanos());
                        case BECAME_LEADER -> first.putIfAbsent("lead " + own + " " + said.term(), line.nanos());
                        default -> {}
                    }
                });
            }
        }
        for (int i = 0; i < logs.size(); i++) {
            clocks.bind(i, logs, first);
        }
        return clocks;
    }

    private static String vote(RaftLine said) {
        return said.word().split(" ")[0];
    }

    private void bind(int own, List<MemberLog> logs, Map<String, Long> first) {
        String id = logs.get(own).id();
        for (LogLine line : logs.get(own).lines()) {
            Optional<RaftLine> read = RaftLine.of(line.text());
            if (read.isEmpty()) {
                continue;
            }
            RaftLine said = read.get();
            Optional<Integer> peer = place(logs, said.peer()).filter(other -> other != own);
            if (peer.isEmpty()) {
                continue;
            }
            String asked = vote(said) + " " + said.peer() + " " + id + " " + said.term();
            String answered = vote(said) + " " + id + " " + said.peer() + " " + said.term();
            switch (said.kind()) {
                case CAST, REJECTED -> earlier(first.get("ask " + asked), peer.get(), own, line);
                case COUNTED, REFUSED -> earlier(first.get("answer " + answered), peer.get(), own, line);
                case FOLLOWS -> earlier(first.get("lead " + said.peer() + " " + said.term()), peer.get(), own, line);
                default -> {}
            }
        }
    }

    private void earlier(Long nanos, int peer, int own, LogLine line) {
        if (nanos != null) {
            before(peer, nanos, own, line.nanos());
        }
    }

    private static Optional<Integer> place(List<MemberLog> logs, String id) {
        for (int i = 0; i < logs.size(); i++) {
            if (logs.get(i).id().equals(id)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }
}
