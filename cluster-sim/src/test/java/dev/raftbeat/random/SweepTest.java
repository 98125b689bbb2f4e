package dev.raftbeat.random;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.raft.RaftState;
import dev.raftbeat.sim.SimVariant;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SweepTest {
    private static final long COUNT = Long.getLong("raftbeat.sweep.seeds", 2_000);

    @Test
    void theTrueCoreBreaksNothing() throws Exception {
        long from = Long.getLong("raftbeat.sweep.from", seedOfThisCommit());
        System.out.println("raftbeat sweep --from " + from + " --seeds " + COUNT);
        Sweep.Result result = sweep(from, COUNT, SimVariant.NONE);
        assertThat(result.find()).isEmpty();
        assertThat(result.tally().played()).isEqualTo(COUNT);
        assertThat(result.tally().virtualSeconds()).isGreaterThan(COUNT);
    }

    @Test
    void aPlantedBugIsFoundMadeSmallAndReplayed() throws Exception {
        // In every third term, a vote is nothing that binds.
        SimVariant fickle = with(new RaftRules() {
            @Override
            public boolean mayGrantVote(RaftState state, NodeId candidate) {
                return state.term() % 3 == 0 || super.mayGrantVote(state, candidate);
            }
        });
        Sweep.Find find = sweep(1, 500, fickle).find().orElseThrow();
        assertThat(find.lines()).as(find.text("")).hasSizeLessThan(10);
        assertThat(find.replayed()).as("violated when replayed").isTrue();
        assertThat(Sweep.replay(find.lines(), find.seed(), SimVariant.NONE))
                .as("the same lines on true nodes")
                .isNotEqualTo(Verdict.VIOLATED);
    }

    @Test
    void aLeaderWhoNeverComesIsABreakToo() throws Exception {
        SimVariant lonely = with(new RaftRules() {
            @Override
            public int quorum(int members) {
                return members + 1;
            }
        });
        Sweep.Find find = sweep(1, 50, lonely).find().orElseThrow();
        assertThat(find.claim()).isEqualTo(ScenarioPlayer.LIVENESS);
        assertThat(find.lines())
                .as("the calm phase that it is about")
                .endsWith(RandomScenario.calm().toArray(String[]::new));
        assertThat(find.lines()).as(find.text("")).hasSizeLessThan(10);
        assertThat(find.replayed()).as("violated when replayed").isTrue();
    }

    @Test
    void whatShowsAsSoonAsANodeComesUpIsReplayedToo() throws Exception {
        SimVariant hasty = with(new RaftRules() {
            @Override
            public long timeoutFor(ArmReason reason, long drawnNanos) {
                return reason == ArmReason.BOOT ? 1 + drawnNanos / 100 : drawnNanos;
            }
        });
        Sweep.Find find = sweep(1, 50, hasty).find().orElseThrow();
        assertThat(find.lines()).as("time must pass").anyMatch(line -> line.startsWith("run "));
        assertThat(find.replayed()).as("violated when replayed").isTrue();
    }

    @Test
    void aSeedAlwaysDrawsTheSameAndTheDrawsDiffer() {
        assertThat(RandomScenario.of(7, OptionalInt.empty())).isEqualTo(RandomScenario.of(7, OptionalInt.empty()));
        List<List<String>> drawn = LongStream.range(0, 200)
                .mapToObj(seed -> RandomScenario.of(seed, OptionalInt.empty()))
                .toList();
        assertThat(drawn).doesNotHaveDuplicates();
        for (RandomScenario.Act act : RandomScenario.Act.values()) {
            String word = word(act);
            assertThat(drawn)
                    .as(word)
                    .anyMatch(lines -> lines.stream().anyMatch(line -> line.startsWith(word)))
                    .as("no " + word)
                    .anyMatch(lines -> lines.stream().noneMatch(line -> line.startsWith(word)));
        }
    }

    private static String word(RandomScenario.Act act) {
        return switch (act) {
            case BLINK -> "kill n";
            case POWER_CUT -> "kill all";
            case SHAPE -> "majorities-ring";
            case LOG -> "set log";
            case SETTING -> "set prevote";
            default -> act.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        };
    }

    @Test
    void theQuickPlayAndTheRunnerOfScenariosAgree() {
        for (long seed = 1; seed <= 6; seed++) {
            List<String> lines = List.of(
                    "cluster 3 election 100..200ms heartbeat 30ms",
                    "run 500ms",
                    "kill leader",
                    "run 20ms",
                    "restart dead",
                    "run 1000ms",
                    "expect stable");
            assertThat(ScenarioPlayer.of(lines, seed, SimVariant.NONE)
                            .orElseThrow()
                            .broken())
                    .isEmpty();
            assertThat(Sweep.replay(lines, seed, SimVariant.NONE)).isEqualTo(Verdict.VALID);
        }
    }

    private static SimVariant with(RaftRules rules) {
        return new SimVariant() {
            @Override
            public RaftRules rules() {
                return rules;
            }
        };
    }

    private static Sweep.Result sweep(long from, long count, SimVariant variant) throws InterruptedException {
        return new Sweep(from, count, OptionalInt.empty(), variant).run(Sweep.Listener.NONE, new Progress());
    }

    /** Another one for each commit, the same for all builds of one; fixed where there is no repository. */
    private static long seedOfThisCommit() throws InterruptedException {
        try {
            Process git = new ProcessBuilder("git", "rev-parse", "HEAD").start();
            String commit = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return git.waitFor() == 0 && commit.length() >= 12 ? Long.parseLong(commit.substring(0, 12), 16) : 1;
        } catch (IOException e) {
            return 1;
        }
    }
}
