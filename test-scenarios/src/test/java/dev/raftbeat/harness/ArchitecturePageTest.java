package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/ARCHITECTURE.md} lists the packages that there are, each in the module in which it is. */
@BesideAnother
class ArchitecturePageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final List<String> MODULES = List.of("raft-node", "cluster-sim", "tui", "test-scenarios");
    private static final Pattern ROW = Pattern.compile("\\| ([a-z-]*) ?\\| `([a-z.]+)` \\| .+ \\|");

    /** A name in code type that begins as classes do, alone or with one of its members. */
    private static final Pattern CLASS = Pattern.compile("`(?:[a-z]+\\.)?([A-Z][a-z]+[A-Za-z]*)(?:[.(][^`]*)?`");

    private static Set<String> packages() throws IOException {
        Set<String> all = new TreeSet<>();
        for (String module : MODULES) {
            Path sources = ROOT.resolve(module).resolve("src/main/java/dev/raftbeat");
            try (var files = Files.walk(sources)) {
                files.filter(file -> file.endsWith("package-info.java"))
                        .map(file ->
                                sources.relativize(file.getParent()).toString().replace('/', '.'))
                        .forEach(name -> all.add(module + " " + name));
            }
        }
        return all;
    }

    @Test
    void thePageListsEveryPackageAndNoOther() throws IOException {
        Set<String> listed = new TreeSet<>();
        String module = "";
        for (String line : Files.readAllLines(ROOT.resolve("docs/ARCHITECTURE.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                module = row.group(1).isEmpty() ? module : row.group(1);
                listed.add(module + " " + row.group(2));
            }
        }
        assertThat(listed).isEqualTo(packages());
    }

    /** A class that was renamed must not live on in the page. */
    @Test
    void everyClassThatThePageNamesIsThere() throws IOException {
        Set<String> classes = new TreeSet<>();
        for (String module : MODULES) {
            try (var files = Files.walk(ROOT.resolve(module).resolve("src"))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> classes.add(name.replace(".java", "")));
            }
        }
        for (Class<?> family : Fact.class.getPermittedSubclasses()) {
            for (Class<?> fact : family.getPermittedSubclasses()) {
                classes.add(fact.getSimpleName());
            }
        }
        Set<String> named = new TreeSet<>();
        Matcher name = CLASS.matcher(Files.readString(ROOT.resolve("docs/ARCHITECTURE.md")));
        while (name.find()) {
            named.add(name.group(1));
        }
        named.removeAll(classes);
        assertThat(named).isEmpty();
    }
}
