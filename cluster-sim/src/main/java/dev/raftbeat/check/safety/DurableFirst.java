package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I6, durability before visibility (paper, Figure 2: "Updated on stable storage before responding to RPCs"): a vote is
 * granted, asked for by a candidate, or counted as its own only while the ballot that it rests on is the last one that
 * this life has loaded or saved.
 */
@Evidence(
        needs = "Booted and BallotSaved, votes granted, asked for and counted",
        unknown = "a save may be among what was not heard")
final class DurableFirst extends Check {
    private record Disk(Ballot ballot, StampedFact fact) {}

    private final SortedMap<NodeId, Disk> disks = new TreeMap<>();

    DurableFirst() {
        super("I6", "saved before told", "A vote is given, asked for or counted only when its ballot is durable.");
    }

    @Override
    public void on(Booted fact) {
        disks.put(teller(), new Disk(new Ballot(fact.term(), fact.votedFor()), now()));
    }

    @Override
    public void on(BallotSaved fact) {
        disks.put(teller(), new Disk(new Ballot(fact.term(), fact.votedFor()), now()));
    }

    @Override
    public void on(VoteGranted fact) {
        rests("granted " + fact.candidate() + " its vote in", fact.term(), fact.candidate());
    }

    @Override
    public boolean caresFor(String messageKind) {
        return messageKind.equals("RequestVote");
    }

    @Override
    public void on(MessageSent fact) {
        if (caresFor(fact.kind())) {
            rests("asked for votes in", fact.term(), teller());
        }
    }

    @Override
    public void on(VoteCounted fact) {
        boolean ownVote = !fact.preVote() && fact.voter().equals(teller());
        if (ownVote) {
            rests("counted its own vote in", fact.term(), teller());
        }
    }

    private void rests(String didWhat, long term, NodeId candidate) {
        Optional<Disk> disk =
                Optional.ofNullable(disks.get(teller())).filter(known -> known.fact.boot() == now().boot());
        if (disk.isPresent() && disk.get().ballot.equals(new Ballot(term, Optional.of(candidate)))) {
            count();
        } else if (disk.isPresent() && unbrokenSince(disk.get().fact.seq())) {
            count();
            violated(
                    teller() + " " + didWhat + " term " + term + " before its ballot was durable",
                    disk.get().fact,
                    now());
        } else {
            // A save may be among what was not heard.
            doubt();
        }
    }
}
