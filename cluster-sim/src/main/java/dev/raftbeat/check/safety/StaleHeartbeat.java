package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;

/**
 * I14: a leader that lost its quorum, or stepped down for another reason, sends no heartbeat of that term afterwards
 * (thesis §6.2). Where CheckQuorum is off, the loss alone binds nobody.
 */
@Evidence(needs = "QuorumLost, SteppedDown and heartbeats sent; CheckQuorum", unknown = "never otherwise")
final class StaleHeartbeat extends Check {
    /** What a node gave up last; without a fact, nothing. */
    private static final class Given {
        private boolean checkQuorum;
        private long term;
        private StampedFact fact;
    }

    private final PerNode<Given> givenUp = new PerNode<>(Given::new);

    StaleHeartbeat() {
        super(
                "I14",
                "no stale heartbeats",
                "A leader that lost its quorum or stepped down sends no further heartbeat of that term.");
    }

    @Override
    public void on(Booted fact) {
        givenUp.of(tellerPlace()).checkQuorum = fact.settings().checkQuorum();
    }

    @Override
    public void on(SettingsChanged fact) {
        givenUp.of(tellerPlace()).checkQuorum = fact.settings().checkQuorum();
    }

    @Override
    public void on(QuorumLost fact) {
        if (givenUp.of(tellerPlace()).checkQuorum) {
            gaveUp(fact.term());
        }
    }

    @Override
    public void on(SteppedDown fact) {
        gaveUp(fact.term());
    }

    private void gaveUp(long term) {
        Given given = givenUp.of(tellerPlace());
        if (given.fact == null || given.term < term) {
            count();
            given.term = term;
            given.fact = now();
        }
    }

    @Override
    public boolean caresFor(String messageKind) {
        return messageKind.equals("AppendEntries");
    }

    @Override
    public void on(MessageSent fact) {
        Given given = givenUp.of(tellerPlace());
        if (given.fact != null && fact.term() <= given.term && caresFor(fact.kind())) {
            violated(
                    teller() + " sent a heartbeat of term " + fact.term() + " after it had given up term " + given.term,
                    given.fact,
                    now());
        }
    }
}
