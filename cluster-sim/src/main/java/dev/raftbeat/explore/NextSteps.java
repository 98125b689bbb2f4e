package dev.raftbeat.explore;

import dev.raftbeat.protocol.Role;

/** All that can happen next, in a fixed order. */
final class NextSteps {
    private final ExplorationBounds bounds;
    private final Variant variant;
    private final StepTable table;
    private final MessageContents contents;
    private final Cluster next;
    private final int timer;
    private final int beat;
    private final int window;
    private final int ages;
    private final int proof;
    private final int crash;
    private final int[] handover;
    /** The place and the link of a message that arrives for the first and only time; none when the link is -1. */
    private int spentPlace;

    private int spentLink = -1;

    /** How a step ends. */
    enum Ending {
        /** Everything that the node owed was paid. */
        WHOLE,
        /** The ballot was saved, and the node crashed before it could send, and came up again. */
        CRASHED_BEFORE_SENDING,
        /** Everything was sent, and the node crashed before it could save, and came up again: not the real driver. */
        CRASHED_BEFORE_SAVING
    }

    /** Takes what can happen; {@code next} is good until the call returns. */
    interface Sink {
        /**
         * @param broken what the step breaks; null when it breaks nothing
         * @return whether to go on
         */
        boolean step(int node, int input, Ending ending, Cluster next, Claim broken);
    }

    NextSteps(ExplorationBounds bounds, Variant variant, MessageContents contents, StepTable table) {
        this.bounds = bounds;
        this.variant = variant;
        this.table = table;
        this.contents = contents;
        next = new Cluster(bounds.nodes(), contents.words());
        timer = table.of(Input.of(Input.Kind.TIMER_FIRES));
        beat = table.of(Input.of(Input.Kind.BEAT_IS_DUE));
        window = table.of(Input.of(Input.Kind.WINDOW_CLOSES));
        ages = table.of(Input.of(Input.Kind.NEWS_AGES));
        proof = table.of(Input.of(Input.Kind.PROOF));
        crash = table.of(Input.of(Input.Kind.CRASH));
        handover = new int[bounds.nodes()];
        for (int peer = 0; peer < bounds.nodes(); peer++) {
            handover[peer] = table.of(new Input(Input.Kind.HANDOVER, peer, null));
        }
    }

    /** @return whether the sink wanted all of it */
    boolean each(Cluster state, Sink sink) {
        for (int node = 0; node < bounds.nodes(); node++) {
            if (!ofTime(state, node, sink) || !ofCrashes(state, node, sink)) {
                return false;
            }
        }
        return ofMessages(state, sink);
    }

    private boolean ofTime(Cluster state, int node, Sink sink) {
        int local = table.local(state.locals[node]);
        if (NodeLocalState.role(local) != Role.LEADER) {
            return (!NodeLocalState.recent(local) || ofNews(state, node, sink)) && take(state, node, timer, sink);
        }
        if (bounds.transfers() && !handOver(state, node, sink)) {
            return false;
        }
        return take(state, node, beat, sink) && (!bounds.checkQuorum() || take(state, node, window, sink));
    }

    private boolean ofNews(Cluster state, int node, Sink sink) {
        return take(state, node, ages, sink) && (!bounds.evidence() || take(state, node, proof, sink));
    }

    private boolean handOver(Cluster state, int node, Sink sink) {
        for (int peer = 0; peer < bounds.nodes(); peer++) {
            if (peer != node && !take(state, node, handover[peer], sink)) {
                return false;
            }
        }
        return true;
    }

    private boolean ofCrashes(Cluster state, int node, Sink sink) {
        return !mayCrash(state) || take(state, node, crash, sink);
    }

    private boolean mayCrash(Cluster state) {
        return bounds.crashes().isEmpty() || state.crashes < bounds.crashes().getAsInt();
    }

    private boolean ofMessages(Cluster state, Sink sink) {
        for (int place = 0; place < contents.size(); place++) {
            long onLinks = contents.said(state.messages, place);
            while (onLinks != 0) {
                int link = Long.numberOfTrailingZeros(onLinks);
                onLinks &= onLinks - 1;
                if (!deliver(state, link, place, sink)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean deliver(Cluster state, int link, int place, Sink sink) {
        boolean once = !bounds.duplicates() && contents.get(place).kind() != MessageContent.Kind.APPEND_ENTRIES;
        spentPlace = place;
        spentLink = once ? link : -1;
        boolean goOn = take(state, contents.to(link), table.delivery(contents.from(link), place), sink);
        spentLink = -1;
        return goOn;
    }

    private boolean take(Cluster state, int node, int input, Sink sink) {
        StepTable.Outcome outcome = table.outcome(node, state.locals[node], input);
        if (outcome == null || (outcome.broken() == null && changesNothing(state, node, outcome))) {
            return true;
        }
        become(state, node, outcome.local(), outcome.restarts(), outcome.says());
        if (input == crash) {
            countCrash();
        }
        if (!sink.step(node, input, Ending.WHOLE, next, outcome.broken())) {
            return false;
        }
        return !outcome.saved() || !mayCrash(state) || crashInside(state, node, input, outcome, sink);
    }

    private boolean changesNothing(Cluster state, int node, StepTable.Outcome outcome) {
        if (outcome.local() != state.locals[node] || outcome.restarts()) {
            return false;
        }
        for (int word = 0; word < state.messages.length; word++) {
            if ((outcome.says()[word] & ~state.messages[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    private boolean crashInside(Cluster state, int node, int input, StepTable.Outcome outcome, Sink sink) {
        become(state, node, outcome.bootedAfter(), true, null);
        countCrash();
        if (!sink.step(node, input, Ending.CRASHED_BEFORE_SENDING, next, null)) {
            return false;
        }
        if (!variant.sendsBeforeSaving()) {
            return true;
        }
        become(state, node, outcome.bootedBefore(), true, outcome.says());
        contents.age(next.messages, node);
        countCrash();
        return sink.step(node, input, Ending.CRASHED_BEFORE_SAVING, next, outcome.brokenUnsaved());
    }

    private void become(Cluster state, int node, int local, boolean restarts, long[] says) {
        next.copy(state);
        next.locals[node] = local;
        if (spentLink >= 0) {
            contents.unsay(next.messages, spentPlace, 1L << spentLink);
        }
        if (restarts) {
            contents.age(next.messages, node);
        }
        if (says != null) {
            for (int word = 0; word < says.length; word++) {
                next.messages[word] |= says[word];
            }
        }
    }

    private void countCrash() {
        if (bounds.crashes().isPresent()) {
            next.crashes++;
        }
    }
}
