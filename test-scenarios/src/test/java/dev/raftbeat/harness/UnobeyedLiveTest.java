package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.execution.Extent;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.harness.Doorkeeper.Manner;
import dev.raftbeat.local.LocalCluster;
import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.local.Patience;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.wire.FaultStateJson;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running node that does not do as it is asked: what {@code raftbeat fault} says, and what it exits with. */
@Tag("process")
@BesideAnother
class UnobeyedLiveTest {
    private static final NodeId N3 = new NodeId("n3");
    private static final String LOST = "\"reason\":\"CUT\"";

    /** With one who does not answer; yet the others, on a busy machine, are asked twice. */
    private static final Patience LITTLE = new Patience(Patience.USUAL.comingNanos(), 1_600_000_000L, 2);

    @TempDir
    private Path home;

    private Path path;
    private LocalWorld owner;
    private Doorkeeper door;
    private String said;

    @BeforeEach
    void bringUp() throws Exception {
        path = home.toRealPath().resolve("cluster");
        WorldSpec spec = new WorldSpec(3, Pace.CONTAINERS.settings(), 3);
        // Nobody watches it, so that nobody but the commands of this test asks again.
        owner = LocalWorld.owning(path, spec, true, Optional.empty());
        assertThat(owner.cluster().awaitLeader(60_000_000_000L)).isPresent();
        door = new Doorkeeper(owner.cluster().plan().controls().get(N3).port());
        door.standBefore(path);
    }

    @AfterEach
    void takeDown() throws IOException {
        door.close();
        owner.close();
        Machine.processesOf(path).forEach(Machine::kill);
    }

    /** As another process would: by what the folder says now. */
    private Extent fault(String line) {
        return fault(LocalCluster.at(path), line);
    }

    /** A line that n3 will not obey, however long it is asked. */
    private Extent inVain(String line) {
        return fault(LocalCluster.at(path, LITTLE), line);
    }

    private Extent fault(LocalCluster cluster, String line) {
        World.Outcome outcome = TypedLines.apply(cluster::apply, line);
        said = outcome.sentence();
        assertThat(said.lines()).as("one sentence").hasSize(1);
        return outcome.extent();
    }

    private int command(String line) throws Exception {
        return command("fault", "--dir=" + path, line);
    }

    private int command(String... words) throws Exception {
        try (Jvm command = Jvm.start(Main.class, (Object[]) words)) {
            int code = command.awaitEnd();
            said = command.out() + command.err();
            return code;
        }
    }

    private FaultState state() throws IOException {
        return FaultStateJson.read(Files.readString(path.resolve("state")));
    }

    private String world() throws IOException {
        return Files.readString(path.resolve("world.ndjson"));
    }

    /** What n3 has told since its facts were so long. */
    private String facts(long from) throws IOException {
        String all = Files.readString(path.resolve("nodes").resolve("n3.facts.ndjson"));
        // Behind what it has written, the file is zero.
        return all.substring((int) from, all.lastIndexOf('\n') + 1);
    }

    private void assertCut() throws IOException {
        long now = facts(0).length();
        Machine.await("n3 loses messages to the cut", () -> facts(now).contains(LOST));
    }

    private void assertNotCut() throws IOException {
        long now = facts(0).length();
        Machine.await("n3 is delivered messages", () -> facts(now).contains("\"MessageDelivered\""));
        assertThat(facts(now)).doesNotContain(LOST);
    }

    @Test
    void aNodeThatDoesNotAnswerIsNamedAndAskedAgain() throws Exception {
        for (Manner manner : new Manner[] {Manner.RESET, Manner.MUTE}) {
            door.manner(manner);
            assertThat(inVain("cut all -> n3")).as("%s: %s", manner, said).isEqualTo(Extent.PART);
            assertThat(said).contains("(but n3: ", "n3 does not obey fault ", "the next line or status asks again");
            assertThat(state().silent()).containsExactly(N3);
            assertNotCut();

            door.manner(Manner.OPEN);
            assertThat(fault("set prevote on")).as("the next line, %s", said).isEqualTo(Extent.WHOLE);
            assertThat(state().silent()).isEmpty();
            assertCut();

            door.manner(manner);
            String before = world();
            for (int again = 0; again < 2; again++) {
                assertThat(inVain("heal")).as("%s: %s", manner, said).isEqualTo(Extent.PART);
                assertThat(said).contains("n3 still obeys fault ").doesNotContain("nothing was broken");
                assertThat(world().substring(before.length())).doesNotContain("FaultEnded");
                assertThat(state().active()).extracting(ActiveFault::text).containsExactly("cut n1,n2 -> n3");
            }
            assertCut();

            door.manner(Manner.OPEN);
            assertThat(fault("heal")).as(said).isEqualTo(Extent.WHOLE);
            assertThat(world().substring(before.length())).containsOnlyOnce("FaultEnded");
            assertThat(state().active()).isEmpty();
            assertNotCut();
            assertThat(fault("heal")).isEqualTo(Extent.WHOLE);
            assertThat(said).contains("nothing was broken");
        }
    }

