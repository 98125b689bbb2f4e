package dev.raftbeat.history;

import static dev.raftbeat.history.Run.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Each message that was sent has one end, or is under way. */
class MessageEndsTest {
    private final Run run = new Run(2);
    private final MessageEnds ends = new MessageEnds();

    private StampedFact sent() {
        return last(run.tells("n1", new MessageSent(id("n2"), "AppendEntries", 1)));
    }

    private StampedFact delivered(FactId message, int copy) {
        return last(run.tells("n2", new MessageDelivered(message, id("n1"), "AppendEntries", 1, copy)));
    }

    private StampedFact lost(FactId message) {
        return last(run.tells(
                "n2",
                new MessageLost(message, id("n1"), id("n2"), "AppendEntries", 1, LossReason.CUT, Optional.empty())));
    }

    private static StampedFact last(Run run) {
        return run.facts.get(run.facts.size() - 1);
    }

    @Test
    void whatWasSentIsUnderWayUntilItsEndIsTold() {
        StampedFact first = sent();
        StampedFact second = sent();
        StampedFact third = sent();
        StampedFact end = delivered(second.id(), 0);
        List.of(first, second, third, end).forEach(ends::hear);
        assertThat(ends.underWay()).containsExactly(first, third);
        assertThat(ends.endOf(second.id())).contains(end);
        assertThat(ends.endOf(first.id())).isEmpty();
    }

    @Test
    void anEndThatIsHeardFirstOrTwiceIsTheSame() {
        StampedFact message = sent();
        StampedFact end = lost(message.id());
        List.of(end, message, end, message).forEach(ends::hear);
        assertThat(ends.underWay()).isEmpty();
        assertThat(ends.endOf(message.id())).contains(end);
    }

    @Test
    void theFirstDeliveryCountsAndNoLossBesideIt() {
        StampedFact message = sent();
        StampedFact loss = lost(message.id());
        run.at(20);
        StampedFact copy = delivered(message.id(), 1);
        run.at(10);
        StampedFact original = delivered(message.id(), 0);
        List.of(loss, copy, original).forEach(ends::hear);
        assertThat(ends.endOf(message.id())).contains(original);
        ends.hear(loss);
        assertThat(ends.endOf(message.id())).contains(original);
    }
}
