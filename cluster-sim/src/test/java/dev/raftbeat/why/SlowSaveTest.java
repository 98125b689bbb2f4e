package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.scenario.Engine;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Elections with a part of a disk's, or of a system's that is late to say that a process is gone. */
class SlowSaveTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Settings OFF = Pace.CLASS.settings().withPreVote(false).withCheckQuorum(false);

    private static List<StampedFact> played(Consumer<Engine> lines) {
        List<StampedFact> facts = new ArrayList<>();
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(new WorldSpec(3, OFF, 3))), facts::add)) {
            engine.runFor(14 * SECOND);
            lines.accept(engine);
        }
        return facts;
    }

    private static List<StampedFact> killedWhileDisksStall() {
        return played(engine -> {
            TypedLines.apply(engine::apply, "stall disk others");
            TypedLines.apply(engine::apply, "kill leader");
            engine.runFor(4 * SECOND);
            TypedLines.apply(engine::apply, "free disk all");
            engine.runFor(6 * SECOND);
        });
    }

    private static List<Explanation> elections(List<StampedFact> facts) {
        Why why = new Why(facts);
        return why.campaigns().stream().skip(1).map(why::explain).toList();
    }

    @Test
    void aTimerIsToldWhenItFiresAndNotWhenItsVoteIsSaved() {
        List<StampedFact> facts = killedWhileDisksStall();
        Map<FactId, StampedFact> fired = facts.stream()
                .filter(fact -> fact.fact() instanceof TimerFired)
                .collect(Collectors.toMap(StampedFact::id, fact -> fact));
        List<StampedFact> saves = facts.stream()
                .filter(fact -> fact.fact() instanceof SaveBegan
                        && fired.containsKey(fact.cause().orElseThrow()))
                .toList();
        assertThat(saves)
                .hasSizeGreaterThan(1)
                .allMatch(save ->
                        save.tNanos() == fired.get(save.cause().orElseThrow()).tNanos());
        assertThat(elections(facts).get(0).sentence())
                .containsPattern("stall disk n2,n3.*timer fired.*its vote for itself took [\\d.]+ s to save");
        assertThat(elections(facts)).allMatch(one -> one.origin().text().equals("kill n1"));
    }

    /** The timers of one whose disk stalls go on running out, and are told of when it is free: all at once. */
    @Test
    void whatTheDiskHeldBackIsNotTakenForASilentLeader() {
        List<StampedFact> facts = played(engine -> {
            TypedLines.apply(engine::apply, "stall disk leader+1");
            TypedLines.apply(engine::apply, "transfer leader+1");
            engine.runFor(30 * SECOND);
            TypedLines.apply(engine::apply, "free disk all");
            engine.runFor(6 * SECOND);
        });
        assertThat(elections(facts))
                .hasSizeGreaterThan(3)
                .allMatch(one -> one.origin().text().equals("transfer n2"))
                .allMatch(
                        one -> one.steps().stream().anyMatch(step -> step.text().equals("fault stall disk n2")));
    }

    /** Whoever reaps processes may do so seconds later. The kill is known by the life that it ended. */
    @Test
    void aKillIsFoundHoweverLateItsProcessIsReaped() {
        for (long late : new long[] {0, 2 * SECOND, 5 * SECOND}) {
            List<StampedFact> facts = played(engine -> {
                TypedLines.apply(engine::apply, "kill leader");
                engine.runFor(8 * SECOND);
            });
            List<StampedFact> reapedLate = facts.stream()
                    .map(fact -> fact.fact() instanceof ProcessEnded ? later(fact, late) : fact)
                    .toList();
            assertThat(elections(reapedLate))
                    .isNotEmpty()
                    .allMatch(one -> one.origin().text().equals("kill n1"));
        }
    }

    private static StampedFact later(StampedFact fact, long nanos) {
        return new StampedFact(
                fact.tNanos() + nanos, fact.node(), fact.boot(), fact.seq(), fact.lamport(), fact.cause(), fact.fact());
    }
}