    @Test
    void whatANodeWillNotOrCannotDoIsNoSuccess() throws Exception {
        String leader = LocalCluster.at(path)
                .awaitLeader(60_000_000_000L)
                .orElseThrow()
                .node()
                .name();
        assertThat(fault("campaign " + leader)).as(said).isEqualTo(Extent.DECLINED);
        assertThat(state().silent()).isEmpty();
        door.manner(Manner.RESET);
        assertThat(inVain("reset n3 -> n1")).as(said).isEqualTo(Extent.PART);
        assertThat(inVain("set heartbeat 60ms")).as(said).isEqualTo(Extent.PART);
        assertThat(said).contains("n3 does not have its new settings yet");
        assertThat(state().owed()).containsExactly(N3);
        door.manner(Manner.OPEN);
        assertThat(fault("kill n3")).as(said).isEqualTo(Extent.WHOLE);
        assertThat(state().owed()).isEmpty();
        assertThat(fault("heal")).as(said).isEqualTo(Extent.WHOLE);
        assertThat(fault("kill n9")).as(said).isEqualTo(Extent.REFUSED);
    }

    /** Nobody watches: whoever looks at the status sees to it, and is told until it is done. */
    @Test
    void aSettingReachesANodeThatMissedItWhenSomebodyLooks() throws Exception {
        door.manner(Manner.RESET);
        assertThat(inVain("set prevote off")).as(said).isEqualTo(Extent.PART);
        assertThat(command("status", "--dir=" + path)).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(said).contains("note: n3 does not have its new settings yet");
        long now = facts(0).length();
        door.manner(Manner.OPEN);
        assertThat(command("status", "--dir=" + path)).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(said).doesNotContain("note:");
        assertThat(state().silent()).isEmpty();
        Machine.await("n3 tells of its settings", () -> facts(now).contains("\"SettingsChanged\""));
    }

    @Test
    void aTransferThatNothingComesOfIsNoSuccess() throws Exception {
        assertThat(command("isolate follower")).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(command("transfer same")).as(said).isEqualTo(ExitCodes.VIOLATED);
        assertThat(said)
                .contains(" hands leadership over to n", ", but nobody took over within 1 s: n", " still leads");
        assertThat(command("heal")).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(command("transfer follower")).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(said).doesNotContain("but");
    }

    @Test
    void theExitCodeSaysWhetherEveryNodeObeyed() throws Exception {
        door.manner(Manner.RESET);
        assertThat(command("cut n1 -> n3")).as(said).isEqualTo(ExitCodes.VIOLATED);
        assertThat(said).contains("n3 does not obey fault 1 (cut n1 -> n3) yet").doesNotContain("\tat ");
        door.manner(Manner.OPEN);
        assertThat(command("heal")).as(said).isEqualTo(ExitCodes.VALID);
        assertThat(command("kill n9")).as(said).isEqualTo(ExitCodes.USAGE);
    }

    @Test
    void aNodeThatSomebodyStoppedObeysWhenItGoesOnAndAWatcherSeesToIt() throws Exception {
        long pid = owner.cluster().directory().process(N3).orElseThrow().pid();
        signal("STOP", pid);
        assertThat(inVain("cut all -> n3")).as(said).isEqualTo(Extent.PART);
        assertThat(said).contains("n3 is frozen");
        signal("CONT", pid);
        assertNotCut();
        try (LocalWorld watcher = LocalWorld.watching(LocalCluster.at(path))) {
            watcher.observe(fact -> {});
            Machine.await("n3 is told of the cut", () -> state().silent().isEmpty());
            assertCut();
            assertThat(world()).contains("every node obeys fault 1 (cut n1,n2 -> n3)");

            door.manner(Manner.RESET);
            assertThat(inVain("join all -> n3")).as(said).isEqualTo(Extent.PART);
            assertCut();
            door.manner(Manner.OPEN);
            Machine.await("the cut is over", () -> world().contains("FaultEnded"));
            assertNotCut();
        }
    }

    private static void signal(String name, long pid) throws Exception {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }
}
