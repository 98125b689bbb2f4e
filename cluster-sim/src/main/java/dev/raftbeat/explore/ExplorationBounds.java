package dev.raftbeat.explore;

import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * How far an exploration goes. Loss and reordering have no bound: a message once sent may come at any later time, or
 * never. To have it lost needs no step, since every state is visited in which it has not come yet.
 *
 * @param nodes 1 to 5
 * @param terms the highest term, 1 to 6: a step that would bring a higher one into a ballot or a message is not taken
 * @param preVote whether candidates ask first (thesis §9.6)
 * @param checkQuorum whether leaders check for a quorum (thesis §6.2)
 * @param evidence whether any node that heard its leader may be given proof, true or false, that this process is gone;
 *     without {@code preVote} nobody acts on it
 * @param transfers whether a leader may be told to hand over (thesis §3.10)
 * @param everyMessage whether messages are told apart even when they can change nothing any more: many more states, and
 *     nothing else
 * @param duplicates whether a message may arrive more than once; if not, what is sent while the same is under way is one
 *     with it, and heartbeats arrive again all the same: they are the history of who led
 * @param messages how many messages that can still matter may be under way at the most, 1 to 1000: a step that would
 *     bring more is not taken; empty for any number
 * @param crashes how many crashes in all, 0 to 15; empty for any number
 * @param depth how many steps from the start at the most, from 1; empty for any number
 * @param limit how many states are kept at the most, from 1 to 2^30
 */
public record ExplorationBounds(
        int nodes,
        int terms,
        boolean preVote,
        boolean checkQuorum,
        boolean evidence,
        boolean transfers,
        boolean everyMessage,
        boolean duplicates,
        OptionalInt messages,
        OptionalInt crashes,
        OptionalInt depth,
        int limit) {
    static final int NODES_MAX = 5;
    static final int TERMS_MAX = 6;
    static final int CRASHES_MAX = 15;
    static final int MESSAGES_MAX = 1000;
    static final int LIMIT_MAX = 1 << 30;

    /** @throws IllegalArgumentException naming the bound that is out of its range */
    public ExplorationBounds {
        range("nodes", nodes, 1, NODES_MAX);
        range("terms", terms, 1, TERMS_MAX);
        messages.ifPresent(count -> range("messages", count, 1, MESSAGES_MAX));
        crashes.ifPresent(count -> range("crashes", count, 0, CRASHES_MAX));
        depth.ifPresent(count -> range("depth", count, 1, Integer.MAX_VALUE));
        range("limit", limit, 1, LIMIT_MAX);
    }

    private static void range(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " takes a number from " + least + " to "
                    + (most == LIMIT_MAX ? "2^30" : String.valueOf(most)) + ", not " + value);
        }
    }

    /** Any number of crashes and messages, any depth, no transfers, PreVote and CheckQuorum off. */
    public static ExplorationBounds of(int nodes, int terms) {
        OptionalInt any = OptionalInt.empty();
        return new ExplorationBounds(nodes, terms, false, false, false, false, false, true, any, any, any, LIMIT_MAX);
    }

    public ExplorationBounds withPreVote(boolean on) {
        return with(change -> change.preVote = on);
    }

    public ExplorationBounds withCheckQuorum(boolean on) {
        return with(change -> change.checkQuorum = on);
    }

    public ExplorationBounds withEvidence(boolean on) {
        return with(change -> change.evidence = on);
    }

    public ExplorationBounds withTransfers(boolean on) {
        return with(change -> change.transfers = on);
    }

    public ExplorationBounds withEveryMessage(boolean on) {
        return with(change -> change.everyMessage = on);
    }

    public ExplorationBounds withDuplicates(boolean on) {
        return with(change -> change.duplicates = on);
    }

    public ExplorationBounds withMessages(int count) {
        return with(change -> change.messages = OptionalInt.of(count));
    }

    public ExplorationBounds withCrashes(int count) {
        return with(change -> change.crashes = OptionalInt.of(count));
    }

    public ExplorationBounds withDepth(int steps) {
        return with(change -> change.depth = OptionalInt.of(steps));
    }

    public ExplorationBounds withLimit(int states) {
        return with(change -> change.limit = states);
    }

    private ExplorationBounds with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.bounds();
    }

    /** Bounds that are being changed, so that a change names what it changes and nothing else. */
    private static final class Draft {
        private final int nodes;
        private final int terms;
        private boolean preVote;
        private boolean checkQuorum;
        private boolean evidence;
        private boolean transfers;
        private boolean everyMessage;
        private boolean duplicates;
        private OptionalInt messages;
        private OptionalInt crashes;
        private OptionalInt depth;
        private int limit;

        private Draft(ExplorationBounds from) {
            nodes = from.nodes;
            terms = from.terms;
            preVote = from.preVote;
            checkQuorum = from.checkQuorum;
            evidence = from.evidence;
            transfers = from.transfers;
            everyMessage = from.everyMessage;
            duplicates = from.duplicates;
            messages = from.messages;
            crashes = from.crashes;
            depth = from.depth;
            limit = from.limit;
        }

        private ExplorationBounds bounds() {
            return new ExplorationBounds(
                    nodes,
                    terms,
                    preVote,
                    checkQuorum,
                    evidence,
                    transfers,
                    everyMessage,
                    duplicates,
                    messages,
                    crashes,
                    depth,
                    limit);
        }
    }
}
