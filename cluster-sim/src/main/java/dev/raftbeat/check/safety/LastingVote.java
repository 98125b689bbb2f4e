package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.StampedFact;

/**
 * I16: a vote that was saved stays on the disk as long as its term lasts (paper, Figure 2: votedFor is persistent state,
 * and is empty only when a new term begins). Whoever clears it may vote twice, even when it does not come to that.
 *
 * <p>A wipe puts an older term on the disk: what is saved from there on is judged anew, and {@link RestartFidelity}
 * judges the wipe.
 */
@Evidence(
        needs = "Booted and BallotSaved, over all lives",
        unknown = "how a node came up was not heard, and its vote in the same term differs")
final class LastingVote extends Check {
    private static final class Disk {
        private Ballot ballot = Ballot.BLANK;
        private StampedFact fact;
    }

    private final PerNode<Disk> disks = new PerNode<>(Disk::new);

    LastingVote() {
        super("I16", "votes stay", "A vote that was saved is saved for the rest of its term.");
    }

    @Override
    public void on(Booted fact) {
        holds(new Ballot(fact.term(), fact.votedFor()), 1);
    }

    @Override
    public void on(BallotSaved fact) {
        holds(new Ballot(fact.term(), fact.votedFor()), 0);
    }

    /** @param livesSince how many lives began since the ballot before, if that one was heard: none, or the next one */
    private void holds(Ballot ballot, int livesSince) {
        Disk disk = disks.of(tellerPlace());
        Ballot before = disk.ballot;
        StampedFact proof = disk.fact;
        disk.ballot = ballot;
        disk.fact = now();
        if (before.votedFor().isEmpty() || ballot.term() < before.term()) {
            return;
        }
        boolean stays = ballot.term() > before.term() || ballot.equals(before);
        if (!stays && now().boot() != proof.boot() + livesSince) {
            // Its disk may have been wiped between two lives.
            doubt();
            return;
        }
        count();
        if (!stays) {
            violated(
                    teller() + " saved a vote for " + before.votedFor().get() + " in term " + ballot.term()
                            + ", and then "
                            + ballot.votedFor().map(other -> "one for " + other).orElse("a ballot without a vote"),
                    proof,
                    now());
        }
    }
}
