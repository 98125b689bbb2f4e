package dev.raftbeat.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A way through states of which only the representatives are known: at each place it looks for a step to what the next one
 * stands for, and goes on from there without renaming anybody.
 */
final class StatePath {
    private final NextSteps moves;
    private final Representation representation;
    private final StepTable table;

    /** How a state is written down. */
    interface Representation {
        int write(Cluster state, long[] key);
    }

    /**
     * One step of a way.
     *
     * @param node who takes it, from 0
     * @param local what the node is afterwards
     */
    record Move(int node, Input input, NextSteps.Ending how, int local) {}

    StatePath(NextSteps moves, Representation representation, StepTable table) {
        this.moves = moves;
        this.representation = representation;
        this.table = table;
    }

    /** @param keys the representatives behind the start, in order */
    List<Move> through(Cluster start, List<long[]> keys) {
        List<Move> way = new ArrayList<>();
        Cluster at = new Cluster(start.locals.length, start.messages.length);
        at.copy(start);
        for (long[] wanted : keys) {
            way.add(stepTo(at, wanted));
        }
        return way;
    }

    /** Leaves in {@code at} where the step leads. */
    private Move stepTo(Cluster at, long[] wanted) {
        long[] key = new long[wanted.length];
        Cluster from = new Cluster(at.locals.length, at.messages.length);
        from.copy(at);
        List<Move> found = new ArrayList<>();
        moves.each(from, (node, input, how, next, broken) -> {
            representation.write(next, key);
            if (!Arrays.equals(key, wanted)) {
                return true;
            }
            found.add(new Move(node, table.input(input), how, table.local(next.locals[node])));
            at.copy(next);
            return false;
        });
        if (found.isEmpty()) {
            throw new AbstractionException("a step that was taken cannot be found again");
        }
        return found.get(0);
    }
}
