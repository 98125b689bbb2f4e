package dev.raftbeat.harness;

import dev.raftbeat.files.Folders;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets the processes that tests start come up as those of the launcher do: with archives of the classes that each loads in
 * its first second. Java makes them of jars alone, and Maven's tests run from folders of classes; so these are put into
 * jars. It is done once in a run of tests, before the first class that starts processes.
 */
public final class FastStarts implements BeforeAllCallback {
    private static final String PROCESS = "process";

    /** What a process of a test needs besides options of its own; empty where nothing was made. */
    private static volatile List<String> options = List.of();

    private static volatile String classPath = System.getProperty("java.class.path");

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (context.getTags().contains(PROCESS)) {
            make();
        }
    }

    static List<String> options() {
        return options;
    }

    static String classPath() {
        return classPath;
    }

    private static synchronized void make() throws IOException, InterruptedException {
        if (!options.isEmpty()) {
            return;
        }
        Path home = Files.createTempDirectory("raftbeat-tests");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home), "end-of-archives"));
        String jars = jars(home.resolve("lib"));
        Path cds = Files.createDirectory(home.resolve("cds"));
        List<String> folders = List.of("-Draftbeat.lib=" + home.resolve("lib"), "-Draftbeat.cds=" + cds);
        Path archive = cds.resolve("cli.jsa");
        classPath = jars;
        options = Stream.concat(folders.stream(), Stream.of("-XX:ArchiveClassesAtExit=" + archive))
                .toList();
        train(home.toRealPath().resolve("cluster"));
        // Where Java cannot make one, it warns of a file that is not there; processes start as they would have.
        options = Stream.concat(
                        folders.stream(),
                        Files.exists(archive) ? Stream.of("-XX:SharedArchiveFile=" + archive) : Stream.empty())
                .toList();
        System.setProperty("raftbeat.lib", home.resolve("lib").toString());
        System.setProperty("raftbeat.cds", cds.toString());
    }

    /** On a machine so busy that it does not come to an end, processes start as they would have. */
    private static void train(Path cluster) throws IOException, InterruptedException {
        try (Jvm training = Jvm.start(TrainingMain.class, cluster)) {
            training.closeInput();
            training.awaitEnd();
        } catch (AssertionError late) {
            Machine.processesOf(cluster).forEach(Machine::kill);
        }
    }

    /** Everything on the class path, as jars whose names sort as it does. */
    private static String jars(Path lib) throws IOException {
        Files.createDirectory(lib);
        List<Path> jars = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            Path from = Path.of(entry).toAbsolutePath();
            Path jar = lib.resolve("%03d.jar".formatted(jars.size()));
            if (Files.isDirectory(from)) {
                pack(from, jar);
                jars.add(jar);
            } else if (Files.exists(from)) {
                jars.add(Files.createSymbolicLink(jar, from));
            }
        }
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static void pack(Path folder, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(folder);
                OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file)) {
            out.setLevel(0);
            for (Path path : files.filter(Files::isRegularFile).sorted().toList()) {
                out.putNextEntry(new ZipEntry(folder.relativize(path).toString().replace(File.separatorChar, '/')));
                Files.copy(path, out);
            }
        }
    }

    private static void delete(Path home) {
        try {
            Folders.delete(home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
