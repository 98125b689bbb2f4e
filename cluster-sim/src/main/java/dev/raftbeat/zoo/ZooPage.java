package dev.raftbeat.zoo;

import java.util.List;

/** What {@code docs/ZOO.md} says. */
public final class ZooPage {
    private static final String HEAD = """
            # The zoo

            Rules that real systems once got wrong. Each is a small class that replaces one rule of the core, or of
            the code around its driver. A check catches each wrong rule within its budget of runs; the correct core
            passes the same runs. `raftbeat zoo --all` runs all of them, `raftbeat zoo NAME` explains one and runs it.

            This page is made from the code by `mvn -pl cluster-sim -am test -Dtest=ZooPageTest -Draftbeat.rewrite=true
            -Dsurefire.failIfNoSpecifiedTests=false`.
            """;

    private static final String ELSEWHERE = """

            ## Not here

            A bug that is not one wrong rule of this core is not here. B57 (heartbeats that catch up after a pause
            distort phi: akka.net #4849, iotdb #14866) concerns an estimator of arrival times, and belongs to the
            failure detectors. Connections (B36, B37, B47, B48), wire input (B49 to B53) and certificates (B45, B54,
            B55) are covered by the tests of the network. Mixed settings (B20) are a matter of configuration.
            """;

    private ZooPage() {}

    public static String markdown() {
        List<WrongRule> all = Zoo.all();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n| name | replaces | violates | runs at most |\n|---|---|---|---|\n");
        for (WrongRule animal : all) {
            page.append(String.format(
                    "| [`%s`](#%s) | `%s` | `%s` | %d |%n",
                    animal.name(), animal.name(), animal.replaces(), animal.check(), animal.budget()));
        }
        for (WrongRule animal : all) {
            page.append("\n## ").append(animal.name()).append("\n\n");
            page.append(animal.story()).append("\n\n");
            page.append("Seen in: ").append(animal.source()).append(".\n\n");
            page.append("Violates `").append(animal.check()).append("`: ").append(animal.sentence());
            page.append("\n\n```\n").append(animal.plan().strip()).append("\n```\n");
        }
        page.append(ELSEWHERE);
        return page.toString().replace(System.lineSeparator(), "\n");
    }
}
