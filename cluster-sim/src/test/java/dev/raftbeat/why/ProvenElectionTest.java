package dev.raftbeat.why;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elections that come about because the leader's process is known to be gone. */
class ProvenElectionTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int SEEDS = 30;
    private static final Settings ON = Pace.LAN.settings().withEvidence(true);

    private static List<StampedFact> played(int nodes, long seed, String... lines) {
        List<StampedFact> facts = new ArrayList<>();
        try (Engine engine = Engine.of(new SimWorld(SimOptions.of(new WorldSpec(nodes, ON, seed))), facts::add)) {
            engine.runFor(2 * SECOND);
            for (String line : lines) {
                TypedLines.apply(engine::apply, line);
            }
            engine.runFor(SECOND);
        }
        return facts;
    }

    /** Of the first election since the first line. */
    private static Explanation explained(List<StampedFact> facts) {
        Why why = new Why(facts);
        return why.explain(why.campaigns().stream()
                .filter(campaign -> campaign.tNanos() - why.facts().get(0).tNanos() > 2 * SECOND)
                .findFirst()
                .orElseThrow());
    }

    private static List<String> sentences(int nodes, String... lines) {
        List<String> all = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            Explanation one = explained(played(nodes, seed, lines));
            assertThat(one.origin().text()).as(one.sentence()).startsWith("kill n");
            assertThat(one.judgement()).startsWith("justified");
            all.add(one.sentence());
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void theKillTheHintTheProofTheTurnAndTheVotesAreNamed(int nodes) {
        List<String> told = sentences(nodes, "kill leader");
        assertThat(told)
                .allMatch(sentence -> sentence.matches("fault kill (n\\d) at .*(n\\d)'s connection to \\1 ended at .*"
                        + "a new connection was refused: the process of \\1 was gone at .*"
                        + "\\2's turn came (at once|after [\\d.]+ ms) at .*it asked whether it could win term 2.*"
                        + ", with proof of (its|their) own, would vote for \\2.*it asked for term 2.*"
                        + "\\2 was elected by .*"));
        String denied =
                "(n\\d) would not vote for (n\\d): it had no proof of its own, and had heard n\\d [\\d.]+ ms before";
        assertThat(told).anySatisfy(sentence -> assertThat(sentence).containsPattern(denied));
        assertThat(told)
                .anySatisfy(sentence ->
                        assertThat(sentence).containsPattern(denied + ".*\\2 asked once more after [139] ms"));
    }

    @Test
    void aLaterLifeThatAnswersIsNamedAndSoIsTheKill() {
        assertThat(sentences(5, "kill leader", "restart same"))
                .allSatisfy(sentence -> assertThat(sentence)
                        .containsPattern("fault kill (n\\d) .*it came up again .*'s connection to \\1 ended .*"
                                + "a later life of \\1 answered: life 1 was over"));
    }

    /** Who asked on proof and was denied waits for its timer: the hint and the proof are told all the same. */
    @Test
    void aVoterWithoutEvidenceDeniesAndIsNamed() {
        List<String> told = new ArrayList<>();
        for (long seed = 1; seed <= SEEDS; seed++) {
            told.add(explained(played(3, seed, "set evidence off on leader+1", "kill leader"))
                    .sentence());
        }
        assertThat(told)
                .allMatch(sentence -> sentence.startsWith("fault kill n"))
                .anySatisfy(sentence -> assertThat(sentence)
                        .containsPattern("a new connection was refused.*it asked whether it could win term 2.*"
                                + "n\\d had no proof and heard a leader.* timer fired"));
    }

    @Test
    void aProofIsExplainedByTheEndOfTheLifeAndTheHint() {
        List<StampedFact> facts = played(3, 1, "kill leader");
        StampedFact proof = facts.stream()
                .filter(fact -> fact.fact() instanceof PeerProvenDead)
                .findFirst()
                .orElseThrow();
        assertThat(new Why(facts).explain(proof).sentence())
                .matches("fault kill (n\\d) at .* · (n\\d)'s connection to \\1 ended at .* · "
                        + "(it|\\2) knows that \\1's process is gone: a new connection was refused at .*");
    }

    /** Whoever has lost what led to the proof does not invent it. */
    @Test
    void withoutTheFactsOfTheEndItIsUndecided() {
        List<StampedFact> facts = played(3, 1, "kill leader").stream()
                .filter(fact -> !fact.fact().getClass().getSimpleName().matches("FaultBegan|ProcessEnded"))
                .collect(Collectors.toList());
        Explanation one = explained(facts);
        assertThat(one.origin().decided()).isFalse();
        assertThat(one.origin().text()).matches("how life 1 of n\\d ended is not among the facts");
    }
}
