package dev.raftbeat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Settings;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a scenario, and where and how the reader says what is none. */
class ScenarioParserTest {
    private static Scenario parse(String text) throws ScenarioSyntaxException {
        return ScenarioParser.parse("f.scenario", text);
    }

    private static String refusal(byte[] bytes) {
        try {
            ScenarioParser.parse("f.scenario", bytes);
            return "accepted";
        } catch (ScenarioSyntaxException e) {
            assertThat(e.getMessage()).startsWith("f.scenario:" + e.line() + ":" + e.column() + ": ");
            return e.getMessage();
        }
    }

    @Test
    void aClusterLineSaysWhatEveryNodeBeginsWith() throws ScenarioSyntaxException {
        Trial trial = parse(
                        "cluster 3 seed 7 log 5@2 prevote off election 200..400ms pace class window 1s heartbeat 20ms")
                .trials()
                .get(0);
        assertThat(trial.nodes()).isEqualTo(3);
        assertThat(trial.seed()).hasValue(7);
        assertThat(trial.settings())
                .isEqualTo(
                        new Settings(20_000_000, 200_000_000, 400_000_000, false, true, 1_000_000_000, 5, 2, true, 1));
    }

    @Test
    void stepsKeepTheirLinesAndTextsInAnyCaseAndWithAnyLineEnd() throws ScenarioSyntaxException {
        Scenario scenario = parse("# what it proves\r\n\r\nCLUSTER 5\r\nRun Until Leader WITHIN 3E # soon\r\n"
                + "Kill Leader\r\nrun 1.5s\r\n\texpect Saw becameleader of same with TERM=2\r\n");
        assertThat(scenario.trials().get(0).steps())
                .extracting(step -> step.line() + " " + step.text())
                .containsExactly(
                        "4 Run Until Leader WITHIN 3E",
                        "5 Kill Leader",
                        "6 run 1.5s",
                        "7 expect Saw becameleader of same with TERM=2");
    }

    @Test
    void eachClusterLineBeginsATrialOfItsOwn() throws ScenarioSyntaxException {
        Scenario scenario = parse("cluster 3\nrun 1s\ncluster 5\nkill n4\nrun 2s\n");
        assertThat(scenario.trials()).extracting(Trial::nodes).containsExactly(3, 5);
        assertThat(scenario.trials()).extracting(trial -> trial.steps().size()).containsExactly(1, 2);
    }

