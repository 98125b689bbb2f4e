package dev.raftbeat.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/PAPER.md} names a test for every sentence: each of them exists, and none of ours is left out. */
class PaperTableTest {
    private static final Path PAGE = Path.of("..", "docs", "PAPER.md");
    private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
    private static final List<Class<?>> TESTS = List.of(
            TermsTest.class,
            ElectionTest.class,
            VoteTest.class,
            TimerTest.class,
            PreVoteTest.class,
            CheckQuorumTest.class,
            HeartbeatTest.class,
            CommandTest.class,
            TransferTest.class,
            StopTest.class,
            RefusalTest.class,
            ArithmeticTest.class,
            LoreOfVotesTest.class,
            LoreOfTimersTest.class,
            RandomNetworkTest.class,
            SnapshotTest.class);

    private static TreeSet<String> named(String text) {
        TreeSet<String> names = new TreeSet<>();
        Matcher matcher = NAMED.matcher(text);
        while (matcher.find()) {
            names.add(matcher.group(1) + "." + matcher.group(2));
        }
        return names;
    }

    private static TreeSet<String> existing() {
        TreeSet<String> names = new TreeSet<>();
        for (Class<?> tests : TESTS) {
            Stream.of(tests.getDeclaredMethods())
                    .filter(PaperTableTest::isTest)
                    .forEach(method -> names.add(tests.getSimpleName() + "." + method.getName()));
        }
        return names;
    }

    private static boolean isTest(Method method) {
        return method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class);
    }

    @Test
    void everyTestOnThePageExistsAndEveryTestIsOnThePage() throws IOException {
        assertThat(named(Files.readString(PAGE))).isEqualTo(existing());
    }

    @Test
    void everyRowNamesATest() throws IOException {
        List<String> without = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            boolean row = line.startsWith("|") && !line.startsWith("|-") && !line.endsWith("Test |");
            if (row && named(line).isEmpty()) {
                without.add(line);
            }
        }
        assertThat(without).isEmpty();
    }
}
