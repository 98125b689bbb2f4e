package dev.raftbeat.cli.option;

import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldProvider;
import dev.raftbeat.world.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The kinds of world that the class path offers besides processes on this machine. */
public final class Worlds {
    public static final String LOCAL = "local";
    public static final String CONTAINERS = "containers";

    private Worlds() {}

    /** @throws UserError when no jar on the class path makes such worlds */
    public static World launch(String word, WorldSpec spec) {
        List<String> known = new ArrayList<>(List.of(LOCAL));
        for (WorldProvider provider : ServiceLoader.load(WorldProvider.class)) {
            if (provider.word().equals(word)) {
                return provider.launch(spec);
            }
            known.add(provider.word());
        }
        if (word.equals(CONTAINERS)) {
            throw UserError.environment("containers need the jar of test-scenarios, which is not there;"
                    + " build it with: mvn -DskipTests package");
        }
        throw UserError.usage("--on takes one of " + String.join(", ", known) + ", not \"" + word + "\"");
    }
}
