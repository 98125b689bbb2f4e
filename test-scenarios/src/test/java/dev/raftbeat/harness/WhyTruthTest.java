package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Origin;
import dev.raftbeat.why.Why;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code why} says, against what is so: each scenario is made worse in several ways, and played again without some of
 * its lines. Without the line that is blamed the election must be gone. Where two faults would each have been enough, it
 * must be gone once the other is left out as well; a line that changes nothing, whatever else is left out, may not be
 * blamed.
 */
@BesideAnother
class WhyTruthTest {
    private static final long SEED = Long.getLong("raftbeat.scenario.from", 1);

    /** Later ones follow from the first: their terms tell of nothing new. */
    private static final int ELECTIONS_MAX = 4;

    /** A process that ended may be reaped so much later. */
    private static final long REAPED_NANOS = 1_500_000_000L;

    /**
     * What else is done to each cluster of a scenario.
     *
     * @param before lines before its first fault
     * @param after lines after its first wait from then on
     */
    private record Addition(String name, List<String> before, List<String> after) {}

    private static final List<Addition> ADDITIONS = List.of(
            new Addition("nothing", List.of(), List.of()),
            new Addition("disks stall", List.of("stall disk followers"), List.of("free disk all", "run 6E")),
            new Addition("a slow save", List.of("stall disk leader+1", "run 1E"), List.of("free disk all", "run 6E")),
            new Addition(
                    "a partial undo of a cut",
                    List.of("cut leader -> leader+1,leader+2", "run 500us", "join leader -> leader+1"),
                    List.of("run 1E")),
            new Addition(
                    "a partial undo of an isolation",
                    List.of("isolate leader+1", "run 1E", "join leader+1 -> all"),
                    List.of("run 1E")));

    static Stream<String> files() {
        return ScenarioFiles.all().stream()
                .filter(ScenarioFiles::isOfTheTable)
                .map(file -> ScenarioFiles.FOLDER.relativize(file).toString());
    }

    /** Long waits are made short: what is to be seen is seen within some timeouts. */
    private static String with(Addition addition, String scenario) {
        List<String> lines = new ArrayList<>();
        boolean faulted = false;
        boolean added = false;
        for (String line : scenario.lines().toList()) {
            String word = line.split(" ", 2)[0];
            if (word.startsWith("#") || word.equals("expect") || word.isEmpty()) {
                continue;
            }
            boolean waits = word.equals("run");
            if (word.equals("cluster")) {
                faulted = false;
                added = false;
            } else if (!waits && !faulted) {
                lines.addAll(addition.before);
                faulted = true;
            }
            lines.add(line.matches("run \\d\\d+E") ? "run 8E" : line);
            if (waits && faulted && !added) {
                lines.addAll(addition.after);
                added = true;
            }
        }
        return String.join("\n", lines);
    }

    private static List<Counterfactuals> runs(String file, Addition addition) {
        String text = ScenarioFiles.read(ScenarioFiles.FOLDER.resolve(file)).text();
        return Counterfactuals.of(with(addition, text), SEED);
    }

    /** The first elections since something was done. */
    private static List<Explanation> explanations(Counterfactuals run, Why why) {
        return why.campaigns().stream()
                .filter(election -> run.lines().stream().anyMatch(line -> line.tNanos() < election.tNanos()))
                .limit(ELECTIONS_MAX)
                .map(why::explain)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void withoutTheBlamedLineTheElectionIsGone(String file) {
        int compared = 0;
        for (Addition addition : ADDITIONS) {
            for (Counterfactuals run : runs(file, addition)) {
                for (Explanation one : explanations(run, new Why(run.facts()))) {
                    String what = file + " with " + addition.name + ": " + one.sentence();
                    assertThat(run.repeats(one.of()))
                            .as(what + " is played again")
                            .isTrue();
                    Optional<StampedFact> origin = one.origin().fact();
                    assertThat(origin).as(what + ": " + one.origin().text()).isPresent();
                    assertThat(origin.get().fact())
                            .as(what + " goes back to a line")
                            .isInstanceOf(FaultBegan.class);
                    assertThat(run.isCause(one.of(), run.line(origin.get().id())))
                            .as(what + "; what was done: " + run.told())
                            .isTrue();
                    compared++;
                }
            }
        }
        assertThat(compared).as("elections compared in " + file).isPositive();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aLateReaperChangesNothing(String file) {
        for (Counterfactuals run : runs(file, ADDITIONS.get(0))) {
            List<Origin> inTime = origins(run, run.facts());
            assertThat(origins(run, reapedLate(run.facts()))).as(file).isEqualTo(inTime);
        }
    }

    private static List<Origin> origins(Counterfactuals run, List<StampedFact> facts) {
        return explanations(run, new Why(facts)).stream()
                .map(Explanation::origin)
                .toList();
    }

    private static List<StampedFact> reapedLate(List<StampedFact> facts) {
        return facts.stream()
                .map(fact -> fact.fact() instanceof ProcessEnded ended
                        ? at(Math.min(fact.tNanos() + REAPED_NANOS, startedAgain(ended.target(), fact, facts)), fact)
                        : fact)
                .toList();
    }

    /** Nobody starts a process again that is not known to be gone. */
    private static long startedAgain(NodeId node, StampedFact ended, List<StampedFact> facts) {
        return facts.stream()
                .filter(fact -> fact.fact() instanceof ProcessBegan began
                        && began.target().equals(node)
                        && fact.tNanos() >= ended.tNanos())
                .mapToLong(StampedFact::tNanos)
                .findFirst()
                .orElse(Long.MAX_VALUE);
    }

    private static StampedFact at(long tNanos, StampedFact fact) {
        return new StampedFact(tNanos, fact.node(), fact.boot(), fact.seq(), fact.lamport(), fact.cause(), fact.fact());
    }
}
