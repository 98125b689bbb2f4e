package dev.raftbeat.explore;

import dev.raftbeat.protocol.Role;

/**
 * One node, without its clock, in the 31 lowest bits of a number: term and vote, role, tally, whom it follows and whether
 * that is news, and the ballot that its disk holds; and one thing that it
 * may have forgotten itself, its last vote. Nodes are numbered from 0; where there may be none, 0 is nobody and
 * node i is i + 1.
 */
final class NodeLocalState {
    private static final int VOTE = 3;
    private static final int ROLE = 6;
    private static final int TALLY = 8;
    private static final int LEADER = 13;
    private static final int RECENT = 16;
    private static final int DISK_TERM = 17;
    private static final int DISK_VOTE = 20;
    private static final int TWICE = 23;
    private static final int GIVEN_TERM = 25;
    private static final int GIVEN_VOTE = 28;
    private static final Role[] ROLES = Role.values();

    private NodeLocalState() {}

    static int pack(int term, int vote, Role role, int tally, int leader, boolean recent, int diskTerm, int diskVote) {
        return term
                | vote << VOTE
                | role.ordinal() << ROLE
                | tally << TALLY
                | leader << LEADER
                | (recent ? 1 : 0) << RECENT
                | diskTerm << DISK_TERM
                | diskVote << DISK_VOTE;
    }

    static int term(int local) {
        return local & 7;
    }

    static int vote(int local) {
        return local >> VOTE & 7;
    }

    static Role role(int local) {
        return ROLES[local >> ROLE & 3];
    }

    /** The nodes whose votes or promises it counts, one bit each. */
    static int tally(int local) {
        return local >> TALLY & 31;
    }

    static int leader(int local) {
        return local >> LEADER & 7;
    }

    /** Whether a heartbeat was heard within the least election timeout. */
    static boolean recent(int local) {
        return (local >> RECENT & 1) != 0;
    }

    static int diskTerm(int local) {
        return local >> DISK_TERM & 7;
    }

    static int diskVote(int local) {
        return local >> DISK_VOTE & 7;
    }

    /** How many entries of its tally say again what another says: 0 as long as rules count nobody twice, 3 at the most. */
    static int twice(int local) {
        return local >> TWICE & 3;
    }

    static int withTwice(int local, int entries) {
        return local | entries << TWICE;
    }

    /**
     * The last vote that it gave, should its disk say something else of that term; 0 otherwise, and under true rules
     * always.
     */
    static int forgottenTerm(int local) {
        return local >> GIVEN_TERM & 7;
    }

    static int forgottenVote(int local) {
        return local >> GIVEN_VOTE & 7;
    }

    static int withForgotten(int local, int term, int vote) {
        return local & (1 << GIVEN_TERM) - 1 | term << GIVEN_TERM | vote << GIVEN_VOTE;
    }

    static int withoutNews(int local, boolean keepsLeader) {
        int old = local & ~(1 << RECENT);
        return keepsLeader ? old : old & ~(7 << LEADER);
    }

    /** The same node when node i is called {@code names[i]}. */
    static int renamed(int local, int[] names) {
        int tally = 0;
        for (int node = 0; node < names.length; node++) {
            if ((tally(local) >> node & 1) != 0) {
                tally |= 1 << names[node];
            }
        }
        int renamed = pack(
                term(local),
                renamedOrNobody(vote(local), names),
                role(local),
                tally,
                renamedOrNobody(leader(local), names),
                recent(local),
                diskTerm(local),
                renamedOrNobody(diskVote(local), names));
        return withForgotten(
                withTwice(renamed, twice(local)), forgottenTerm(local), renamedOrNobody(forgottenVote(local), names));
    }

    private static int renamedOrNobody(int who, int[] names) {
        return who == 0 ? 0 : names[who - 1] + 1;
    }

    /** What remains of node {@code self} when no node has a name: the same for every renaming of it. */
    static int shape(int local, int self) {
        int shape = pack(
                term(local),
                shapeOf(vote(local), self),
                role(local),
                Integer.bitCount(tally(local)),
                shapeOf(leader(local), self),
                recent(local),
                diskTerm(local),
                shapeOf(diskVote(local), self));
        return withForgotten(withTwice(shape, twice(local)), forgottenTerm(local), shapeOf(forgottenVote(local), self));
    }

    private static int shapeOf(int who, int self) {
        return who == 0 ? 0 : who == self + 1 ? 1 : 2;
    }
}
