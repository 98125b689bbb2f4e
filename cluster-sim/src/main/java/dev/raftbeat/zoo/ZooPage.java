package dev.raftbeat.zoo;

import java.util.List;

/** What {@code docs/ZOO.md} says. */
public final class ZooPage {
    private static final String HEAD = """
            # The zoo

            Rules that real systems once got wrong. Each stands here as a small class that replaces one rule of the core, or
            the way to the disk; each is caught by a check within its budget of runs, and the true core goes through the
            same runs unharmed. `raftbeat zoo --all` runs them all, `raftbeat zoo NAME` tells one and runs it.

            This page is made from the code by `mvn -pl cluster-sim -am test -Dtest=ZooPageTest -Draftbeat.rewrite=true
            -Dsurefire.failIfNoSpecifiedTests=false`.
            """;

    private ZooPage() {}

    public static String markdown() {
        List<Animal> all = Zoo.all();
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n| name | replaces | violates | runs at most |\n|---|---|---|---|\n");
        for (Animal animal : all) {
            page.append(String.format(
                    "| [`%s`](#%s) | `%s` | `%s` | %d |%n",
                    animal.name(), animal.name(), animal.replaces(), animal.check(), animal.budget()));
        }
        for (Animal animal : all) {
            page.append("\n## ").append(animal.name()).append("\n\n");
            page.append(animal.story()).append("\n\n");
            page.append("Seen in: ").append(animal.source()).append(".\n\n");
            page.append("Violates `").append(animal.check()).append("`: ").append(animal.sentence());
            page.append("\n\n```\n").append(animal.plan().strip()).append("\n```\n");
        }
        return page.toString().replace(System.lineSeparator(), "\n");
    }
}
