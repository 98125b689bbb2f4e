package dev.raftbeat.check;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StampedFact;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I14: a leader that lost its quorum, or stepped down for another reason, sends no heartbeat of that term afterwards
 * (thesis §6.2). Where CheckQuorum is off, the loss alone binds nobody.
 */
@Grounds(needs = "QuorumLost, SteppedDown and heartbeats sent; CheckQuorum", unknown = "never otherwise")
final class StaleHeartbeat extends Check {
    private record Given(long term, StampedFact fact) {}

    private final SortedMap<NodeId, Given> givenUp = new TreeMap<>();
    private final SortedMap<NodeId, Boolean> checkQuorum = new TreeMap<>();

    StaleHeartbeat() {
        super(
                "I14",
                "no stale heartbeats",
                "A leader that lost its quorum or stepped down sends no further heartbeat of that term.");
    }

    @Override
    public Void booted(Booted fact) {
        checkQuorum.put(teller(), fact.settings().checkQuorum());
        return null;
    }

    @Override
    public Void settingsChanged(SettingsChanged fact) {
        checkQuorum.put(teller(), fact.settings().checkQuorum());
        return null;
    }

    @Override
    public Void quorumLost(QuorumLost fact) {
        if (checkQuorum.getOrDefault(teller(), false)) {
            gaveUp(fact.term());
        }
        return null;
    }

    @Override
    public Void steppedDown(SteppedDown fact) {
        gaveUp(fact.term());
        return null;
    }

    private void gaveUp(long term) {
        Given before = givenUp.get(teller());
        if (before == null || before.term < term) {
            count();
            givenUp.put(teller(), new Given(term, now()));
        }
    }

    @Override
    public Void messageSent(MessageSent fact) {
        Given given = givenUp.get(teller());
        if (given != null && fact.kind().equals("AppendEntries") && fact.term() <= given.term) {
            violated(
                    teller() + " sent a heartbeat of term " + fact.term() + " after it had given up term " + given.term,
                    given.fact,
                    now());
        }
        return null;
    }
}
