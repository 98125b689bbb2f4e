package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.etcd.EtcdImport;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;

/** Three processes of the etcd of this machine: what the import says of their logs is what etcd said. */
@Tag("process")
@ExtendWith(EtcdLogsTest.Condition.class)
class EtcdLogsTest {
    private static final int MEMBERS = 3;
    private static final Pattern LEADS = Pattern.compile("([0-9a-f]+) became leader at term (\\d+)");
    private static final Pattern KNOWN = Pattern.compile("(?:elected leader|to) ([0-9a-f]+) at term (\\d+)");

    @TempDir
    private Path directory;

    private final Map<Integer, Process> running = new TreeMap<>();
    private List<Integer> ports = List.of();

    /** Passes over where there is no etcd; not in CI, where that would hide that nothing was tested. */
    static final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return "true".equals(System.getenv("CI")) || program().isPresent()
                    ? ConditionEvaluationResult.enabled("there is an etcd, or there must be one")
                    : ConditionEvaluationResult.disabled(
                            "there is no etcd on the PATH: install the package etcd-server");
        }
    }

    private static Optional<Path> program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "etcd"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    @AfterEach
    void endAll() {
        running.values().forEach(Process::destroyForcibly);
    }

    private Path log(int member) {
        return directory.resolve("n" + member + ".log");
    }

    private String peer(int member) {
        return "http://127.0.0.1:" + ports.get(member - 1);
    }

    private void start(int member) throws IOException {
        String all = IntStream.rangeClosed(1, MEMBERS)
                .mapToObj(one -> "n" + one + "=" + peer(one))
                .collect(Collectors.joining(","));
        String client = "http://127.0.0.1:" + ports.get(MEMBERS + member - 1);
        List<String> line = List.of(
                program()
                        .orElseThrow(() -> new IllegalStateException("there is no etcd on the PATH"))
                        .toString(),
                "--name=n" + member,
                "--data-dir=" + directory.resolve("d" + member),
                "--listen-peer-urls=" + peer(member),
                "--initial-advertise-peer-urls=" + peer(member),
                "--listen-client-urls=" + client,
                "--advertise-client-urls=" + client,
                "--initial-cluster=" + all,
                "--logger=zap");
        running.put(
                member,
                new ProcessBuilder(line)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(log(member).toFile()))
                        .start());
    }

    private List<MatchResult> said(int member, Pattern what) throws IOException {
        return what.matcher(Files.readString(log(member))).results().toList();
    }

    /** The last leader that each of these members names, with its term, once they agree. */
    private String agreed(List<Integer> members, String notThis) {
        List<String> named = new ArrayList<>();
        Machine.await("a leader that all name").until(() -> {
            named.clear();
            for (int member : members) {
                List<MatchResult> all = said(member, KNOWN);
                named.add(
                        all.isEmpty()
                                ? "none"
                                : all.get(all.size() - 1).group(1) + " "
                                        + all.get(all.size() - 1).group(2));
            }
            return new TreeSet<>(named).size() == 1 && !named.contains("none") && !named.contains(notThis);
        });
        return named.get(0);
    }

    private int member(String leader) throws IOException {
        for (int member = 1; member <= MEMBERS; member++) {
            if (said(member, LEADS).stream().anyMatch(one -> (one.group(1) + " " + one.group(2)).equals(leader))) {
                return member;
            }
        }
        throw new AssertionError("nobody said that it became " + leader);
    }

    private List<Integer> others(int member) {
        return IntStream.rangeClosed(1, MEMBERS)
                .filter(one -> one != member)
                .boxed()
                .toList();
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    @Test
    void theLeadersAreThoseThatEtcdNamed() throws Exception {
        ports = Machine.freePorts(2 * MEMBERS);
        for (int member = 1; member <= MEMBERS; member++) {
            start(member);
        }
        String first = agreed(List.of(1, 2, 3), "");
        int killed = member(first);
        signal("KILL", running.get(killed).pid());
        String second = agreed(others(killed), first);
        start(killed);
        agreed(List.of(1, 2, 3), first);
        int frozen = member(second);
        signal("STOP", running.get(frozen).pid());
        String third = agreed(others(frozen), second);
        signal("CONT", running.get(frozen).pid());
        agreed(List.of(1, 2, 3), second);
        for (Process process : running.values()) {
            process.destroy();
            process.waitFor();
        }

        List<StampedFact> facts = new ArrayList<>();
        List<EtcdImport.Member> members =
                EtcdImport.of(List.of(log(1), log(2), log(3))).tellTo(facts::add);
        TreeSet<String> named = new TreeSet<>();
        for (int member = 1; member <= MEMBERS; member++) {
            int id = member;
            said(member, LEADS).forEach(one -> named.add("n" + id + " " + one.group(2)));
        }
        assertThat(named).hasSizeGreaterThanOrEqualTo(3);
        assertThat(facts.stream()
                        .filter(fact -> fact.fact() instanceof BecameLeader)
                        .map(fact -> fact.node() + " " + ((BecameLeader) fact.fact()).term()))
                .containsExactlyInAnyOrderElementsOf(named)
                .contains("n" + killed + " " + first.split(" ")[1], "n" + member(third) + " " + third.split(" ")[1]);
        assertThat(members.get(killed - 1).lives()).isEqualTo(2);
        assertThat(facts.stream()
                        .filter(fact -> fact.fact() instanceof ProcessEnded)
                        .map(fact -> ((ProcessEnded) fact.fact()).target().name()))
                .containsExactly("n" + killed);
    }
}
