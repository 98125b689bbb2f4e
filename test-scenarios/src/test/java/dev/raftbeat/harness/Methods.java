package dev.raftbeat.harness;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * How long methods are, as the JDK's own parser sees them: from the first line of the signature, annotations and
 * comments left out, to the closing brace. Constructors and initialisers count as methods.
 */
final class Methods {

    /**
     * One method and its length.
     *
     * @param file where it is
     * @param name as it is declared, or {@code <clinit>} and {@code <init>}
     * @param line of its signature, from 1
     * @param lines how many it takes, from 1
     */
    record Length(Path file, String name, long line, long lines) {}

    private Methods() {}

    /** Parses the files; nothing is compiled, so they need not fit together. */
    static List<Length> lengths(List<Path> files) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<Length> lengths = new ArrayList<>();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    said, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                unit.accept(new Scanner(unit, positions, lengths), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(said.toString(), e);
        }
        return lengths;
    }

    private static final class Scanner extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<Length> lengths;
        private final String text;

        Scanner(CompilationUnitTree unit, SourcePositions positions, List<Length> lengths) throws IOException {
            this.unit = unit;
            this.positions = positions;
            this.lengths = lengths;
            this.text = unit.getSourceFile().getCharContent(true).toString();
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            // Constructors that nobody wrote have no end in the source.
            if (positions.getEndPosition(unit, method) >= 0) {
                add(method.getName().toString(), signature(method), method);
            }
            return super.visitMethod(method, nothing);
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            for (Tree member : type.getMembers()) {
                if (member instanceof BlockTree block) {
                    add(block.isStatic() ? "<clinit>" : "<init>", positions.getStartPosition(unit, block), block);
                }
            }
            return super.visitClass(type, nothing);
        }

        private void add(String name, long start, Tree tree) {
            LineMap map = unit.getLineMap();
            long first = map.getLineNumber(start);
            long last = map.getLineNumber(positions.getEndPosition(unit, tree));
            lengths.add(new Length(Path.of(unit.getSourceFile().toUri()), name, first, last - first + 1));
        }

        /** Where the signature begins: behind the last annotation. */
        private long signature(MethodTree method) {
            long start = positions.getStartPosition(unit, method);
            for (AnnotationTree annotation : method.getModifiers().getAnnotations()) {
                start = Math.max(start, positions.getEndPosition(unit, annotation));
            }
            while (Character.isWhitespace(text.charAt((int) start))) {
                start++;
            }
            return start;
        }
    }
}
