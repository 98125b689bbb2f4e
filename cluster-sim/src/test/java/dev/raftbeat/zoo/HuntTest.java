package dev.raftbeat.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.sim.SimVariant;
import java.io.InputStream;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every hidden rule can be shown, no cluster that is only brought up shows it, and points are what the page says. */
class HuntTest {
    private static final SimVariant VOTES_TWICE =
            Zoo.find("votes-twice").orElseThrow().onSim();

    static Stream<Target> quarries() {
        return Targets.all().stream();
    }

    private static Scenario known(Target quarry) throws Exception {
        try (InputStream in = HuntTest.class.getResourceAsStream("/hunt/" + quarry.name() + ".scenario")) {
            return ScenarioParser.parse(quarry.name(), in.readAllBytes());
        }
    }

    private static Scenario scenario(String... lines) throws Exception {
        return ScenarioParser.parse("test.scenario", String.join("\n", lines));
    }

    @ParameterizedTest
    @MethodSource("quarries")
    void isWonByTheShortestKnownScenarioWithItsFirstTry(Target quarry) throws Exception {
        PlayedAttempt attempt = PlayedAttempt.of(known(quarry), quarry.animal().onSim());
        assertThat(attempt.broken()).extracting(PlayedAttempt.Broken::check).contains(quarry.check());
        assertThat(attempt.lines()).isEqualTo(quarry.par());
        assertThat(attempt.alsoTrue()).as("by true nodes").isEmpty();
        assertThat(attempt.wrongExpectation()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("quarries")
    void aClusterThatIsOnlyBroughtUpWinsNothing(Target quarry) throws Exception {
        SimVariant wrong = quarry.animal().onSim();
        assertThat(PlayedAttempt.of(scenario("cluster 3", "run 10E"), wrong).broken())
                .isEmpty();
        assertThat(PlayedAttempt.of(scenario("cluster 5 prevote off checkquorum off", "run 10E"), wrong)
                        .broken())
                .isEmpty();
    }

    @Test
    void whatTrueNodesBreakTooDoesNotCount() throws Exception {
        // Heartbeats as rare as timeouts: no rules could keep a leader then.
        Scenario rare = scenario("cluster 3 prevote off checkquorum off heartbeat 290ms", "run 40E");
        PlayedAttempt wrong = PlayedAttempt.of(rare, VOTES_TWICE);
        assertThat(wrong.alsoTrue()).containsExactly("L2");
        assertThat(wrong.broken())
                .extracting(PlayedAttempt.Broken::check)
                .contains("I2")
                .doesNotContain("L2");
        PlayedAttempt asTrue = PlayedAttempt.of(rare, SimVariant.NONE);
        assertThat(asTrue.alsoTrue()).containsExactly("L2");
        assertThat(asTrue.wins()).isFalse();
    }

    @Test
    void anExpectationThatTrueNodesDoNotMeetWinsNothing() throws Exception {
        String[] winning = {"cluster 3 election 50..52ms heartbeat 20ms", "run 1s"};
        assertThat(PlayedAttempt.of(scenario(winning), VOTES_TWICE).wins()).isTrue();
        PlayedAttempt wrong = PlayedAttempt.of(scenario(winning[0], winning[1], "expect no leader"), VOTES_TWICE);
        assertThat(wrong.wins()).isFalse();
        assertThat(wrong.rare()).isEmpty();
        assertThat(wrong.wrongExpectation().orElseThrow()).startsWith("line 3, expect no leader: ");
    }

    @Test
    void whatTheWrongRuleAloneFailsToMeetIsNoCheck() throws Exception {
        SimVariant grantLeavesTimer =
                Zoo.find("grant-leaves-timer").orElseThrow().onSim();
        PlayedAttempt attempt = PlayedAttempt.of(
                scenario(
                        "cluster 5 prevote off checkquorum off",
                        "run until stable",
                        "expect saw TimerArmed with reason=VOTE_GRANTED"),
                grantLeavesTimer);
        assertThat(attempt.wins()).isFalse();
        assertThat(attempt.wrongExpectation()).isEmpty();
    }

    @Test
    void whatShowsUnderFewSeedsIsLuck() throws Exception {
        // Two of three candidates at the same millisecond: once or twice in sixteen runs.
        PlayedAttempt attempt = PlayedAttempt.of(scenario("cluster 3", "run 40E"), VOTES_TWICE);
        assertThat(attempt.rare())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.seeds()).isBetween(1, PlayedAttempt.SEEDS_MIN - 1));
        assertThat(attempt.wins()).isFalse();
    }

    @Test
    void linesAreThoseThatDoSomething() throws Exception {
        assertThat(PlayedAttempt.of(
                                scenario(
                                        "# a comment",
                                        "",
                                        "cluster 3 seed 4",
                                        "run until leader",
                                        "kill leader",
                                        "expect saw BecameLeader"),
                                SimVariant.NONE)
                        .lines())
                .isEqualTo(3);
    }

