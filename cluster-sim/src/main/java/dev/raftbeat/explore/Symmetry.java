package dev.raftbeat.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One state for all that differ only in the names of nodes: the least of the renamings that put the nodes in the order of
 * their shapes.
 */
final class Symmetry {
    private static final int CHUNK = 8;

    private final int nodes;
    private final StepTable table;
    private final MessageContents contents;
    private final int[][] renamings;
    private final int[][] nodeAt;
    private final long[][][] linkMaps;
    private final int[][] renamedLocals;
    private final int[][] shapes;
    private final int[] shapesNow;
    private final long[] candidate;
    private final long[] words;

    Symmetry(ExplorationBounds bounds, MessageContents contents, StepTable table) {
        nodes = bounds.nodes();
        this.table = table;
        this.contents = contents;
        renamings = permutations(nodes);
        nodeAt = new int[renamings.length][nodes];
        linkMaps = new long[renamings.length][][];
        for (int which = 0; which < renamings.length; which++) {
            for (int node = 0; node < nodes; node++) {
                nodeAt[which][renamings[which][node]] = node;
            }
            linkMaps[which] = linkMaps(renamings[which]);
        }
        renamedLocals = new int[renamings.length][0];
        shapes = new int[nodes][0];
        shapesNow = new int[nodes];
        candidate = new long[1 + contents.words()];
        words = new long[contents.words()];
    }

    /** All orders of 0 to n - 1, the order as it is first. */
    static int[][] permutations(int n) {
        List<int[]> all = new ArrayList<>();
        permute(new int[n], 0, 0, all);
        return all.toArray(int[][]::new);
    }

    private static void permute(int[] names, int next, int taken, List<int[]> all) {
        if (next == names.length) {
            all.add(names.clone());
            return;
        }
        for (int name = 0; name < names.length; name++) {
            if ((taken >> name & 1) == 0) {
                names[next] = name;
                permute(names, next + 1, taken | 1 << name, all);
            }
        }
    }

    /** For every eight links, and every set of those, the links that they become. */
    private long[][] linkMaps(int[] names) {
        int chunks = (contents.links() + CHUNK - 1) / CHUNK;
        long[][] maps = new long[chunks][];
        for (int chunk = 0; chunk < chunks; chunk++) {
            int bits = Math.min(CHUNK, contents.links() - chunk * CHUNK);
            maps[chunk] = new long[1 << bits];
            for (int set = 1; set < 1 << bits; set++) {
                int link = chunk * CHUNK + Integer.numberOfTrailingZeros(set);
                long renamed = 1L << contents.link(names[contents.from(link)], names[contents.to(link)]);
                maps[chunk][set] = maps[chunk][set & (set - 1)] | renamed;
            }
        }
        return maps;
    }

    /**
     * Writes the one that stands for all into {@code key}.
     *
     * @return how many states it stands for
     */
    int canonical(Cluster state, long[] key) {
        for (int node = 0; node < nodes; node++) {
            shapesNow[node] = shape(node, state.locals[node]);
        }
        int alike = 0;
        for (int which = 0; which < renamings.length; which++) {
            if (!inOrder(which)) {
                continue;
            }
            int order = -1;
            if (alike > 0) {
                rename(state, which, candidate);
                order = compare(candidate, key);
            } else {
                rename(state, which, key);
            }
            if (order < 0) {
                if (alike > 0) {
                    System.arraycopy(candidate, 0, key, 0, key.length);
                }
                alike = 1;
            } else if (order == 0) {
                alike++;
            }
        }
        return renamings.length / alike;
    }

    /** The nodes of the state without any messages, in the least of all renamings. */
    String nodes(Cluster state) {
        String least = null;
        for (int which = 0; which < renamings.length; which++) {
            int[] renamed = new int[nodes];
            for (int node = 0; node < nodes; node++) {
                renamed[renamings[which][node]] =
                        NodeLocalState.renamed(table.local(state.locals[node]), renamings[which]);
            }
            String text = Arrays.toString(renamed);
            least = least == null || text.compareTo(least) < 0 ? text : least;
        }
        return least;
    }

    private boolean inOrder(int which) {
        int[] order = nodeAt[which];
        for (int place = 1; place < nodes; place++) {
            if (shapesNow[order[place - 1]] < shapesNow[order[place]]) {
                return false;
            }
        }
        return true;
    }

    private static int compare(long[] one, long[] other) {
        for (int word = 0; word < one.length; word++) {
            if (one[word] != other[word]) {
                return one[word] < other[word] ? -1 : 1;
            }
        }
        return 0;
    }

    private void rename(Cluster state, int which, long[] key) {
        int[] names = renamings[which];
        long packed = state.crashes;
        int[] order = nodeAt[which];
        for (int place = 0; place < nodes; place++) {
            int local = which == 0 ? state.locals[order[place]] : renamed(which, names, state.locals[order[place]]);
            packed = packed << table.localBits() | local;
        }
        key[0] = packed;
        if (which == 0) {
            System.arraycopy(state.messages, 0, key, 1, words.length);
            return;
        }
        long[][] maps = linkMaps[which];
        for (int word = 0; word < words.length; word++) {
            key[1 + word] = rename(state.messages[word], maps);
        }
    }

    private long rename(long messages, long[][] maps) {
        long renamed = 0;
        long left = messages;
        int links = contents.links();
        for (int shift = 0; left != 0; shift += links) {
            long some = left & contents.linkMask();
            for (int chunk = 0; some != 0; chunk++) {
                renamed |= maps[chunk][(int) (some & (1 << CHUNK) - 1)] << shift;
                some >>>= CHUNK;
            }
            left >>>= links;
        }
        return renamed;
    }

    private int renamed(int which, int[] names, int number) {
        if (number >= renamedLocals[which].length) {
            renamedLocals[which] = grown(renamedLocals[which], number);
        }
        int known = renamedLocals[which][number];
        if (known < 0) {
            known = table.number(NodeLocalState.renamed(table.local(number), names));
            renamedLocals[which][number] = known;
        }
        return known;
    }

    private int shape(int node, int number) {
        if (number >= shapes[node].length) {
            shapes[node] = grown(shapes[node], number);
        }
        int known = shapes[node][number];
        if (known < 0) {
            known = NodeLocalState.shape(table.local(number), node);
            shapes[node][number] = known;
        }
        return known;
    }

    private static int[] grown(int[] numbers, int least) {
        int[] more = Arrays.copyOf(numbers, Math.max(64, 2 * least));
        Arrays.fill(more, numbers.length, more.length, -1);
        return more;
    }
}
