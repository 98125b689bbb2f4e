package dev.raftbeat.store;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import java.util.Optional;

/**
 * A write as a line of text, as it goes to a store that is a process: {@code write n1 3 7 n1:1:93 120}. A person may leave
 * the last two words away.
 *
 * @param sent the fact that told of the sending; empty for a write that nobody told of
 * @param lamport the stamp of that fact; 0 without one
 */
public record WriteLine(Write write, Optional<FactId> sent, long lamport) {
    /** Every line is shorter than this. */
    public static final int BYTES_MAX = 256;

    private static final String EXPECTED =
            "expected \"write NODE TERM SEQUENCE\", or that and the id and Lamport time of a fact";

    public String text() {
        String head = "write " + write.writer() + " " + write.term() + " " + write.sequence();
        return sent.map(id -> head + " " + id + " " + lamport).orElse(head);
    }

    /** @throws IllegalArgumentException saying what was expected */
    public static WriteLine parse(String line) {
        String[] words = line.strip().split(" +");
        if (!words[0].equals("write") || words.length != 4 && words.length != 6) {
            throw new IllegalArgumentException(EXPECTED);
        }
        try {
            NodeId writer = new NodeId(words[1]);
            if (!writer.isMember()) {
                throw new IllegalArgumentException("\"" + writer + "\" is no node's name");
            }
            Write write = new Write(writer, Long.parseLong(words[2]), Long.parseLong(words[3]));
            if (words.length == 4) {
                return new WriteLine(write, Optional.empty(), 0);
            }
            long lamport = Long.parseLong(words[5]);
            if (lamport < 0 || lamport > Ballot.TERM_MAX) {
                throw new IllegalArgumentException("a Lamport time lies between 0 and 2^53-1");
            }
            return new WriteLine(write, Optional.of(FactId.parse(words[4])), lamport);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(EXPECTED + ", with whole numbers", e);
        }
    }
}
