package dev.raftbeat.plain;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/**
 * The demonstration in lines: the leader is killed and comes back, one link is cut one way, a follower is isolated,
 * everything heals; then the summary. Each act waits for what it is about, and an act that the given time has no room
 * for is named and left out.
 */
public final class PlainDemo {
    private final World world;
    private final Tale tale;
    private final PrintWriter out;
    private final long electionNanosMax;
    private final long endNanos;
    private final List<String> leftOut = new ArrayList<>();

    private final Waiting waiting;

    /** How an act waits: until the picture is as wished, or for so long. */
    @FunctionalInterface
    interface Waiting {
        boolean await(Tale tale, Predicate<ClusterSnapshot> wish, long patienceNanos) throws InterruptedException;
    }

    /** @param forNanos how long it may take; empty for as long as the acts need */
    public PlainDemo(World world, Settings settings, PrintWriter out, OptionalLong forNanos) {
        this(world, settings, out, forNanos, Tale::await);
    }

    PlainDemo(World world, Settings settings, PrintWriter out, OptionalLong forNanos, Waiting waiting) {
        this.world = world;
        this.waiting = waiting;
        this.out = out;
        electionNanosMax = settings.electionNanosMax();
        long began = world.nowNanos();
        endNanos = forNanos.isPresent() ? began + forNanos.getAsLong() : Long.MAX_VALUE;
        tale = new Tale(out, world.members(), began);
    }

    /** Lets it end soon, with its summary. From any thread. */
    public void stop() {
        tale.stop();
    }

    /** Plays all acts and answers the verdict on what was seen. */
    public Verdict play() throws InterruptedException {
        tale.heading(world.title() + ", waiting for a first leader");
        world.observe(tale);
        boolean led =
                waiting.await(tale, picture -> picture.leader().isPresent(), Math.min(left(), 20 * electionNanosMax));
        if (led) {
            act("kill the leader, and let it come back", 5, this::killTheLeader);
            act("cut one link one way: a follower no longer hears the leader, who still hears it", 4, this::cutOneWay);
            act("isolate a follower", 4, this::isolateAFollower);
            if (endNanos != Long.MAX_VALUE && !tale.isCut()) {
                tale.heading("calm");
                waiting.await(tale, picture -> false, left());
            }
        } else {
            tale.say("no leader was elected in the time given");
        }
        String why = tale.isCut() ? "left out: " : "left out, no time for it: ";
        leftOut.forEach(title -> tale.say(why + title));
        Summary summary = tale.end(world.nowNanos());
        summary.print(out);
        return summary.verdict();
    }

    private interface Act {
        void play() throws InterruptedException;
    }

    /** @param elections how many election timeouts it may need */
    private void act(String title, int elections, Act act) throws InterruptedException {
        if (tale.isCut() || left() < elections * electionNanosMax) {
            leftOut.add(title);
        } else {
            tale.heading(title);
            act.play();
        }
    }

    private void killTheLeader() throws InterruptedException {
        Optional<NodeId> old = tale.leader();
        apply("kill leader");
        await(picture -> picture.leader().isPresent()
                && !picture.leader().map(leading -> leading.node()).equals(old));
        apply("restart dead");
        await(this::allFollow);
    }

    private void cutOneWay() throws InterruptedException {
        apply("cut leader -> follower");
        rest(2);
        apply("heal");
        await(this::allFollow);
    }

    private void isolateAFollower() throws InterruptedException {
        apply("isolate follower");
        rest(2);
        apply("heal");
        await(this::allFollow);
        rest(1);
    }

    private void apply(String line) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        if (!outcome.done()) {
            String how = outcome.accepted() ? "was not obeyed by every node: " : "was refused: ";
            tale.say("\"" + line + "\" " + how + outcome.sentence());
        }
    }

    private void await(Predicate<ClusterSnapshot> wish) throws InterruptedException {
        waiting.await(tale, wish, Math.min(left(), 4 * electionNanosMax));
    }

    private void rest(int elections) throws InterruptedException {
        waiting.await(tale, picture -> false, Math.min(left(), elections * electionNanosMax));
    }

    private boolean allFollow(ClusterSnapshot picture) {
        return picture.followersOfLeader().size() == world.members().size();
    }

    private long left() {
        return endNanos == Long.MAX_VALUE ? Long.MAX_VALUE / 4 : endNanos - world.nowNanos();
    }
}
