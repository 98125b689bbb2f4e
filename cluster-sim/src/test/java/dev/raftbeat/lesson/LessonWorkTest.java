package dev.raftbeat.lesson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a lesson asks for comes to an end. */
class LessonWorkTest {
    private static final String HEAD = "lesson 3 Long\nminutes 9\n";
    private static final String TAIL = "== try\nx\n== teacher\nx\n";
    private static final String CLUSTER = "== cluster\ncluster 9 seed 1\n";

    private static String problem(String sections) {
        LessonSyntaxException wrong = catchThrowableOfType(
                LessonSyntaxException.class, () -> LessonParser.parse("my.lesson", HEAD + sections + TAIL));
        assertThat(wrong).as(sections).isNotNull();
        return wrong.getMessage();
    }

    private static String cluster(String lines) {
        return CLUSTER + lines.replace("; ", "\n") + "\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run 901s | found 901 virtual seconds up to here, expected at most 900 in a lesson",
                "run 24h | found 86400 virtual seconds",
                "run 100000E | found 30000 virtual seconds",
                "run 500s; run 401s | found 901 virtual seconds",
                "run until leader within 24h | virtual seconds",
                "run until no leader within 16min | virtual seconds",
                "set election 500s..600s; run 2E | found 1200 virtual seconds",
                "set election 500s..600s; run until leader | found 12000 virtual seconds",
                "set heartbeat 1ms; run 21s | found 21000 heartbeats or election timeouts, one after another",
                "set election 1..2ms on n1; run 21s | found 21000 heartbeats",
                "set heartbeat 0.001E; run 60s | heartbeats or election timeouts"
            })
    void aClusterThatRunsTooLongIsRefused(String lines, String sentence) {
        assertThat(problem(cluster(lines))).startsWith("my.lesson:3: ").contains(sentence);
        assertThat(problem(CLUSTER + "run 1s\n== play\n" + lines.replace("; ", "\n") + "\n"))
                .startsWith("my.lesson:3: ");
        assertThat(problem("== scenario long\n" + "cluster 9 seed 1\n" + lines.replace("; ", "\n") + "\n"))
                .startsWith("my.lesson:3: ");
    }

    @Test
    void allClustersAndScenariosCountTogether() {
        String one = cluster("run 400s");
        assertThat(problem(one + one + one)).startsWith("my.lesson:9: found 1200 virtual seconds");
        assertThat(problem("== recording a\ncluster 3 seed 1\nrun 800s\ncluster 3 seed 1\nrun 101s\n"))
                .contains("found 901 virtual seconds");
    }

    @Test
    void thereIsAnEndToLinesAndToCommands() {
        assertThat(problem(CLUSTER + "cut n1 -> n2\njoin n1 -> n2\n".repeat(500)))
                .startsWith("my.lesson:3: found 1001 lines of scenarios up to here, expected at most 1000");
        assertThat(problem("== command raftbeat zoo\n".repeat(5_000)))
                .isEqualTo("my.lesson:33: found 31 commands up to here, expected at most 30 in a lesson");
    }

    @Test
    void whatALessonNeedsIsLeftToIt() {
        String lines = "run until stable; kill leader; run until new leader; set pace class; run 20E; run 60s";
        assertThatCode(() ->
                        LessonParser.parse("my.lesson", HEAD + cluster(lines).repeat(3) + TAIL))
                .doesNotThrowAnyException();
        assertThat(Lessons.all()).isNotEmpty();
    }
}
