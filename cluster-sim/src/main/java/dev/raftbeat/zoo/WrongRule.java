package dev.raftbeat.zoo;

import dev.raftbeat.raft.RaftRules;

/** A rule of the core got wrong: whoever extends this overrides one method. */
abstract class WrongRule extends RaftRules implements Wrong {
    @Override
    public final RaftRules rules() {
        return this;
    }
}
