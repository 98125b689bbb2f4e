package dev.raftbeat.etcd;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When a life ended of whose end its log says nothing: at the first word behind it that another member lost its connection.
 * Where none says so, it ended when the next life began; where there is no next life, nobody knows that it ended.
 */
final class Deaths {
    private static final String LOST = "lost TCP streaming connection with remote peer";
    private static final String INACTIVE = "peer became inactive (message send to peer failed)";
    private static final String ACTIVE = "peer became active";

    /** By the time on the one clock: who ended. */
    private final TreeMap<Long, List<NodeId>> ends = new TreeMap<>();

    /** What the other members say of one, in the order of time. */
    private record Word(long at, boolean lost) {}

    private long told;

    /**
     * @param ahead by how much the clock of each is ahead
     * @param names what each id is called
     */
    Deaths(List<MemberLog> logs, long[] ahead, Map<String, NodeId> names) {
        for (int i = 0; i < logs.size(); i++) {
            List<Word> words = words(logs, ahead, i);
            long last = Long.MIN_VALUE;
            boolean up = false;
            for (LogLine line : logs.get(i).lines()) {
                long at = line.nanos() - ahead[i];
                if (line.text().startsWith("newRaft ") && up) {
                    ends(names.get(logs.get(i).id()), firstLost(words, last, at).orElse(at));
                }
                up |= RaftLine.of(line.text()).isPresent();
                up &= !line.text().equals("closed etcd server");
                // The lines with which a life begins are not of the one before.
                last = RaftLine.of(line.text()).isPresent() ? at : last;
            }
            if (up && !words.isEmpty() && words.get(words.size() - 1).lost) {
                NodeId name = names.get(logs.get(i).id());
                firstLost(words, last, Long.MAX_VALUE).ifPresent(at -> ends(name, at));
            }
        }
    }

    private void ends(NodeId node, long at) {
        ends.computeIfAbsent(at, ignored -> new ArrayList<>()).add(node);
    }

    private static List<Word> words(List<MemberLog> logs, long[] ahead, int of) {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < logs.size(); i++) {
            for (LogLine line : logs.get(i).lines()) {
                String peer = line.fields()
                        .getOrDefault("remote-peer-id", line.fields().get("peer-id"));
                boolean lost = line.text().equals(LOST) || line.text().equals(INACTIVE);
                if (i != of
                        && logs.get(of).id().equals(peer)
                        && (lost || line.text().equals(ACTIVE))) {
                    words.add(new Word(line.nanos() - ahead[i], lost));
                }
            }
        }
        words.sort((one, other) -> Long.compare(one.at, other.at));
        return words;
    }

    private static Optional<Long> firstLost(List<Word> words, long from, long to) {
        return words.stream()
                .filter(word -> word.lost && word.at > from && word.at < to)
                .map(Word::at)
                .findFirst();
    }

    /** Tells of those that ended by then. */
    void tell(long until, FactSink out) {
        while (!ends.isEmpty() && ends.firstKey() <= until) {
            Map.Entry<Long, List<NodeId>> first = ends.pollFirstEntry();
            for (NodeId node : first.getValue()) {
                told++;
                out.tell(new StampedFact(
                        first.getKey(),
                        NodeId.WORLD,
                        1,
                        told,
                        told,
                        Optional.empty(),
                        new ProcessEnded(node, "its log breaks off")));
            }
        }
    }
}
