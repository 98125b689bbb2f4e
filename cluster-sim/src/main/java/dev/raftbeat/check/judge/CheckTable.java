package dev.raftbeat.check.judge;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.check.liveness.LivenessCheck;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.text.Amounts;
import java.util.List;

/** The table of all checks that {@code docs/CHECKS.md} is made of, from the checks themselves. */
public final class CheckTable {
    private static final String INTRODUCTION = """
            # Checks

            Every run is judged by the same checks, from its facts alone, in a simulated cluster as in a live one. A check
            answers *valid*, *violated* with the facts that prove it, or *unknown*: when it saw nothing to judge, or too
            little. Violated outranks unknown, unknown outranks valid.

            This page is made from the code by `mvn -pl cluster-sim -am test -Dtest=CheckTableTest
            -Dsurefire.failIfNoSpecifiedTests=false -Draftbeat.rewrite=true`.
            """;

    private static final String INVARIANTS = """

            ## Invariants

            What must hold at every moment, whatever is broken. They rest on the order of facts within a node, on what each
            term saw, and on which fact led to which: never on comparing the clocks of two nodes, so that facts of
            different nodes may come in any order.

            """;

    private static final String LIVENESS = """

            ## Liveness

            What must come about in time, or last, given who hears whom. E is the greatest election timeout. They are
            judged when a run ends, and compare the clocks of nodes, which are one clock where all run on one host; to
            MARGIN they are taken for right. Where the wall clocks that nodes tell when they boot give away several hosts,
            all answer unknown.

            """.replace("MARGIN", Amounts.time(LivenessCheck.MARGIN_NANOS));

    private static final String COLUMNS = """
            | id | title | what must hold | what it needs | when it is unknown, beyond having seen nothing |
            |---|---|---|---|---|
            """;

    private CheckTable() {}

    /** The page in Markdown. */
    public static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        table(page, INVARIANTS, Invariants.all());
        table(page, LIVENESS, Liveness.all());
        return page.toString();
    }

    private static void table(StringBuilder page, String introduction, List<? extends Invariant> checks) {
        page.append(introduction).append(COLUMNS);
        for (Invariant check : checks) {
            Evidence grounds = check.getClass().getAnnotation(Evidence.class);
            List<String> cells =
                    List.of(check.id(), check.title(), check.sentence(), grounds.needs(), grounds.unknown());
            page.append("| ").append(String.join(" | ", cells)).append(" |\n");
        }
    }
}
