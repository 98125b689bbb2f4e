package dev.raftbeat.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.history.History;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Logs that three processes of etcd 3.4 wrote: n2 led and was killed, n1 took over, n2 came back, n1 was frozen, n2 took over,
 * n1 went on.
 */
class EtcdImportTest {
    private static final Path LOGS = Path.of("src/test/resources/etcd");
    private static final Pattern TIME = Pattern.compile("\"ts\":\"([^\"]+)\"");

    @TempDir
    private Path directory;

    private final List<StampedFact> facts = new ArrayList<>();

    private List<EtcdImport.Member> imported(Path... files) throws IOException, NotEtcdException {
        facts.clear();
        return EtcdImport.of(List.of(files)).tellTo(facts::add);
    }

    private static Path log(int member) {
        return LOGS.resolve("n" + member + ".log");
    }

    private Path changed(int member, UnaryOperator<String> line) throws IOException {
        List<String> lines = Files.readAllLines(log(member)).stream().map(line).toList();
        return Files.write(directory.resolve("changed-n" + member + ".log"), lines);
    }

    private List<String> leaders() {
        return facts.stream()
                .filter(fact -> fact.fact() instanceof BecameLeader)
                .map(fact -> fact.node() + " " + ((BecameLeader) fact.fact()).term())
                .toList();
    }

    @Test
    void itNamesTheLeadersThatEtcdNamed() throws Exception {
        List<EtcdImport.Member> members = imported(log(1), log(2), log(3));
        assertThat(leaders()).containsExactly("n2 2", "n1 3", "n2 4");
        assertThat(members).extracting(member -> member.node().name()).containsExactly("n1", "n2", "n3");
        assertThat(members).extracting(EtcdImport.Member::lives).containsExactly(1, 2, 1);
        assertThat(members).allSatisfy(member -> assertThat(member.understood()).isGreaterThan(10));
        History history = new History();
        List<String> followed = new ArrayList<>();
        for (StampedFact fact : facts) {
            history.hear(fact);
            int leader = history.leader();
            String now = leader < 0 ? "-" : history.name(leader) + " " + history.term(leader);
            if (followed.isEmpty() || !followed.get(followed.size() - 1).equals(now)) {
                followed.add(now);
            }
        }
        assertThat(followed).as("followed by a quorum").contains("n2 2", "n1 3", "n2 4");
    }

    @Test
    void whoWasKilledEndsWhenItsPeersLoseIt() throws Exception {
        imported(log(1), log(2), log(3));
        List<StampedFact> ends = facts.stream()
                .filter(fact -> fact.fact() instanceof ProcessEnded)
                .toList();
        assertThat(ends).hasSize(1);
        assertThat(((ProcessEnded) ends.get(0).fact()).target()).isEqualTo(new NodeId("n2"));
        assertThat(Instant.EPOCH.plusNanos(ends.get(0).tNanos()))
                .isBetween(Instant.parse("2026-12-01T01:26:41.7Z"), Instant.parse("2026-12-01T01:26:41.9Z"));
    }

    @Test
    void noInvariantIsFoundBrokenInWhatALogLeavesOut() throws Exception {
        imported(log(1), log(2), log(3));
        Judge judge = new Judge();
        facts.forEach(judge::hear);
        assertThat(judge.lamps())
                .allSatisfy(
                        lamp -> assertThat(lamp.verdict()).as(lamp.toString()).isNotEqualTo(Verdict.VIOLATED));
        assertThat(judge.lamps()).anySatisfy(lamp -> assertThat(lamp.verdict()).isEqualTo(Verdict.VALID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-01T01:26:38.123456789Z stderr F ", "Dec 01 01:26:38 host etcd[1234]: "})
    void whatStandsBeforeALineIsPassedOver(String before) throws Exception {
        imported(
                changed(1, line -> before + line),
                changed(2, line -> before + line),
                changed(3, line -> before + line));
        assertThat(leaders()).containsExactly("n2 2", "n1 3", "n2 4");
    }

    @Test
    void aClockThatIsAheadIsSeenByMessages() throws Exception {
        Duration ahead = Duration.ofSeconds(7);
        Path shifted = changed(
                1,
                line -> TIME.matcher(line)
                        .replaceFirst(found ->
                                "\"ts\":\"" + Instant.parse(found.group(1)).plus(ahead) + "\""));
        List<EtcdImport.Member> members = imported(log(2), shifted, log(3));
        assertThat(leaders()).containsExactly("n2 2", "n1 3", "n2 4");
        EtcdImport.Clock clock = members.get(1).clock().orElseThrow();
        assertThat(clock.aheadNanos()).isBetween(ahead.toNanos() - 50_000_000, ahead.toNanos() + 50_000_000);
        assertThat(clock.leastNanos().orElseThrow()).isLessThanOrEqualTo(ahead.toNanos());
        assertThat(clock.mostNanos().orElseThrow()).isGreaterThanOrEqualTo(ahead.toNanos());
        assertThat(members.get(2).clock().orElseThrow().aheadNanos()).isBetween(-5_000_000L, 5_000_000L);
    }

    @Test
    void theOlderFormIsReadToo() throws Exception {
        List<EtcdImport.Member> members =
                imported(LOGS.resolve("old-n1.log"), LOGS.resolve("old-n2.log"), LOGS.resolve("old-n3.log"));
        assertThat(members).extracting(member -> member.node().name()).containsExactly("n1", "n2", "n3");
        assertThat(leaders()).hasSize(1);
    }

    @Test
    void oneLogAloneTellsOfTheOthersByTheirIds() throws Exception {
        imported(log(3));
        assertThat(leaders()).isEmpty();
        assertThat(facts.toString()).contains("ma023d910eeb241cb", "m77fbfd6041c9f8ba");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello\n",
                "{\"level\":\"info\",\"ts\":\"now\",\"msg\":\"hello\"}\n",
                "{\"level\":",
                "\0\0\0\n"
            })
    void whatIsNoLogOfEtcdIsRefusedInASentence(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("odd.log"), text);
        assertThatThrownBy(() -> imported(file))
                .isInstanceOf(NotEtcdException.class)
                .hasMessageContaining("odd.log is no log of etcd");
    }

    @Test
    void linesThatAreNoneAreCountedAndTheOthersKept() throws Exception {
        byte[] whole = Files.readAllBytes(log(2));
        Path file = directory.resolve("half.log");
        String odd = "x".repeat(1_000_000) + "\n\u0000\n{\"level\":\"info\",\"ts\":\n";
        Files.writeString(file, odd + new String(whole, 0, whole.length - 40, StandardCharsets.UTF_8));
        List<EtcdImport.Member> members = imported(log(1), file, log(3));
        assertThat(members.get(1).unread()).isEqualTo(4);
        assertThat(leaders()).containsExactly("n2 2", "n1 3", "n2 4");
    }

    @Test
    void twoFilesOfOneMemberAreRefused() {
        assertThatThrownBy(() -> imported(log(1), log(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("both of the member 77fbfd6041c9f8ba");
    }

    @Test
    void clocksThatCannotBeAreSaidToBeUnknown() {
        Clocks clocks = new Clocks(2);
        clocks.before(0, 10, 1, 5);
        assertThat(clocks.offsets().map(all -> all.get(1).aheadNanos())).isEqualTo(Optional.of(-5L));
        clocks.before(1, 7, 0, 9);
        assertThat(clocks.offsets()).isEmpty();
    }
}
