package dev.raftbeat.zoo;

import dev.raftbeat.raft.RaftRules;

/** A rule of the core got wrong: whoever extends this overrides one method. */
abstract class WrongRaftRules extends RaftRules implements WrongVariant {
    @Override
    public final RaftRules rules() {
        return this;
    }
}
