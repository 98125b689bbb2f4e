package dev.raftbeat.harness;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Code that breaks a rule on purpose: written as text in the test that proves that the rule can fail, and compiled into
 * a directory of its own, so that it may lie in the very packages that the rules speak of.
 */
final class Sample {

    private static final Pattern PACKAGE = Pattern.compile("package ([\\w.]+);");
    private static final Pattern TYPE = Pattern.compile("(?:class|interface|enum|record) (\\w+)");

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    /** One for all samples: most of what it takes to compile one is to look into the jars of the class path. */
    private static final StandardJavaFileManager MANAGER =
            COMPILER.getStandardFileManager(null, null, StandardCharsets.UTF_8);

    private Sample() {}

    /** Compiles the sources, one top-level type each, and imports what came out. */
    static JavaClasses of(Path directory, String... sources) {
        List<Path> files = new ArrayList<>();
        for (String source : sources) {
            files.add(write(directory.resolve("src"), source));
        }
        Path classes = directory.resolve("classes");
        compile(files, classes);
        return new ClassFileImporter().importPath(classes);
    }

    /** Writes one source where its package says, and returns the file. */
    static Path write(Path root, String source) {
        Path file = root.resolve(first(PACKAGE, source).replace('.', '/')).resolve(first(TYPE, source) + ".java");
        try {
            Files.createDirectories(file.getParent());
            return Files.writeString(file, source);
        } catch (IOException e) {
            throw new AssertionError("cannot write the sample " + file, e);
        }
    }

    private static synchronized void compile(List<Path> files, Path classes) {
        StringWriter said = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none", "-Xlint:none");
        if (!COMPILER.getTask(said, MANAGER, null, options, null, MANAGER.getJavaFileObjectsFromPaths(files))
                .call()) {
            throw new AssertionError("a sample does not compile: " + said);
        }
    }

    private static String first(Pattern pattern, String source) {
        Matcher matcher = pattern.matcher(source);
        if (!matcher.find()) {
            throw new AssertionError("a sample without " + pattern + ": " + source);
        }
        return matcher.group(1);
    }
}
