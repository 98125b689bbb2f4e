package dev.raftbeat.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The files that people write: all of the checkout but what is built, recorded or kept by other tools. */
final class SourceTree {

    static final List<String> MODULES = List.of("raft-node", "cluster-sim", "tui", "test-scenarios");

    private static final List<String> NOT_OURS = List.of("target", "store", "node_modules");

    private final Path root;

    SourceTree(Path root) {
        this.root = root;
    }

    /** The checkout that this test runs in, found upwards from the working directory. */
    static SourceTree ofThisCheckout() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(at.resolve("raftbeat")) || !Files.isDirectory(at.resolve("raft-node"))) {
            at = at.getParent();
            if (at == null) {
                throw new AssertionError("not run within a checkout");
            }
        }
        return new SourceTree(at);
    }

    Path root() {
        return root;
    }

    /** Java files of all modules, main and test, sorted. */
    List<Path> java() {
        return files().stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** Files of Java and of JavaScript. */
    List<Path> code() {
        return files().stream()
                .filter(file -> file.toString().matches(".*\\.(java|m?js)"))
                .toList();
    }

    /** Java files of the main code alone. */
    List<Path> mainJava() {
        return java().stream()
                .filter(file -> root.relativize(file).toString().contains("src/main/java/"))
                .toList();
    }

    /** Java files of the tests alone. */
    List<Path> testJava() {
        return java().stream()
                .filter(file -> root.relativize(file).toString().contains("src/test/java/"))
                .toList();
    }

    /** Every file that a person writes, sorted, pictures and the licence left out. */
    List<Path> files() {
        TreeSet<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return isOurs(directory) ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (isText(file)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    String name(Path file) {
        return root.relativize(file).toString();
    }

    private boolean isOurs(Path directory) {
        String name = directory.getFileName().toString();
        boolean hidden = name.startsWith(".") && !name.equals(".ci") && !name.equals(".mvn");
        return directory.equals(root) || !hidden && !NOT_OURS.contains(name);
    }

    private static boolean isText(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        // In a second work tree .git is a file, and names the first one.
        return !name.endsWith(".png") && !name.endsWith(".jar") && !name.equals("license") && !name.equals(".git");
    }
}
