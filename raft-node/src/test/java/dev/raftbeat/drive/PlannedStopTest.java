package dev.raftbeat.drive;

import static dev.raftbeat.drive.ScriptedNode.effects;
import static dev.raftbeat.drive.ScriptedNode.saving;
import static dev.raftbeat.drive.ScriptedNode.sending;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import org.junit.jupiter.api.Test;

/** What a driver owes before the node ends as planned. */
class PlannedStopTest {
    private final ScriptedNode node = ScriptedNode.started();

    @Test
    void theLastFactIsToldBehindTheMessagesAndThenTheNodeEnds() {
        node.hear(sending("Vote", effects(new StopBegan(), new Stopped("done"))));

        assertThat(node.done()).containsExactly("StopBegan", "send Vote", "Stopped", "end");
        assertThat(node.facts.get(node.facts.size() - 1).cause())
                .as("the fact before it")
                .contains(node.last(StopBegan.class).id());
        assertThat(node.driver.isStopped()).isTrue();
    }

    @Test
    void itWaitsForTheDiskAsEverythingDoes() {
        node.hear(saving(2, sending("Vote", effects())));
        node.hear(effects(new Stopped("done")));
        assertThat(node.done()).doesNotContain("end");

        node.durable();
        assertThat(node.done()).endsWith("BallotSaved", "send Vote", "Stopped", "end");
    }

    @Test
    void nothingIsTakenInBehindIt() {
        node.hear(effects(new Stopped("done")));
        node.log.clear();
        node.hear(effects(new StopBegan()));

        assertThat(node.log).isEmpty();
    }
}
