package dev.raftbeat.why;

import static dev.raftbeat.check.History.id;
import static dev.raftbeat.check.History.ids;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.History;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was taken out of a fault is no longer explained by it, though the fault goes on for others. */
class NarrowedFaultTest {
    private static final long E = 300_000_000L;
    private static final Settings OFF = Pace.LAN.settings().withPreVote(false).withCheckQuorum(false);

    private final List<StampedFact> facts = new ArrayList<>();

    private List<String> origins(long fromNanos) {
        Why why = new Why(facts);
        return why.campaigns().stream()
                .filter(election -> election.tNanos() >= fromNanos)
                .map(election -> why.explain(election).origin().text())
                .toList();
    }

    @Test
    void aNodeThatWasResumedAloneIsNotFrozenUntilTheOthersAre() {
        long[] set = new long[1];
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(new WorldSpec(5, OFF, 7))), facts::add)) {
            engine.runFor(2_000_000_000L);
            TypedLines.apply(engine::apply, "pause n1,n5");
            engine.runFor(3 * E);
            TypedLines.apply(engine::apply, "resume n5");
            engine.runFor(3 * E);
            TypedLines.apply(engine::apply, "set heartbeat 400ms");
            set[0] = facts.get(facts.size() - 1).tNanos();
            engine.runFor(8 * E);
        }
        assertThat(origins(set[0]))
                .isNotEmpty()
                .allSatisfy(origin -> assertThat(origin).isEqualTo("set heartbeat 400ms"));
    }

    @Test
    void aLinkThatWasJoinedAloneIsNotCutUntilTheOthersAre() {
        History history = History.booted(4);
        Link joined = new Link(id("n1"), id("n2"));
        Link left = new Link(id("n3"), id("n4"));
        String line = "cut n1,n3 -> n2,n4";
        long cut = history.at(1_000).fault(line, ids("n1", "n2", "n3", "n4"), "n1 -> n2", "n3 -> n4");
        history.at(2_000).narrows(cut, List.of(), left);
        history.at(3_000).ends(cut);
        Excerpt all = new Excerpt((fact, elections) -> true, Integer.MAX_VALUE);
        history.facts().forEach(all::tell);
        Blame blame = new Blame(new RunFacts(all));
        assertThat(onLink(blame, joined, 1_500)).contains(line);
        assertThat(onLink(blame, joined, 2_500)).isEmpty();
        assertThat(onLink(blame, left, 2_500)).contains(line);
        assertThat(onLink(blame, left, 3_500)).isEmpty();
    }

    private static Optional<String> onLink(Blame blame, Link link, long millis) {
        long at = millis * 1_000_000;
        return blame.onLink(link.from(), link.to(), at, at)
                .map(trail -> trail.origin().text());
    }
}
