package dev.raftbeat.explore;

import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.Role;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Breadth first through all states of a cluster, so that the first way found to something broken is a shortest one. With
 * the same arguments it finds the same, in the same order. Not for use by two threads.
 */
public final class Explorer {
    private final ExplorationBounds bounds;
    private final Variant variant;
    private final MessageContents contents;
    private final StepTable table;
    private final NextSteps moves;
    private final Symmetry symmetry;
    private final StateClaims claims;
    private final MessageReduction forgetting;
    private final StateStore store;
    private final long[] key;
    private long states;
    private int depth;
    private int deepest;
    private long steps;
    private long beyond;
    private long withLeader;
    private long withTwoLeaders;
    private int from;
    private boolean full;
    private Claim broken;
    private int brokenFrom;

    /** With all claims. */
    public Explorer(ExplorationBounds bounds, Variant variant) {
        this(bounds, variant, Arrays.asList(Claim.values()));
    }

    /** @param judged the claims that are judged; the others are not looked at */
    public Explorer(ExplorationBounds bounds, Variant variant, List<Claim> judged) {
        this.bounds = bounds;
        this.variant = variant;
        contents = new MessageContents(bounds);
        table = new StepTable(bounds, contents, new CoreModel(bounds, variant), new StepClaims(bounds.nodes(), judged));
        moves = new NextSteps(bounds, variant, contents, table);
        symmetry = new Symmetry(bounds, contents, table);
        claims = new StateClaims(bounds, contents, table, judged);
        forgetting = new MessageReduction(bounds, contents, table);
        store = new StateStore(1 + contents.words());
        key = new long[1 + contents.words()];
    }

    public Exploration explore() {
        return explore(new Progress());
    }

    /**
     * The same, state by state.
     *
     * @param progress counts the states whose steps were looked at, out of those that were found; when it is stopped,
     *     the exploration is told as interrupted
     * @throws AbstractionException when rules do what the picture of the core cannot hold; the true ones never do
     */
    public Exploration explore(Progress progress) {
        progress.begin("states", 1);
        try {
            return search(progress);
        } catch (StoppedException e) {
            return result(Exploration.Ending.INTERRUPTED);
        } catch (OutOfMemoryError e) {
            return result(Exploration.Ending.MEMORY);
        }
    }

    private Exploration search(Progress progress) {
        from = -1;
        meet(start(), null);
        Cluster state = new Cluster(bounds.nodes(), contents.words());
        int levelEnd = store.size();
        for (from = 0; from < store.size() && broken == null && !full; from++) {
            if (from == levelEnd) {
                depth++;
                levelEnd = store.size();
            }
            if (bounds.depth().isPresent() && depth == bounds.depth().getAsInt()) {
                return result(Exploration.Ending.DEPTH);
            }
            progress.grow(store.size());
            progress.advance(1);
            store.get(from, key);
            state.unpack(key, table.localBits());
            moves.each(state, this::step);
        }
        if (broken != null) {
            return result(Exploration.Ending.BROKEN);
        }
        return result(full ? Exploration.Ending.LIMIT : Exploration.Ending.COMPLETE);
    }

    private boolean step(int node, int input, NextSteps.Ending how, Cluster next, Claim brokenByStep) {
        steps++;
        meet(next, brokenByStep);
        return broken == null && !full;
    }

    /** Leaves in {@code key} what stands for the state. */
    private void meet(Cluster state, Claim brokenByStep) {
        int alike = represent(state, key);
        if (bounds.messages().isPresent() && underWay(state) > bounds.messages().getAsInt()) {
            beyond++;
            return;
        }
        if (store.size() == bounds.limit() && !store.has(key)) {
            full = true;
        } else if (store.add(key, from)) {
            states += alike;
            deepest = depth + (from < 0 ? 0 : 1);
            countLeaders(state);
            broken = claims.broken(state);
        }
        if (brokenByStep != null) {
            broken = brokenByStep;
        }
        brokenFrom = from;
    }

    /** What nodes were found in together, up to their names, whatever messages were under way. */
    SortedSet<String> nodesWithoutMessages() {
        SortedSet<Long> packed = new TreeSet<>();
        long[] state = new long[key.length];
        for (int index = 0; index < store.size(); index++) {
            store.get(index, state);
            packed.add(state[0]);
        }
        SortedSet<String> found = new TreeSet<>();
        Cluster nodes = new Cluster(bounds.nodes(), contents.words());
        packed.forEach(some -> {
            Arrays.fill(state, 0);
            state[0] = some;
            nodes.unpack(state, table.localBits());
            found.add(symmetry.nodes(nodes));
        });
        return found;
    }

    /** Writes what stands for the state, and for others that differ in nothing that matters. Answers for how many. */
    private int represent(Cluster state, long[] into) {
        if (!bounds.everyMessage()) {
            forgetting.forget(state);
        }
        return symmetry.canonical(state, into);
    }

    private static int underWay(Cluster state) {
        int count = 0;
        for (long word : state.messages) {
            count += Long.bitCount(word);
        }
        return count;
    }

    private void countLeaders(Cluster state) {
        int leaders = 0;
        for (int node = 0; node < bounds.nodes(); node++) {
            leaders += NodeLocalState.role(table.local(state.locals[node])) == Role.LEADER ? 1 : 0;
        }
        withLeader += leaders > 0 ? 1 : 0;
        withTwoLeaders += leaders > 1 ? 1 : 0;
    }

    private Cluster start() {
        Cluster start = new Cluster(bounds.nodes(), contents.words());
        for (int node = 0; node < bounds.nodes(); node++) {
            start.locals[node] = table.start(node);
        }
        return start;
    }

    private Exploration result(Exploration.Ending ending) {
        Optional<Counterexample> found = ending != Exploration.Ending.BROKEN
                ? Optional.empty()
                : Optional.of(new Replay(bounds, variant).replay(broken, wayToBroken()));
        return new Exploration(
                bounds,
                ending,
                store.size(),
                states,
                steps,
                beyond,
                deepest,
                withLeader,
                withTwoLeaders,
                table.locals(),
                table.asked(),
                store.bytes(),
                found);
    }

    /** The way from the start to what is broken, under names that stay the same from step to step. */
    private List<StatePath.Move> wayToBroken() {
        ArrayDeque<long[]> keys = new ArrayDeque<>();
        keys.add(key.clone());
        for (int index = brokenFrom; index > 0; index = store.parent(index)) {
            long[] earlier = new long[key.length];
            store.get(index, earlier);
            keys.addFirst(earlier);
        }
        if (brokenFrom < 0) {
            keys.clear();
        }
        return new StatePath(moves, this::represent, table).through(start(), List.copyOf(keys));
    }
}
