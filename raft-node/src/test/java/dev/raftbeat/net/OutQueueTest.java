package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.net.OutQueue.Item;
import dev.raftbeat.net.OutQueue.Loss;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutQueueTest {
    /** h heartbeat, v vote, r reply; each is numbered by its place in the row. */
    private static Item item(char kind, int number) {
        RaftMessage message;
        switch (kind) {
            case 'h':
                message = new AppendEntries(1, number);
                break;
            case 'v':
                message = new RequestVote(number, 0, 0, 0);
                break;
            default:
                message = new AppendEntriesReply(1, number, true);
        }
        return new Item(Envelope.outgoing(Loopback.N1, Loopback.N2, message), number);
    }

    private static String name(Envelope<RaftMessage> envelope, List<Item> offered, String row) {
        for (int i = 0; i < offered.size(); i++) {
            if (offered.get(i).envelope() == envelope) {
                return "" + row.charAt(i) + (i + 1);
            }
        }
        throw new AssertionError(envelope);
    }

    @ParameterizedTest
    @CsvSource({
        "v,                  v1,                                                     ''",
        "vhr,                v1 h2 r3,                                               ''",
        "hh,                 h2,                                                     h1 SUPERSEDED",
        "hvh,                v2 h3,                                                  h1 SUPERSEDED",
        "hvhrh,              v2 r4 h5,                                               h1 SUPERSEDED h3 SUPERSEDED",
        "rr,                 r1 r2,                                                  ''",
        "vv,                 v1 v2,                                                  ''",
        "vvvvvvvvvvvvvvvvv,  v1 v2 v3 v4 v5 v6 v7 v8 v9 v10 v11 v12 v13 v14 v15 v16, v17 QUEUE_FULL",
        "rrrrrrrrrrrrrrrrh,  r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16, h17 QUEUE_FULL",
        "hrrrrrrrrrrrrrrrh,  r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16 h17, h1 SUPERSEDED",
        "hrrrrrrrrrrrrrrrv,  h1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 r13 r14 r15 r16, v17 QUEUE_FULL",
    })
    void whatIsKeptAndWhatIsLost(String row, String kept, String lost) {
        OutQueue queue = new OutQueue();
        List<Item> offered = new ArrayList<>();
        List<String> losses = new ArrayList<>();
        for (int i = 0; i < row.length(); i++) {
            Item item = item(row.charAt(i), i + 1);
            offered.add(item);
            queue.offer(item).ifPresent(loss -> losses.add(name(loss.envelope(), offered, row) + " " + loss.reason()));
        }
        List<String> left = new ArrayList<>();
        for (Optional<Item> next = queue.poll(); next.isPresent(); next = queue.poll()) {
            left.add(name(next.get().envelope(), offered, row));
        }
        assertThat(String.join(" ", left)).isEqualTo(kept);
        assertThat(String.join(" ", losses)).isEqualTo(lost);
    }

    @Test
    void whatIsGivenUpIsNamedOnce() {
        OutQueue queue = new OutQueue();
        Item vote = item('v', 1);
        queue.offer(vote);
        assertThat(queue.clear(LossReason.CONNECTION_CLOSED))
                .containsExactly(new Loss(vote.envelope(), LossReason.CONNECTION_CLOSED));
        assertThat(queue.size()).isZero();
        assertThat(queue.clear(LossReason.CONNECTION_CLOSED)).isEmpty();
    }
}
