package dev.raftbeat.check.liveness;

import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * What part of a cluster must be able to elect a leader. Sets of nodes are bits.
 *
 * @param kind how sure that is
 * @param nodes those that make it up; none when there is no such part
 * @param electionNanosMax E, the greatest election timeout of any of them
 */
record ElectableCore(Kind kind, int nodes, long electionNanosMax) {
    enum Kind {
        /** No such part, or nobody can say. */
        NONE,
        /**
         * A quorum of nodes that are well and all hear each other, while everybody else is down, or cut off from all of
         * them both ways: the core may stay, the rest is broken.
         */
        ALONE,
        /**
         * A quorum of nodes that are well and all hear each other, while others hear or are heard by some of them. It
         * must do where all have PreVote and CheckQuorum on and equal logs; without them it may change leaders for ever.
         */
        DISTURBED
    }

    private static final ElectableCore NONE = new ElectableCore(Kind.NONE, 0, 0);

    boolean has(int node) {
        return (nodes & 1 << node) != 0;
    }

    int count() {
        return Integer.bitCount(nodes);
    }

    boolean exists() {
        return kind != Kind.NONE;
    }

    /** Who leads it: one of it whom all of it follow, or, in a disturbed one, anybody whom a quorum follows. */
    int leader(ClusterState scene) {
        if (kind == Kind.DISTURBED) {
            return scene.followed();
        }
        for (int node = 0; node < scene.size; node++) {
            if (has(node) && scene.leads(node) && allFollow(scene, node)) {
                return node;
            }
        }
        return ClusterState.NOBODY;
    }

    private boolean allFollow(ClusterState scene, int whom) {
        for (int node = 0; node < scene.size; node++) {
            if (has(node) && !scene.follows(node, whom)) {
                return false;
            }
        }
        return true;
    }

    String names(ClusterState scene) {
        List<String> names = new ArrayList<>();
        for (int node = 0; node < scene.size; node++) {
            if (has(node)) {
                names.add(scene.name(node).name());
            }
        }
        return String.join(", ", names);
    }

    static ElectableCore of(ClusterState scene) {
        if (scene.timersAligned()) {
            return NONE;
        }
        int component = largestComponent(scene);
        if (Integer.bitCount(component) < scene.quorum() || !isClear(scene, component)) {
            return NONE;
        }
        if (isClique(scene, component) && hasCandidate(scene, component)) {
            return new ElectableCore(Kind.ALONE, component, patience(scene, component));
        }
        for (int some = component; some > 0; some = some - 1 & component) {
            boolean enough = Integer.bitCount(some) >= scene.quorum();
            if (enough && isClique(scene, some) && hasCandidate(scene, some) && isGuarded(scene, component)) {
                return new ElectableCore(Kind.DISTURBED, some, patience(scene, component));
            }
        }
        return NONE;
    }

    /** Nodes that are not down, any two joined by ways on which something may get through, in one direction at least. */
    private static int largestComponent(ClusterState scene) {
        int largest = 0;
        for (int start = 0; start < scene.size; start++) {
            int reached = scene.isDown(start) ? 0 : 1 << start;
            int before = -1;
            while (before != reached) {
                before = reached;
                reached |= neighbours(scene, reached);
            }
            largest = Integer.bitCount(reached) > Integer.bitCount(largest) ? reached : largest;
        }
        return largest;
    }

    private static int neighbours(ClusterState scene, int of) {
        int found = 0;
        for (int a = 0; a < scene.size; a++) {
            for (int b = 0; b < scene.size; b++) {
                boolean joined = !scene.isCut(a, b) || !scene.isCut(b, a);
                if ((of & 1 << a) != 0 && joined && !scene.isDown(b)) {
                    found |= 1 << b;
                }
            }
        }
        return found;
    }

    private static boolean isClear(ClusterState scene, int nodes) {
        for (int a = 0; a < scene.size; a++) {
            for (int b = 0; b < scene.size; b++) {
                boolean within = (nodes & 1 << a) != 0 && (nodes & 1 << b) != 0;
                if (within && (!scene.isWell(a) || scene.isUnclear(a, b))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isClique(ClusterState scene, int nodes) {
        for (int a = 0; a < scene.size; a++) {
            for (int b = 0; b < a; b++) {
                boolean within = (nodes & 1 << a) != 0 && (nodes & 1 << b) != 0;
                if (within && !scene.isTwoWay(a, b)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether somebody can be elected by them, as far as priorities go: of equal nodes, one that ever campaigns. */
    private static boolean hasCandidate(ClusterState scene, int nodes) {
        List<Settings> all = settings(scene, nodes);
        long candidates = all.stream().filter(its -> its.priority() > 0).count();
        return candidates == all.size() || (candidates > 0 && haveSameLog(all));
    }

    private static boolean isGuarded(ClusterState scene, int nodes) {
        List<Settings> all = settings(scene, nodes);
        return haveSameLog(all) && all.stream().allMatch(its -> its.preVote() && its.checkQuorum());
    }

    private static boolean haveSameLog(List<Settings> all) {
        Settings first = all.get(0);
        return all.stream()
                .allMatch(
                        its -> its.lastLogIndex() == first.lastLogIndex() && its.lastLogTerm() == first.lastLogTerm());
    }

    private static long patience(ClusterState scene, int nodes) {
        return settings(scene, nodes).stream()
                .mapToLong(Settings::electionNanosMax)
                .max()
                .orElse(0);
    }

    private static List<Settings> settings(ClusterState scene, int nodes) {
        List<Settings> all = new ArrayList<>();
        for (int node = 0; node < scene.size; node++) {
            if ((nodes & 1 << node) != 0) {
                all.add(scene.settings(node));
            }
        }
        return all;
    }
}