    @Test
    void aBlockKeepsItsSentencesAsTheyStand() throws ScenarioSyntaxException {
        Scenario scenario =
                parse("cluster 3 seed 1\nrun 1s\n----\n   0.1 s  n1 # is no comment here\n\n----\nrun 2s\n");
        ScenarioStep.Block block =
                (ScenarioStep.Block) scenario.trials().get(0).steps().get(1);
        assertThat(block.sentences()).containsExactly("   0.1 s  n1 # is no comment here", "");
        assertThat(block.line()).isEqualTo(3);
        assertThat(block.endLine()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "elections >= 3",
                "elections>=3",
                "elections = 3",
                "leader-changes == 1",
                "leaders-per-term <= 1",
                "term-growth != 2",
                "claimants < 2",
                "failovers > 0",
                "justified-failovers == 1",
                "false-alarms == 0",
                "availability >= 97.5%",
                "gap <= 4E",
                "leader",
                "no leader",
                "stable",
                "leader is leader",
                "leader is not old-leader",
                "leader was in n1, n2",
                "leader was never same",
                "stepped-down within 400ms",
                "writes-landed >= 5",
                "writes-refused == 0",
                "stale-writes > 0",
                "violated i15",
                "saw WriteRefused of leader with writer=old-leader reason=stale_token",
                "stepped-down of old-leader within 2E",
                "saw BecameLeader",
                "saw PeerSuspected of leader with peer=leader+1 reason=heartbeats_unanswered within 1E",
                "never saw VoteGranted of followers with candidate=n1,n2 term=3"
            })
    void everyExpectationIsUnderstood(String expectation) throws ScenarioSyntaxException {
        assertThat(parse("cluster 5\nexpect " + expectation).trials().get(0).steps())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"leader", "no leader", "new leader", "stable within 4E", "election", "saw VoteDenied of n1"})
    void everyConditionIsUnderstood(String condition) throws ScenarioSyntaxException {
        assertThat(parse("cluster 5\nrun until " + condition).trials().get(0).steps())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Before the cluster, and its line.
                "run 2s                             | 1:1  | \"run\"            | \"cluster\" and a number of nodes",
                "cluster                            | 1:8  | the end of the line | a number from 1 to 9",
                "cluster ten                        | 1:9  | \"ten\"            | a number from 1 to 9",
                "cluster 10                         | 1:9  | \"10\"             | a number from 1 to 9",
                "cluster 5 pase lan                 | 1:11 | \"pase\"           | did you mean \"pace\"?",
                "cluster 5 pace wan                 | 1:16 | \"wan\"            | lan, containers, class",
                "cluster 5 pace lan pace lan        | 1:20 | \"pace\"           | prevote, checkquorum",
                "cluster 5 seed -1                  | 1:16 | \"-1\"             | a whole number below 2^53",
                "cluster 5 election 300..150ms      | 1:25 | \"150\"            | at least 300ms",
                "cluster 5 heartbeat 2E             | 1:21 | \"2E\"             | a time in ms or s",
                "cluster 5 log 5                    | 1:16 | the end of the line | \"@\"",
                // Words that nobody knows, and nodes that are not there.
                "cluster 5;exepct stable            | 2:1  | \"exepct\"         | did you mean \"expect\"?",
                "cluster 5;explode n1               | 2:1  | \"explode\"        | cluster, run, expect or a line",
                "cluster 5;kill n6                  | 2:6  | \"n6\"             | (n1 to n5)",
                "cluster 5;kill leader within 2d    | 2:21 | \"d\"                | a unit: us, ms, s, min (or m), h, E",
                "cluster 5;kill leader within 0s    | 2:20 | \"0s\"               | a time above 0",
                "cluster 5;kill leader within       | 2:13 | \"within\"           | the end of the line",
                "cluster 5;kill within 2s           | 2:5  | the end of the line  | a node",
                "cluster 5;kill laeder              | 2:6  | \"laeder\"         | did you mean \"leader\"?",
                "cluster 5;partition n1,n2 ! n3,n9  | 2:22 | \"n9\"             | (n1 to n5)",
                "cluster 3;  cut n1 => n3           | 2:10 | \"=\"              | \"->\" or \"<->\"",
                "cluster 5;cut n1 -> n1             | 2:11 | \"n1\"             | no node has a link to itself",
                // Times.
                "cluster 5;run                      | 2:4  | the end of the line | a time such as 2s",
                "cluster 5;run 0s                   | 2:5  | \"0s\"             | a time above 0",
                "cluster 5;run 5                    | 2:6  | the end of the line | a unit",
                "cluster 5;run 5x                   | 2:6  | \"x\"              | a unit",
                "cluster 5;run -5s                  | 2:5  | \"-\"              | a time such as",
                "cluster 5;run 999999999s           | 2:5  | \"999999999\"      | at most a day",
                "cluster 5;run 2s 3s                | 2:8  | \"3s\"             | the end of the line",
                "cluster 5;run until laeder         | 2:11 | \"laeder\"         | did you mean \"leader\"?",
                "cluster 5;run until new            | 2:14 | the end of the line | \"leader\"",
                "cluster 5;run until stable within  | 2:24 | the end of the line | a time such as 3s",
                // Expectations.
                "cluster 5;expect                   | 2:7  | the end of the line | one of elections",
                "cluster 5;expect electons >= 3     | 2:8  | \"electons\"       | did you mean \"elections\"?",
                "cluster 5;expect elections 3       | 2:18 | \"3\"              | >=, <=, ==, !=, >, <",
                "cluster 5;expect elections >= many | 2:21 | \"many\"           | a whole number",
                "cluster 5;expect elections >= 3 4  | 2:23 | \"4\"              | the end of the line",
                "cluster 5;expect availability > 101% | 2:23 | \"101%\"         | from 0% to 100%",
                "cluster 5;expect gap <= 3          | 2:16 | the end of the line | a unit",
                "cluster 5;expect leader has n1     | 2:15 | \"has\"            | is, was",
                "cluster 5;expect leader is n7      | 2:18 | \"n7\"             | (n1 to n5)",
                "cluster 5;expect leader is follower | 2:18 | \"follower\"      | the same nodes each time",
                "cluster 5;expect saw BecameLeder   | 2:12 | \"BecameLeder\"    | did you mean \"BecameLeader\"?",
                "cluster 5;expect saw VoteDenied with why=1 | 2:28 | \"why\"    | candidate, term, reason",
                "cluster 5;expect saw VoteDenied with reason=BUSY | 2:35 | \"BUSY\" | LOG_BEHIND",
                "cluster 5;expect saw VoteDenied with term=x | 2:33 | \"x\"      | a whole number",
                "cluster 5;expect saw VoteDenied with candidate=n8 | 2:38 | \"n8\" | a node",
                "cluster 5;expect never BecameLeader | 2:14 | \"BecameLeader\"  | \"saw\"",
                "cluster 5;expect stepped-down      | 2:20 | the end of the line | \"within\"",
                "cluster 5;expect violated I17      | 2:17 | \"I17\"            | I1 to I16",
                // Stores.
                "cluster 5 store;run 1s             | 1:16 | the end of the line | unfenced, fenced, or lease and a time",
                "cluster 5 store fence              | 1:17 | \"fence\"          | did you mean \"fenced\"?",
                "cluster 5 store lease              | 1:22 | the end of the line | how long a lease lasts",
                "cluster 5 store lease 2E           | 1:23 | \"2E\"             | a time in ms or s",
                "cluster 5 store lease 700s         | 1:23 | \"700s\"           | a time from 1ms to 600s",
                // Blocks.
                "cluster 5;----;----                | 2:1  | \"----\"           | a seed on the cluster line",
                "cluster 5 seed 1;----;n1 is up     | 3:1  | the end of the file | to end the block of line 2"
            })
    void whatIsWrongIsToldByLineColumnFoundAndExpected(String lines, String where, String found, String expected) {
        String message = refusal(lines.replace(';', '\n').replace('!', '|').getBytes(StandardCharsets.UTF_8));
        assertThat(message).startsWith("f.scenario:" + where.strip() + ": found " + found);
        assertThat(message.substring(message.indexOf("expected"))).contains(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''              | found an empty file",
                "'# only talk\n' | found nothing but comments and blank lines"
            })
    void aFileWithoutAClusterIsNone(String text, String found) {
        assertThat(refusal(text.getBytes(StandardCharsets.UTF_8))).startsWith("f.scenario:1:1: " + found);
    }

    @Test
    void aHugeFileIsRefusedUnread() {
        byte[] huge = new byte[ScenarioParser.BYTES_MAX + 1];
        Arrays.fill(huge, (byte) '\n');
        assertThat(refusal(huge)).contains("1048577 bytes").contains("at most 1048576 bytes");
    }

    @Test
    void anotherEncodingIsToldWhereItBegins() {
        assertThat(refusal("cluster 5\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1)))
                .isEqualTo("f.scenario:2:6: found the byte 0xE9, expected text in UTF-8");
        assertThat(refusal("cluster 5\n".getBytes(Charset.forName("UTF-16"))))
                .isEqualTo("f.scenario:1:1: found the byte 0xFE, expected text in UTF-8");
        assertThat(refusal("cluster 5\nrun \u00fc".getBytes(StandardCharsets.UTF_8)))
                .startsWith("f.scenario:2:5: found \"\u00fc\"");
    }

    @Test
    void aMarkOfTheByteOrderIsPassedOver() throws ScenarioSyntaxException {
        byte[] marked = "\uFEFFcluster 5\n".getBytes(StandardCharsets.UTF_8);
        assertThat(ScenarioParser.parse("f", marked).trials()).hasSize(1);
    }

    @Test
    void whatIsQuotedIsShortAndHarmless() {
        String message = refusal(("cluster 5\n\u001b[2J" + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        assertThat(message).hasSizeLessThan(300).doesNotContain("\u001b");
    }

    /** Bytes of all kinds, and known words in any order: a scenario, or one sentence. */
    @Test
    void nothingElseIsEverThrown() {
        SplittableRandom random = new SplittableRandom(5);
        List<String> words = List.of(
                "cluster",
                "5",
                "run",
                "until",
                "leader",
                "expect",
                "saw",
                "with",
                "=",
                ">=",
                "within",
                "2E",
                "----",
                "BecameLeader",
                "term",
                "of",
                "cut",
                "->",
                "n1",
                "n9",
                "\n",
                "\n",
                "%",
                "seed",
                "log",
                "1@",
                "|",
                "#");
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "cluster 5 seed 1\n" : "");
            for (int j = random.nextInt(12); j > 0; j--) {
                text.append(words.get(random.nextInt(words.size()))).append(random.nextInt(4) == 0 ? "" : " ");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextInt(3) == 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            refusal(bytes);
        }
    }
}
