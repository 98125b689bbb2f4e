package dev.raftbeat.harness;

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

    public NodeBuild {
        classPath = List.copyOf(classPath);
    }
}
