package dev.raftbeat.harness;

import dev.raftbeat.local.NodeCommandLine;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The jars that a node's process runs from, on this machine. An engine may copy them into an image.
 *
 * @param classPath jars and folders of classes, in the order in which Java is to look into them
 */
public record NodeBuild(List<Path> classPath) {
    /** The class with the {@code main} method; its one argument is a launch file. */
    public static final String MAIN = "dev.raftbeat.node.NodeMain";

    /** A node is small and mostly asleep; the same as for nodes that are started straight on this machine. */
    public static final List<String> OPTIONS = NodeCommandLine.FRUGAL;

    private static final Pattern OF_THE_NODE =
            Pattern.compile("/(raft-node|netty-|jackson-|prometheus-)[^/]*\\.jar$|/raft-node/target/classes$");

    /** What brings the wrong rules of the zoo. */
    private static final Pattern OF_THE_ZOO = Pattern.compile("/(cluster-sim[^/]*\\.jar|cluster-sim/target/classes)$");

    public NodeBuild {
        classPath = List.copyOf(classPath);
    }

    /** The node as it is on this process's own class path, and nothing else. */
    public static NodeBuild right() {
        return new NodeBuild(own().filter(path -> matches(OF_THE_NODE, path)).toList());
    }

    /** The same with the zoo's jar beside it: only such a node knows wrong rules, and only when it is asked for one. */
    public static NodeBuild withZoo() {
        return new NodeBuild(own().filter(path -> matches(OF_THE_NODE, path) || matches(OF_THE_ZOO, path))
                .toList());
    }

    private static Stream<Path> own() {
        return Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .map(Path::of)
                .map(Path::toAbsolutePath)
                .filter(Files::exists);
    }

    private static boolean matches(Pattern pattern, Path path) {
        return pattern.matcher(path.toString().replace(File.separatorChar, '/')).find();
    }

    /**
     * How the node's process is started where these paths are seen.
     *
     * @param java the command that starts Java there
     * @param seen the class path under the names that it has there
     */
    public static List<String> command(String java, List<String> seen, Path launchFile) {
        List<String> line = new ArrayList<>();
        line.add(java);
        line.addAll(OPTIONS);
        line.addAll(List.of("-cp", String.join(":", seen), MAIN, launchFile.toString()));
        return line;
    }
}
