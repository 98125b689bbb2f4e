package dev.raftbeat.explore;

import dev.raftbeat.explore.MessageContent.Kind;
import dev.raftbeat.protocol.Role;
import java.util.List;

/**
 * Judges states of the whole cluster. The heartbeats that were ever sent serve as the history: whoever sent one of a term
 * led it. They are kept for as long as anybody can be in that term.
 */
final class StateClaims {
    private final int nodes;
    private final int terms;
    private final MessageContents contents;
    private final StepTable table;
    private final boolean asksForOneLeader;
    private final int[] heartbeat;

    StateClaims(ExplorationBounds bounds, MessageContents contents, StepTable table, List<Claim> claims) {
        nodes = bounds.nodes();
        terms = bounds.terms();
        this.contents = contents;
        this.table = table;
        asksForOneLeader = claims.contains(Claim.ONE_LEADER);
        heartbeat = new int[terms + 1];
        for (int term = 1; term <= terms; term++) {
            heartbeat[term] = contents.find(Kind.APPEND_ENTRIES, term, false);
        }
    }

    /** The claim that the state breaks; null when it breaks none. */
    Claim broken(Cluster state) {
        for (int term = 1; term <= terms && asksForOneLeader; term++) {
            if (leaders(state, term) > 1) {
                return Claim.ONE_LEADER;
            }
        }
        return null;
    }

    private int leaders(Cluster state, int term) {
        long heartbeats = contents.said(state.messages, heartbeat[term]);
        int leaders = 0;
        for (int node = 0; node < nodes; node++) {
            int local = table.local(state.locals[node]);
            boolean leads = NodeLocalState.role(local) == Role.LEADER && NodeLocalState.term(local) == term;
            if (leads || (heartbeats & contents.linksFrom(node)) != 0) {
                leaders++;
            }
        }
        return leaders;
    }
}
