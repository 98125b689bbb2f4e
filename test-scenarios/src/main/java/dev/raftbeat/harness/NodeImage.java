package dev.raftbeat.harness;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.local.StandardErrorLog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The image that nodes run from: a base with a Java, and the node's jars. The base is the one that {@code
 * RAFTBEAT_BASE_IMAGE} names; or else one that is made from this machine, where that is possible, so that nothing has to
 * be fetched; or else the Dockerfile's own, from a registry.
 *
 * @param name by which the engine knows it
 * @param classPath the node's class path, as a container sees it
 */
record NodeImage(String name, List<String> classPath) {
    private static final String MADE_HERE = "raftbeat-base";
    private static final String OF_A_REGISTRY = "eclipse-temurin:17-jre";
    private static final String LIB = "/raftbeat/lib/";
    private static final long MINUTES = 10;

    static NodeImage build(DockerClient client, NodeBuild build) throws EngineException {
        String base = base(client);
        List<String> seen = new ArrayList<>();
        // The same name for the same class path: a second build is then only a look into the engine's cache.
        String name = "raftbeat-node:" + Integer.toHexString(build.classPath().hashCode());
        try {
            ImageFromDockerfile image = new ImageFromDockerfile(name, false)
                    .withFileFromClasspath("Dockerfile", "containers/Dockerfile")
                    .withBuildArg("BASE", base);
            for (Path entry : build.classPath()) {
                String inside = String.format("%02d-%s", seen.size(), entry.getFileName());
                image.withFileFromPath("lib/" + inside, entry);
                seen.add(LIB + inside);
            }
            return new NodeImage(image.get(), seen);
        } catch (RuntimeException e) {
            throw new EngineException(
                    "the image of the nodes cannot be built on " + base + ": " + deepest(e)
                            + "; docs/CONTAINERS.md says which bases will do",
                    e);
        }
    }

    private static String deepest(Throwable trouble) {
        Throwable deepest = trouble;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return String.valueOf(deepest.getMessage()).strip();
    }

    private static String base(DockerClient client) throws EngineException {
        String named = System.getenv("RAFTBEAT_BASE_IMAGE");
        if (named != null && !named.isBlank()) {
            return named;
        }
        String made = MADE_HERE + ":" + System.getProperty("java.vm.version").replaceAll("[^A-Za-z0-9._-]", "_");
        if (has(client, made)) {
            return made;
        }
        Path script = script();
        try {
            if (run(script, "--check") == 0) {
                make(script, made);
                return made;
            }
            return OF_A_REGISTRY;
        } finally {
            script.toFile().delete();
        }
    }

    private static boolean has(DockerClient client, String image) {
        try {
            client.inspectImageCmd(image).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private static Path script() throws EngineException {
        try (InputStream in = NodeImage.class.getResourceAsStream("/containers/base.sh")) {
            Path script = Files.createTempFile("raftbeat-base", ".sh");
            WholeFile.write(script, in::transferTo, "a script");
            return script;
        } catch (IOException e) {
            throw new EngineException("the script that makes a base image cannot be written: " + e.getMessage(), e);
        }
    }

    private static int run(Path script, String argument) throws EngineException {
        try {
            return new ProcessBuilder("bash", script.toString(), argument)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while a base image was made", e);
        }
    }

    private static void make(Path script, String name) throws EngineException {
        try {
            Path archive = Files.createTempFile("raftbeat-base", ".tar");
            Path said = Files.createTempFile("raftbeat-base", ".log");
            try {
                Process process = new ProcessBuilder("bash", script.toString(), System.getProperty("java.home"))
                        .redirectOutput(archive.toFile())
                        .redirectError(said.toFile())
                        .start();
                boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
                if (!ended || process.exitValue() != 0) {
                    process.destroyForcibly();
                    throw new EngineException("no base image could be made from this machine: " + lastLine(said));
                }
                // Not by importing it: the library's call sends only a part of a large archive.
                new ImageFromDockerfile(name, false)
                        .withFileFromString("Dockerfile", "FROM scratch\nADD base.tar /\n")
                        .withFileFromPath("base.tar", archive)
                        .get();
            } finally {
                Files.deleteIfExists(archive);
                Files.deleteIfExists(said);
            }
        } catch (IOException | RuntimeException e) {
            throw new EngineException("no base image could be made from this machine: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EngineException("interrupted while a base image was made", e);
        }
    }

    private static String lastLine(Path file) throws IOException {
        List<String> lines = StandardErrorLog.tail(file).lines().toList();
        return lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1);
    }
}
