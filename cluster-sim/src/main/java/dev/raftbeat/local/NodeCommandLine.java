package dev.raftbeat.local;

import dev.raftbeat.node.NodeMain;
import dev.raftbeat.process.OwnerWatch;
import dev.raftbeat.process.ProcessMark;
import dev.raftbeat.store.StoreMain;
import dev.raftbeat.world.WorldException;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a node's process is started: the Java that runs this one, little memory, and a class-data archive if there is one. */
public final class NodeCommandLine {
    private static final String MAIN = NodeMain.class.getName();
    private static final String STORE_MAIN = StoreMain.class.getName();

    /** What Java is told that runs a node, from the file that the launcher hands to Java for a node started by hand. */
    public static final List<String> FRUGAL = frugal();

    private NodeCommandLine() {}

    static List<String> of(ClusterDirectory directory, String mark, Path launchFile) {
        return of(directory, mark, MAIN, List.of(launchFile.toString()));
    }

    /** The store beside the nodes: small too, and marked in the same way, so that it ends with them. */
    static List<String> ofStore(ClusterDirectory directory, String mark, List<String> arguments) {
        return of(directory, mark, STORE_MAIN, arguments);
    }

    private static List<String> of(ClusterDirectory directory, String mark, String main, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(java());
        // First: whoever looks for the mark need not understand what follows.
        line.add(ProcessMark.argument(mark));
        line.add(ProcessMark.folderArgument(directory.root()));
        directory.owner().ifPresent(file -> line.add(OwnerWatch.argument(file)));
        line.addAll(FRUGAL);
        archive().ifPresent(file -> line.add("-XX:SharedArchiveFile=" + file));
        line.addAll(List.of("-cp", classPath(), main));
        line.addAll(arguments);
        return line;
    }

    /** The process that writes the archive: with the same options and class path as a node, or it would be of no use. */
    static List<String> training(Path archive, String main, List<String> arguments) {
        List<String> line = new ArrayList<>();
        line.add(java());
        line.addAll(FRUGAL);
        line.add("-XX:ArchiveClassesAtExit=" + archive);
        line.addAll(List.of("-cp", classPath(), main));
        line.addAll(arguments);
        return line;
    }

    private static List<String> frugal() {
        try (InputStream file = NodeMain.class.getResourceAsStream("node.options")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("node.options cannot be read", e);
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static Optional<Path> archive() {
        return Optional.ofNullable(System.getProperty("raftbeat.cds"))
                .map(dir -> Path.of(dir, "node.jsa"))
                .filter(Files::isRegularFile);
    }

    /** The jars that the launcher laid out, without those that only a screen needs; in a test, the test's own class path. */
    private static String classPath() {
        String lib = System.getProperty("raftbeat.lib");
        if (lib == null) {
            return System.getProperty("java.class.path");
        }
        List<String> jars = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of(lib), "*.jar")) {
            all.forEach(jar -> jars.add(jar.toString()));
        } catch (IOException e) {
            throw new WorldException("the jars in " + lib + " cannot be listed: " + e.getMessage(), e);
        }
        jars.sort(null);
        return String.join(File.pathSeparator, jars);
    }
}