    @Test
    void longScenariosAndThoseOfSeveralClustersAreRefused() throws Exception {
        Scenario twice = scenario("cluster 3", "run 1E", "cluster 3", "run 1E");
        assertThatThrownBy(() -> PlayedAttempt.of(twice, VOTES_TWICE)).hasMessageContaining("2 clusters");
        for (String line : List.of("run 301s", "run 1001E", "run until no leader within 301s")) {
            Scenario tooLong = scenario("cluster 3", line);
            assertThatThrownBy(() -> PlayedAttempt.of(tooLong, VOTES_TWICE))
                    .hasMessageContaining("300 virtual seconds");
        }
        Scenario stretched = scenario("cluster 3", "run 100E", "set election 150ms..4s");
        assertThatThrownBy(() -> PlayedAttempt.of(stretched, VOTES_TWICE)).hasMessageContaining("300 virtual seconds");
        Scenario paced = scenario("cluster 3", "set pace class", "run 101E");
        assertThatThrownBy(() -> PlayedAttempt.of(paced, VOTES_TWICE)).hasMessageContaining("300 virtual seconds");
    }

    @Test
    void aSeedHidesOneRuleAndSeedsHideAllOfThem() {
        for (Level level : Level.values()) {
            Set<String> hidden = new TreeSet<>();
            for (long seed = 0; seed < 300; seed++) {
                hidden.add(Targets.of(level, seed).name());
                assertThat(Targets.of(level, seed).level()).isEqualTo(level);
            }
            assertThat(hidden)
                    .containsExactlyInAnyOrderElementsOf(Targets.all().stream()
                            .filter(one -> one.level() == level)
                            .map(Target::name)
                            .toList());
        }
        assertThat(Targets.all().stream().map(Target::topic)).containsAll(EnumSet.allOf(Topic.class));
    }

    @Test
    void whatIsToldOfAHuntNamesNoRule() {
        for (Target quarry : Targets.all()) {
            long seed = 0;
            while (Targets.of(quarry.level(), seed) != quarry) {
                seed++;
            }
            Hunt hunt = Hunt.begin("Ada", seed, quarry.level()).withHint();
            String told = hunt.topic() + hunt.hint() + HuntFile.text(hunt);
            assertThat(told)
                    .doesNotContain(quarry.name())
                    .doesNotContain(quarry.animal().replaces());
            assertThat(hunt.hint()).startsWith(quarry.par() + " lines can make it break " + quarry.check() + ": ");
        }
    }

    @Test
    void aShorterScenarioIsWorthMore() {
        Hunt hunt = Hunt.begin("Ada", 7, Level.EASY);
        int par = hunt.quarry().par();
        assertThat(hunt.points()).isZero();
        assertThat(hunt.state()).isEqualTo("open");
        Hunt missed = hunt.with(miss()).with(miss());
        assertThat(missed.points()).isZero();
        Hunt won = missed.with(win(par + 3));
        assertThat(won.points()).isEqualTo(50 + 50 - 3 * 5 - 2 * 2);
        assertThat(won.state()).isEqualTo("won");
        assertThat(won.with(win(par + 5)).points()).as("longer").isEqualTo(won.points());
        assertThat(won.with(miss()).points()).as("a miss after a win").isEqualTo(won.points());
        assertThat(won.with(win(par)).points()).isEqualTo(96);
        assertThat(won.with(win(par - 1)).points()).as("shorter than known").isEqualTo(101);
        assertThat(missed.withHint().with(win(par + 3)).points()).isEqualTo(won.points() - 20);
        assertThat(won.withHint()).as("a hint after a win").isEqualTo(won);
        assertThat(hunt.revealed().withHint()).as("a hint after the end").isEqualTo(hunt.revealed());
        assertThat(won.revealed().points()).isEqualTo(won.points());
        assertThat(won.revealed().state()).isEqualTo("won");
        assertThat(hunt.withHint().with(win(par + 40)).points()).isEqualTo(30);
    }

    @Test
    void noWinIsWorthNothing() {
        Hunt hunt = Hunt.begin("Ada", 7, Level.HARD).withHint();
        for (int i = 0; i < Level.HARD.tries() - 1; i++) {
            hunt = hunt.with(miss());
        }
        assertThat(hunt.with(miss()).state()).isEqualTo("lost");
        assertThat(hunt.with(win(90)).points()).isEqualTo(5);
        assertThat(hunt.revealed().state()).isEqualTo("given up");
    }

    private static Attempt win(int lines) {
        return new Attempt(lines, Optional.of("I2"), "a.scenario");
    }

    private static Attempt miss() {
        return new Attempt(4, Optional.empty(), "a.scenario");
    }

    @Test
    void everyQuarryIsNamedOnce() {
        String[] names = Targets.all().stream().map(Target::name).toArray(String[]::new);
        assertThat(Arrays.stream(names).distinct()).hasSize(names.length);
    }
}
