package dev.raftbeat.harness;

import dev.raftbeat.node.BallotStore;
import dev.raftbeat.node.NodeVariant;
import dev.raftbeat.protocol.Ballot;
import java.util.Optional;

/** Wrong on purpose: saves the term and not the vote, so that a vote is forgotten by a restart. */
public final class ForgetfulStore implements NodeVariant {
    @Override
    public String name() {
        return "forgetful-store";
    }

    @Override
    public BallotStore store(BallotStore file) {
        return ballot -> file.save(new Ballot(ballot.term(), Optional.empty()));
    }
}
