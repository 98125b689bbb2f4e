package dev.raftbeat.harness;

import dev.raftbeat.cli.Main;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/** Does what the commands of tests do, so that Java learns which classes they load; has the nodes' archive made, too. */
final class TrainingMain {
    private TrainingMain() {}

    /** @param args a folder for a cluster */
    public static void main(String[] args) {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        String dir = "--dir=" + args[0];
        for (List<String> line : List.of(
                List.of("train-archive"),
                List.of("up", dir, "--nodes=2"),
                List.of("status", dir),
                List.of("fault", dir, "cut n1 -> n2"),
                List.of("fault", dir, "heal"),
                List.of("down", dir))) {
            Main.run(nowhere, nowhere, line.toArray(String[]::new));
        }
        System.exit(0);
    }
}
