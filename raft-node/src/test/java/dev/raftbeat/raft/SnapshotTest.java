package dev.raftbeat.raft;

import static dev.raftbeat.raft.Hand.LAN;
import static dev.raftbeat.raft.Hand.MS;
import static dev.raftbeat.raft.Hand.N1;
import static dev.raftbeat.raft.Hand.N2;
import static dev.raftbeat.raft.Hand.N3;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The core is a function: equal inputs give equal effects, from the beginning and from any moment in between. */
class SnapshotTest {
    private static final RaftConfig CONFIG = new RaftConfig(N1, Hand.members(3), LAN.withEvidence(true), 1);
    private static final int INPUTS = 400;

    /** One input, made from the state and from a seed of its own, so that it can be given again. */
    private static Effects<RaftMessage> input(RaftCore core, int number, long now, UnaryOperator<NodeId> names) {
        SplittableRandom random = new SplittableRandom(number);
        NodeId peer = names.apply(random.nextBoolean() ? N2 : N3);
        long term = Math.max(0, core.state().term() + random.nextInt(-1, 3));
        long round = core.state().leadership().map(LeaderState::round).orElse(1L);
        List<RaftMessage> messages = List.of(
                new PreVoteRequest(term, 1, 0, 0, 0),
                new PreVoteReply(core.state().term() + 1, core.state().round(), true),
                new RequestVote(term, 0, 0, random.nextBoolean() ? 9 : 0),
                new RequestVoteReply(core.state().term(), true),
                new AppendEntries(term, 3),
                new AppendEntriesReply(core.state().term(), round, true),
                new TimeoutNow(core.state().term(), 9));
        int choice = random.nextInt(20);
        if (choice < messages.size()) {
            FactId id = new FactId(names.apply(N2), 1, number);
            return core.receive(
                    new Envelope<>(Optional.of(id), peer, core.config().self(), messages.get(choice)), now);
        }
        if (choice == 7) {
            return core.command(new Command.AlignTimer(170 * MS), now);
        }
        if (choice == 8) {
            return core.connectionLost(peer, now);
        }
        if (choice == 9) {
            return core.provenDead(peer, random.nextInt(1, 3), DeathProof.REFUSED, now);
        }
        return core.wake(now);
    }

    private static long step(int number) {
        return new SplittableRandom(-number).nextLong(60 * MS);
    }

    private static List<Effects<RaftMessage>> run(RaftCore core, int from, long start) {
        List<Effects<RaftMessage>> effects = new ArrayList<>();
        long now = start;
        for (int number = from; number < INPUTS; number++) {
            now += step(number);
            effects.add(input(core, number, now, UnaryOperator.identity()));
        }
        return effects;
    }

    private static RaftCore core(long seed) {
        return new RaftCore(CONFIG, Ballot.BLANK, new RaftRules(), new SplittableRandom(seed));
    }

    @Test
    void theSameSeedAndInputsGiveTheSameEffects() {
        RaftCore first = core(11);
        RaftCore second = core(11);

        assertThat(first.start(0)).isEqualTo(second.start(0));
        assertThat(run(first, 1, 0)).isEqualTo(run(second, 1, 0));
        assertThat(first.state()).isEqualTo(second.state());
        assertThat(first.state().hashCode()).isEqualTo(second.state().hashCode());
    }

    @Test
    void anotherSeedGivesOtherTimeouts() {
        assertThat(core(11).start(0)).isNotEqualTo(core(12).start(0));
    }

    @Test
    void aRestoredSnapshotGoesOnAsTheOriginalDid() {
        TimeoutDraw draw = TimeoutDraw.seeded(11);
        RaftCore original = new RaftCore(CONFIG, RaftState.booted(CONFIG, Ballot.BLANK), new RaftRules(), draw);
        original.start(0);
        long now = 0;
        for (int number = 1; number < INPUTS; number++) {
            now += step(number);
            input(original, number, now, UnaryOperator.identity());
            if (number % 57 == 0) {
                RaftState snapshot = original.state();
                RaftCore restored = new RaftCore(CONFIG, snapshot, new RaftRules(), draw);
                RaftCore again = new RaftCore(CONFIG, snapshot, new RaftRules(), draw);

                assertThat(restored.wakeAt()).isEqualTo(original.wakeAt());
                assertThat(run(restored, number + 1, now)).isEqualTo(run(again, number + 1, now));
                assertThat(original.state()).isEqualTo(snapshot);
            }
        }
        RaftCore whole = new RaftCore(CONFIG, RaftState.booted(CONFIG, Ballot.BLANK), new RaftRules(), draw);
        whole.start(0);
        run(whole, 1, 0);
        assertThat(original.state()).isEqualTo(whole.state());
    }

    @Test
    void otherNamesLiveTheSameLife() {
        UnaryOperator<NodeId> names = node -> new NodeId(node.name().replace('n', 'm'));
        RaftCore original = core(11);
        RaftCore renamed = new RaftCore(
                CONFIG.renamed(names),
                original.state().renamed(names),
                new RaftRules(),
                TimeoutDraw.from(new SplittableRandom(11)));
        original.start(0);
        renamed.start(0);
        long now = 0;
        for (int number = 1; number < INPUTS; number++) {
            now += step(number);
            input(original, number, now, UnaryOperator.identity());
            input(renamed, number, now, names);
            assertThat(renamed.state())
                    .as("after input %d", number)
                    .isEqualTo(original.state().renamed(names));
        }
    }
}
