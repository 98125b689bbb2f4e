package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.world.Leading;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A world in a test of the fault language: lines go in, facts come out, and time goes on until they do. */
final class Stage {
    /** Far beyond what anything takes: a busy machine must not make a test lie. */
    private static final long PATIENCE_NANOS = 30_000_000_000L;

    /** How the world's time is made to go on: a real one does so by itself, a simulated one is driven. */
    interface Flow {
        /** @return whether the wish came true before so much of the world's time had passed */
        boolean until(Heard heard, BooleanSupplier wish, long patienceNanos);
    }

    private final World world;
    private final Settings settings;
    private final Flow flow;
    private final Heard heard;
    private final Set<FaultWord> applied = new LinkedHashSet<>();

    /** @param settings those that the cluster began with */
    Stage(World world, Settings settings, Flow flow) {
        this.world = world;
        this.settings = settings;
        this.flow = flow;
        heard = new Heard(world.members());
        world.observe(heard);
    }

    Heard heard() {
        return heard;
    }

    Settings settings() {
        return settings;
    }

    /** The words that were carried out since the last {@link #forget}. */
    Set<FaultWord> applied() {
        return applied;
    }

    void forget() {
        heard.forget();
        applied.clear();
    }

    List<NodeId> members() {
        return world.members();
    }

    long now() {
        return world.nowNanos();
    }

    /** @return the world's time when the line had taken effect */
    long apply(String line) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        assertThat(outcome.done()).as("\"%s\": %s", line, outcome.sentence()).isTrue();
        applied.add(word(line));
        return world.nowNanos();
    }

    /** @return the sentence with which it was refused */
    String refused(String line) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        assertThat(outcome.done()).as("\"%s\": %s", line, outcome.sentence()).isFalse();
        return outcome.sentence();
    }

    /** Applies a line that must be told as a fault that goes on. */
    long begin(String line) {
        long before = world.nowNanos();
        long mark = apply(line);
        String word = word(line).text();
        await(
                "\"" + line + "\" is told as a fault that goes on",
                () -> heard.all(FaultBegan.class, before).stream()
                        .anyMatch(told -> told.text().startsWith(word)
                                && told.kind().equals("fault")
                                && !told.sentence().isBlank()));
        return mark;
    }

    /**
     * Applies a line that must be told as a fault, unless this machine cannot do it and says so.
     *
     * @param why a part of the sentence with which it may be refused
     * @return when it had taken effect
     */
    OptionalLong beginOrRefused(String line, String why) {
        World.Outcome outcome = TypedLines.apply(world::apply, line);
        applied.add(word(line));
        if (outcome.done()) {
            return OptionalLong.of(world.nowNanos());
        }
        assertThat(outcome.sentence()).contains("cannot be had here", why);
        return OptionalLong.empty();
    }

    /** Applies a line after which no fault may go on, and its end must have been told. */
    long undo(String line) {
        List<Long> active = activeFaults().stream().map(FaultSpan::number).toList();
        assertThat(active).as("faults before \"" + line + "\"").isNotEmpty();
        long before = world.nowNanos();
        long mark = apply(line);
        await("\"" + line + "\" ends " + active, () -> ended(before).containsAll(active));
        assertThat(activeFaults()).as("faults after \"" + line + "\"").isEmpty();
        return mark;
    }

    private Set<Long> ended(long since) {
        return heard.all(FaultEnded.class, since).stream()
                .map(FaultEnded::fault)
                .collect(Collectors.toSet());
    }

    List<FaultSpan> activeFaults() {
        return heard.picture().faults();
    }

    static FaultWord word(String line) {
        try {
            return FaultLanguage.parse(line).word();
        } catch (FaultSyntaxException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    /** Lets time go on until it is so, and fails when it never is. */
    void await(String what, BooleanSupplier wish) {
        if (!flow.until(heard, wish, PATIENCE_NANOS)) {
            throw new AssertionError(what + ": not seen within " + PATIENCE_NANOS / 1_000_000_000L
                    + " s; the picture is " + heard.picture());
        }
    }

    /** Like {@link #await}, while every node is made to send to every other again and again, whoever leads. */
    void awaitStirred(String what, BooleanSupplier wish) {
        awaitTrying(what, "campaign " + names(members()), wish);
    }

    /** Like {@link #await}, while a line is applied again and again: it may be refused, or come at a bad moment. */
    void awaitTrying(String what, String line, BooleanSupplier wish) {
        applied.add(word(line));
        for (int round = 0; round < 40; round++) {
            TypedLines.apply(world::apply, line);
            if (flow.until(heard, wish, 4 * settings.electionNanosMax())) {
                return;
            }
        }
        await(what, wish);
    }

    /** Lets so much of the world's time go by, as the facts of others show it. */
    void letPass(long nanos) {
        long end = world.nowNanos() + nanos;
        await("time goes on", () -> !heard.since(end).isEmpty());
    }

    static String names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).collect(Collectors.joining(","));
    }

    /** Everybody runs and follows one leader. */
    Leading calm() {
        await(
                "all follow one leader",
                () -> heard.picture().followersOfLeader().size() == members().size()
                        && heard.picture().nodes().values().stream().allMatch(node -> node.life() == NodeView.Life.UP));
        return heard.picture().leader().orElseThrow();
    }

    /** A leader that all follow, and two followers. */
    Cast cast() {
        NodeId leader = calm().node();
        List<NodeId> followers =
                members().stream().filter(node -> !node.equals(leader)).toList();
        return new Cast(leader, followers.get(0), followers.get(1));
    }

    /** Who plays what in one case. */
    record Cast(NodeId leader, NodeId follower, NodeId other) {
        Link down() {
            return new Link(leader, follower);
        }
    }

    /** Every directed link of the cluster. */
    Set<Link> links() {
        Set<Link> links = new TreeSet<>();
        for (NodeId from : members()) {
            for (NodeId to : members()) {
                if (!from.equals(to)) {
                    links.add(new Link(from, to));
                }
            }
        }
        return links;
    }

    /** Every link delivers, and none has lost anything to a rule since {@code mark}. */
    void allLinksDeliver(long mark) {
        awaitStirred("every link delivers", () -> heard.openLinks(mark).equals(links()));
        assertThat(heard.cutLinks(mark)).as("links that still cut").isEmpty();
    }
}
