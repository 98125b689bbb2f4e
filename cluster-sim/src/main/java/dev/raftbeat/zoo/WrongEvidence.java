package dev.raftbeat.zoo;

import dev.raftbeat.raft.RaftState;
import dev.raftbeat.raft.RaftState.KnownLeader;

/** What is known of a leader's process got wrong. */
final class WrongEvidence {
    private WrongEvidence() {}

    public static final class HintIsProof extends WrongRaftRules {
        @Override
        public boolean isHintProof() {
            return true;
        }
    }

    public static final class ProofOutlivesBoot extends WrongRaftRules {
        @Override
        protected boolean isGone(RaftState state, KnownLeader known) {
            return state.gone().containsKey(known.node());
        }
    }

    /** Only simulated nodes have it: no live node hears of the ends that it brings about itself. */
    public static final class OwnCloseIsNews implements WrongVariant {
        @Override
        public boolean ownCloseIsNews() {
            return true;
        }
    }
}
