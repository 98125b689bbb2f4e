package dev.raftbeat.harness;

import dev.raftbeat.world.WorldException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which engine makes the hosts: the one that {@value #VARIABLE} asks for ({@code docker} or {@code namespaces}), or else
 * containers where Docker answers, or else network namespaces where this machine allows them.
 */
final class EngineChoice {
    static final String VARIABLE = "RAFTBEAT_ENGINE";

    private EngineChoice() {}

    /** @throws WorldException when there is none, saying what each would need */
    static HostEngine choose() {
        return choose(Optional.ofNullable(System.getenv(VARIABLE)));
    }

    static HostEngine choose(Optional<String> asked) {
        String word = asked.map(text -> text.strip().toLowerCase(Locale.ROOT)).orElse("");
        return switch (word) {
            case "docker" -> new DockerEngine();
            case "namespaces" -> namespaces("");
            case "" ->
                mayHaveDocker() && DockerEngine.isThere()
                        ? new DockerEngine()
                        : namespaces("no container engine answers (docs/CONTAINERS.md says how to get one), and ");
            default -> throw new WorldException(VARIABLE + " takes docker or namespaces, not \"" + word + "\"");
        };
    }

    private static HostEngine namespaces(String elseWise) {
        try {
            return new NamespaceEngine();
        } catch (EngineException e) {
            throw new WorldException(elseWise + e.getMessage(), e);
        }
    }

    /** To ask the library takes seconds where nothing answers; where there is no socket, nothing can. */
    private static boolean mayHaveDocker() {
        boolean linux = System.getProperty("os.name").startsWith("Linux");
        if (!linux || System.getenv("DOCKER_HOST") != null) {
            return true;
        }
        List<Path> places = new ArrayList<>(List.of(Path.of("/var/run/docker.sock")));
        String home = System.getProperty("user.home", "/");
        places.add(Path.of(home, ".testcontainers.properties"));
        places.add(Path.of(home, ".docker", "run", "docker.sock"));
        places.add(Path.of(home, ".docker", "desktop", "docker.sock"));
        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .ifPresent(folder -> places.add(Path.of(folder, "docker.sock")));
        return places.stream().anyMatch(Files::exists);
    }
}
