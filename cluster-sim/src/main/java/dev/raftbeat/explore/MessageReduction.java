package dev.raftbeat.explore;

import dev.raftbeat.explore.MessageContent.Kind;
import java.util.ArrayDeque;
import java.util.BitSet;

/**
 * Forgets messages that can change nothing any more, so that states which differ in nothing else are one. What can change
 * something is not known from the rules but asked of the core: a message is forgotten when, in every state that its
 * receiver can still come to by any inputs whatever, the core does nothing about it, or only answers with what its sender,
 * in every state that it can still come to, does nothing about.
 *
 * <p>Heartbeats are also history, and are kept until every node has left their term for good.
 */
final class MessageReduction {
    /** In place of answers: the message may change something. */
    private static final long[] STIRS = new long[0];

    private final int nodes;
    private final int terms;
    private final MessageContents contents;
    private final StepTable table;
    private final int locals;
    private final BitSet[][] futures;
    /** By sender, receiver, and the receiver's state: the contents that may change something or be answered. */
    private final long[][][][] stirring;
    /** By sender, receiver, content and the receiver's state: all that it may answer, or {@link #STIRS}. */
    private final long[][][][][] answers;
    /** By sender, receiver and their states: the messages from one to the other that are kept. */
    private final long[][][][][] kept;

    private final long[][] history;
    private final long[] keep;

    MessageReduction(ExplorationBounds bounds, MessageContents contents, StepTable table) {
        nodes = bounds.nodes();
        terms = bounds.terms();
        this.contents = contents;
        this.table = table;
        keep = new long[contents.words()];
        history = new long[terms + 2][contents.words()];
        if (bounds.everyMessage()) {
            locals = 0;
            futures = new BitSet[0][];
            stirring = new long[0][][][];
            answers = new long[0][][][][];
            kept = new long[0][][][][];
            return;
        }
        for (int node = 0; node < nodes; node++) {
            close(node);
        }
        locals = table.locals();
        futures = new BitSet[nodes][locals];
        stirring = new long[nodes][nodes][locals][];
        answers = new long[nodes][nodes][contents.size()][locals][];
        kept = new long[nodes][nodes][locals][locals][];
        for (int term = terms; term >= 0; term--) {
            history[term] = history[term + 1].clone();
            if (term > 0) {
                contents.say(history[term], contents.find(Kind.APPEND_ENTRIES, term, false), contents.linkMask());
            }
        }
    }

    /** Asks about all that a node can come to by any inputs, so that "every state it can come to" is known. */
    private void close(int node) {
        future(node, table.start(node));
    }

    /** The states to which a node can come, that in which it is among them. */
    private BitSet future(int node, int number) {
        BitSet found = new BitSet();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        found.set(number);
        open.add(number);
        while (!open.isEmpty()) {
            int at = open.remove();
            BitSet next = table.next(node, at);
            next.andNot(found);
            found.or(next);
            next.stream().forEach(open::add);
        }
        return found;
    }

    private BitSet knownFuture(int node, int number) {
        if (futures[node][number] == null) {
            futures[node][number] = future(node, number);
        }
        return futures[node][number];
    }

    /** Takes out of the state's messages what can change nothing any more. */
    void forget(Cluster state) {
        int lowest = terms;
        for (int number : state.locals) {
            int local = table.local(number);
            lowest = Math.min(lowest, Math.min(NodeLocalState.term(local), NodeLocalState.diskTerm(local)));
        }
        System.arraycopy(history[lowest], 0, keep, 0, keep.length);
        for (int from = 0; from < nodes; from++) {
            for (int to = 0; to < nodes; to++) {
                if (from != to) {
                    long[] some = kept(from, to, state.locals[from], state.locals[to]);
                    for (int word = 0; word < keep.length; word++) {
                        keep[word] |= some[word];
                    }
                }
            }
        }
        for (int word = 0; word < keep.length; word++) {
            state.messages[word] &= keep[word];
        }
    }

    private long[] kept(int from, int to, int sender, int receiver) {
        long[] known = kept[from][to][sender][receiver];
        if (known == null) {
            long[] heard = stirring(to, from, sender);
            known = new long[contents.words()];
            for (int place = 0; place < contents.size(); place++) {
                long[] said = answers(from, to, place, receiver);
                if (said == STIRS || meets(said, heard)) {
                    contents.say(known, place, 1L << contents.link(from, to));
                }
            }
            kept[from][to][sender][receiver] = known;
        }
        return known;
    }

    private long[] stirring(int from, int to, int receiver) {
        long[] known = stirring[from][to][receiver];
        if (known == null) {
            known = new long[contents.words()];
            for (int place = 0; place < contents.size(); place++) {
                long[] said = answers(from, to, place, receiver);
                if (said == STIRS || meets(said, said)) {
                    contents.say(known, place, 1L << contents.link(from, to));
                }
            }
            stirring[from][to][receiver] = known;
        }
        return known;
    }

    private static boolean meets(long[] some, long[] others) {
        for (int word = 0; word < some.length; word++) {
            if ((some[word] & others[word]) != 0) {
                return true;
            }
        }
        return false;
    }

    private long[] answers(int from, int to, int place, int receiver) {
        long[] known = answers[from][to][place][receiver];
        if (known == null) {
            known = new long[contents.words()];
            boolean quiet = addAnswers(from, to, place, receiver, known);
            MessageContent content = contents.get(place);
            if (content.current()) {
                quiet &= addAnswers(from, to, contents.place(content.aged()), receiver, known);
            }
            known = quiet ? known : STIRS;
            answers[from][to][place][receiver] = known;
        }
        return known;
    }

    /** Answers whether the message does no more than bring about answers to its sender. */
    private boolean addAnswers(int from, int to, int place, int receiver, long[] said) {
        BitSet future = knownFuture(to, receiver);
        int input = table.delivery(from, place);
        for (int at = future.nextSetBit(0); at >= 0; at = future.nextSetBit(at + 1)) {
            StepTable.Outcome outcome = table.outcome(to, at, input);
            if (outcome == null) {
                continue;
            }
            if (outcome.broken() != null
                    || outcome.restarts()
                    || outcome.local() != at
                    || contents.saysToOthers(outcome.says(), from)) {
                return false;
            }
            for (int word = 0; word < said.length; word++) {
                said[word] |= outcome.says()[word];
            }
        }
        return true;
    }
}
