package dev.raftbeat.harness;

import dev.raftbeat.local.NodeCommandLine;
import java.nio.file.Path;
import java.util.List;

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

    public NodeBuild {
        classPath = List.copyOf(classPath);
    }
}
