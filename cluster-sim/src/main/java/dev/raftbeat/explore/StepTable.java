package dev.raftbeat.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the core answered, kept: it is a function of its state and its input, and nodes are found in the same few hundred
 * states again and again. Each is asked about once, when it is first needed; states are numbered as they are found.
 */
final class StepTable {
    static final int OUT_OF_BOUNDS = 1;

    /** The room for the number of a node's state in a packed state of the cluster, in bits. */
    private final int localBits;

    private final int nodes;
    private final MessageContents contents;
    private final CoreModel model;
    private final StepClaims stepClaims;
    private final List<Input> inputs = new ArrayList<>();
    private final int[][] deliveries;
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private int[] locals = new int[64];
    private final int[][][] outcomes;
    private final List<Outcome> known = new ArrayList<>();

    /**
     * @param local the number of the node's next state
     * @param restarts whether the node's question is over
     * @param says what is added to the messages
     * @param saved whether the disk holds another ballot than before, and messages wait for it
     * @param bootedAfter the number of the state in which it comes up should it crash after the save
     * @param bootedBefore the number of the state in which it comes up should it crash before the save
     * @param broken what this step breaks; null when it breaks nothing
     * @param brokenUnsaved what it breaks should the node send, and crash before the save
     */
    record Outcome(
            int local,
            boolean restarts,
            long[] says,
            boolean saved,
            int bootedAfter,
            int bootedBefore,
            Claim broken,
            Claim brokenUnsaved) {}

    StepTable(ExplorationBounds bounds, MessageContents contents, CoreModel model, StepClaims stepClaims) {
        this.stepClaims = stepClaims;
        nodes = bounds.nodes();
        localBits = 60 / nodes;
        this.contents = contents;
        this.model = model;
        outcomes = new int[nodes][64][];
        deliveries = new int[nodes][contents.size()];
        for (int peer = 0; peer < nodes; peer++) {
            for (int place = 0; place < contents.size(); place++) {
                deliveries[peer][place] = inputs.size();
                inputs.add(new Input(Input.Kind.DELIVERY, peer, contents.get(place)));
            }
        }
        inputs.add(Input.of(Input.Kind.TIMER_FIRES));
        inputs.add(Input.of(Input.Kind.BEAT_IS_DUE));
        inputs.add(Input.of(Input.Kind.NEWS_AGES));
        inputs.add(Input.of(Input.Kind.CRASH));
        if (bounds.evidence()) {
            inputs.add(Input.of(Input.Kind.PROOF));
        }
        if (bounds.checkQuorum()) {
            inputs.add(Input.of(Input.Kind.WINDOW_CLOSES));
        }
        for (int peer = 0; peer < nodes && bounds.transfers(); peer++) {
            inputs.add(new Input(Input.Kind.HANDOVER, peer, null));
        }
        // 0 stands for what was never asked, 1 for what leads out of the bounds.
        known.add(null);
        known.add(null);
    }

    int delivery(int from, int place) {
        return deliveries[from][place];
    }

    /** The number of an input; -1 of one that the bounds leave out. */
    int of(Input input) {
        return inputs.indexOf(input);
    }

    Input input(int number) {
        return inputs.get(number);
    }

    int number(int local) {
        Integer known = numbers.get(local);
        if (known != null) {
            return known;
        }
        int number = numbers.size();
        if (localBits < 31 && number >= 1 << localBits) {
            throw new AbstractionException("a node can be in more states than fit in " + localBits + " bits");
        }
        if (number == locals.length) {
            locals = Arrays.copyOf(locals, 2 * number);
            for (int node = 0; node < nodes; node++) {
                outcomes[node] = Arrays.copyOf(outcomes[node], 2 * number);
            }
        }
        locals[number] = local;
        numbers.put(local, number);
        return number;
    }

    int local(int number) {
        return locals[number];
    }

    int localBits() {
        return localBits;
    }

    int locals() {
        return numbers.size();
    }

    int asked() {
        return known.size() - 2;
    }

    /** The state in which a node comes up for the first time. */
    int start(int node) {
        return number(model.booted(node, 0, 0));
    }

    /** The states in which a node may be after any one input, whether or not anybody would send it that. */
    BitSet next(int node, int number) {
        BitSet next = new BitSet();
        for (int input = 0; input < inputs.size(); input++) {
            Outcome outcome = inputs.get(input).peer() == node ? null : outcome(node, number, input);
            if (outcome != null) {
                next.set(outcome.local());
                next.set(outcome.bootedAfter());
                next.set(outcome.bootedBefore());
            }
        }
        return next;
    }

    /** Null when the step leads out of the bounds. */
    Outcome outcome(int node, int number, int input) {
        int[] row = outcomes[node][number];
        if (row == null) {
            row = new int[inputs.size()];
            outcomes[node][number] = row;
        }
        int outcome = row[input];
        if (outcome == 0) {
            outcome = ask(node, number, input);
            // Asking may have numbered new states and moved the rows.
            outcomes[node][number][input] = outcome;
        }
        return known.get(outcome);
    }

    private int ask(int node, int number, int input) {
        int local = locals[number];
        Input what = inputs.get(input);
        Optional<CoreModel.Result> result = model.step(node, local, what);
        if (result.isEmpty()) {
            return OUT_OF_BOUNDS;
        }
        CoreModel.Result step = result.get();
        long[] says = new long[contents.words()];
        for (CoreModel.Said said : step.said()) {
            contents.say(says, contents.place(said.content()), 1L << contents.link(node, said.to()));
        }
        int after = StepClaims.remembering(local, step.local(), node, step.said());
        boolean saved = NodeLocalState.diskTerm(local) != NodeLocalState.diskTerm(after)
                || NodeLocalState.diskVote(local) != NodeLocalState.diskVote(after);
        int bootedAfter = model.booted(node, NodeLocalState.diskTerm(after), NodeLocalState.diskVote(after));
        int bootedBefore = model.booted(node, NodeLocalState.diskTerm(local), NodeLocalState.diskVote(local));
        known.add(new Outcome(
                number(after),
                step.restarts(),
                says,
                saved && !step.said().isEmpty(),
                number(StepClaims.remembering(local, bootedAfter, node, List.of())),
                number(StepClaims.remembering(local, bootedBefore, node, step.said())),
                stepClaims.broken(node, local, what, step),
                stepClaims.brokenUnsaved(node, local, step)));
        return known.size() - 1;
    }
}
