package dev.raftbeat.check.liveness;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.protocol.StampedFact;
import java.util.Arrays;

/**
 * L3, no disruption by a node that comes back (thesis §9.6): where PreVote is on and a leader has led all the while,
 * heard and followed by a quorum, a node that could not be heard for a time, and had no newer term when that began,
 * changes neither leader nor term by coming back, for {@value #TIMEOUTS} greatest election timeouts.
 */
@Evidence(
        needs = "what L1 needs; every member's PreVote",
        unknown =
                "as L1; PreVote is off somewhere, no node came back to a leader that had led all the while, or it was not"
                        + " seen for two election timeouts after that")
final class NoDisruptionOnReturn extends LivenessCheck {
    static final int TIMEOUTS = 10;
    private static final int STEADY = 2;

    /** Who is watched after a node came back to it. */
    private record Watch(
            int leader,
            long term,
            int returned,
            int steady,
            long sinceNanos,
            long electionNanosMax,
            StampedFact began) {}

    private boolean[][] joined;
    /** When each two were last joined, or ceased to be; and the first one's term at that time. */
    private long[][] turnedNanos;

    private long[][] lostTerm;
    private boolean[][] everLost;
    private long[][] lostNanos;
    private int leader;
    private long term;
    private long followedNanos;
    private Watch watch;

    NoDisruptionOnReturn(OrderedFacts chronicle) {
        super(
                "L3",
                "quiet returns",
                "With PreVote on, a node that comes back deposes nobody and raises no term.",
                chronicle);
    }

    @Override
    protected void begin(ClusterState scene) {
        int size = scene.size;
        joined = new boolean[size][size];
        turnedNanos = new long[size][size];
        lostNanos = new long[size][size];
        lostTerm = new long[size][size];
        everLost = new boolean[size][size];
        for (long[] times : turnedNanos) {
            Arrays.fill(times, Long.MAX_VALUE);
        }
        leader = ClusterState.NOBODY;
        watch = null;
    }

    @Override
    protected void upTo(ClusterState scene, long tNanos) {
        if (watch != null && tNanos - watch.sinceNanos > TIMEOUTS * watch.electionNanosMax) {
            finish(tNanos);
        }
    }

    private void finish(long tNanos) {
        if (watch != null && tNanos - watch.sinceNanos >= STEADY * watch.electionNanosMax) {
            count();
        }
        watch = null;
    }

    @Override
    protected void from(ClusterState scene, StampedFact fact, boolean changed) {
        if (watch != null && !changed && !isQuiet(scene)) {
            Watch broken = watch;
            watch = null;
            count();
            violated(
                    scene.name(broken.returned) + " came back, and " + scene.name(broken.leader)
                            + ", which had led term " + broken.term + " all the while, lost it",
                    broken.began,
                    fact);
        }
        int now = scene.followed();
        if (now != leader || (now != ClusterState.NOBODY && scene.term(now) != term)) {
            leader = now;
            term = now == ClusterState.NOBODY ? 0 : scene.term(now);
            followedNanos = fact.tNanos();
        }
        if (changed) {
            if (watch != null && !goesOn(scene)) {
                finish(fact.tNanos());
            }
            takeJoins(scene, fact);
        }
    }

    private boolean isQuiet(ClusterState scene) {
        for (int node = 0; node < scene.size; node++) {
            if (!scene.isDead(node) && scene.term(node) > watch.term) {
                return false;
            }
        }
        return scene.leads(watch.leader) && scene.term(watch.leader) == watch.term;
    }

    private boolean goesOn(ClusterState scene) {
        boolean on = scene.orderedNanos < watch.sinceNanos;
        for (int node = 0; node < scene.size; node++) {
            boolean one = (watch.steady & 1 << node) != 0;
            on = on && (!one || scene.isTwoWay(watch.leader, node));
        }
        return on;
    }

    private void takeJoins(ClusterState scene, StampedFact fact) {
        for (int a = 0; a < scene.size; a++) {
            for (int b = 0; b < scene.size; b++) {
                boolean now = a != b && scene.isTwoWay(a, b);
                if (now == joined[a][b]) {
                    continue;
                }
                joined[a][b] = now;
                if (now) {
                    turnedNanos[a][b] = fact.tNanos();
                } else {
                    turnedNanos[a][b] = Long.MAX_VALUE;
                    everLost[a][b] = true;
                    lostNanos[a][b] = fact.tNanos();
                    lostTerm[a][b] = scene.term(a);
                }
            }
        }
        for (int node = 0; node < scene.size && leader != ClusterState.NOBODY && watch == null; node++) {
            if (node != leader && turnedNanos[node][leader] == fact.tNanos() && everLost[node][leader]) {
                returned(scene, node, fact);
            }
        }
    }

    private void returned(ClusterState scene, int node, StampedFact fact) {
        long most = 0;
        boolean guarded = true;
        for (int any = 0; any < scene.size; any++) {
            guarded = guarded
                    && scene.settings(any) != null
                    && scene.settings(any).preVote();
            most = guarded ? Math.max(most, scene.settings(any).electionNanosMax()) : most;
        }
        long lost = lostNanos[node][leader];
        long before = lost - STEADY * most;
        int steady = steadyFollowers(scene, before);
        boolean ledAllTheWhile = followedNanos <= lost && Integer.bitCount(steady) + 1 >= scene.quorum();
        if (guarded && ledAllTheWhile && scene.orderedNanos <= before && lostTerm[node][leader] <= term) {
            watch = new Watch(leader, term, node, steady, fact.tNanos(), most, fact);
        }
    }

    private int steadyFollowers(ClusterState scene, long sinceNanos) {
        int found = 0;
        for (int node = 0; node < scene.size; node++) {
            boolean steady = turnedNanos[leader][node] <= sinceNanos && scene.follows(node, leader);
            found |= node != leader && steady ? 1 << node : 0;
        }
        return found;
    }

    @Override
    protected void end(ClusterState scene, long tNanos) {
        finish(tNanos);
    }
}
