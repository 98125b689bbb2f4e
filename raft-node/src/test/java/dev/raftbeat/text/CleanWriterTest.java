package dev.raftbeat.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Whatever way text takes into the writer, it comes out clean. */
class CleanWriterTest {
    private static final String EVIL = "a\u001b[2J\u202e\u009b\rb";
    private static final String CLEAN = "a\\u001b[2J\\u202e\\u009b\\u000db";
    private static final String END = System.lineSeparator();

    private final StringWriter behind = new StringWriter();
    private final PrintWriter out = CleanWriter.over(behind);

    @Test
    void everyWayInIsCleaned() {
        List<BiConsumer<PrintWriter, String>> ways = List.of(
                PrintWriter::print,
                PrintWriter::write,
                PrintWriter::append,
                (to, text) -> to.print((Object) text),
                (to, text) -> to.print(text.toCharArray()),
                (to, text) -> to.write(text.toCharArray()),
                (to, text) -> to.write("x" + text + "x", 1, text.length()),
                (to, text) -> to.write(("x" + text + "x").toCharArray(), 1, text.length()),
                (to, text) -> to.append("x" + text + "x", 1, 1 + text.length()),
                (to, text) -> to.printf("%s", text),
                (to, text) -> to.format(text),
                (to, text) -> text.chars().forEach(to::write),
                (to, text) -> text.chars().forEach(letter -> to.print((char) letter)));
        for (BiConsumer<PrintWriter, String> way : ways) {
            behind.getBuffer().setLength(0);
            way.accept(out, EVIL);
            assertThat(behind.toString()).isEqualTo(CLEAN);
        }
        List<BiConsumer<PrintWriter, String>> lines = List.of(
                PrintWriter::println,
                (to, text) -> to.println((Object) text),
                (to, text) -> to.println(text.toCharArray()));
        for (BiConsumer<PrintWriter, String> way : lines) {
            behind.getBuffer().setLength(0);
            way.accept(out, EVIL);
            assertThat(behind.toString()).isEqualTo(CLEAN + END);
        }
    }

    @Test
    void aLineThatIsPrintedCannotBecomeTwo() {
        out.println("there is no x\nraftbeat: all is well\tnow");
        out.println('\n');
        out.println((Object) "a\nb");
        assertThat(behind.toString())
                .isEqualTo("there is no x\\u000araftbeat: all is well now" + END + "\\u000a" + END + "a\\u000ab" + END);
    }

    @Test
    void whatMayBeSeveralLinesStaysSo() {
        out.print("a\n\tb\n");
        assertThat(behind.toString()).isEqualTo("a\n\tb\n");
    }

    @Test
    void ourOwnTextKeepsItsStyle() {
        CleanWriter.forOurOwn(out).print("\u001b[1mbold\u001b[0m");
        CleanWriter.forOurOwn(out).flush();
        assertThat(behind.toString()).isEqualTo("\u001b[1mbold\u001b[0m");
        PrintWriter other = new PrintWriter(behind);
        assertThat(CleanWriter.forOurOwn(other)).isSameAs(other);
        assertThat(CleanWriter.over(out)).isSameAs(out);
    }

    @Test
    void troubleBehindItIsSeen() {
        PrintWriter broken = CleanWriter.over(new PrintWriter(new Writer() {
            @Override
            public void write(char[] text, int from, int length) throws IOException {
                throw new IOException("full");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        }));
        assertThat(broken.checkError()).isFalse();
        broken.println("x");
        assertThat(broken.checkError()).isTrue();
    }
}
