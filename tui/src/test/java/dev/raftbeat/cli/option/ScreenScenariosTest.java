package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.ScenarioDesk.Opened;
import dev.raftbeat.terminal.Shot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.TimeTravel;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code :open}, {@code :save} and {@code :shot}, behind the screen. */
class ScreenScenariosTest {
    private static final long SECOND = 1_000_000_000L;
    private static final WorldSpec SPEC = new WorldSpec(3, Pace.CLASS.settings(), 5);

    private final ScreenScenarios desk = new ScreenScenarios();
    private final SimWorld shown = new SimWorld(SimOptions.of(SPEC));
    private final List<String> progress = new ArrayList<>();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        shown.close();
    }

    private String file(String text) throws IOException {
        return Files.writeString(directory.resolve("a.scenario"), text).toString();
    }

    private Opened open(World on, String what) {
        return desk.open(on, what, progress::add);
    }

    @Test
    void pathsAreCompletedFromWhatIsThere() throws Exception {
        Files.createDirectories(directory.resolve("store"));
        Files.writeString(directory.resolve("story one.scenario"), "");
        Files.writeString(directory.resolve("other.txt"), "");
        Files.writeString(directory.resolve(".hidden"), "");
        Files.writeString(directory.resolve("sto\u001b[2J"), "");
        String folder = directory + "/";
        assertThat(desk.complete(folder + "sto")).containsExactly(folder + "store/", folder + "story one.scenario");
        assertThat(desk.complete(folder))
                .containsExactly(folder + "other.txt", folder + "store/", folder + "story one.scenario");
        assertThat(desk.complete(folder + ".")).containsExactly(folder + ".hidden");
        assertThat(desk.complete(folder + "none/x")).isEmpty();
        assertThat(desk.complete("\0")).isEmpty();
    }

    @Test
    void aScenarioIsShownFromItsBeginningWithItsFaultsToCome() throws IOException {
        String file = file("cluster 5 seed 4\nrun until stable\nkill leader\nrun until new leader\nexpect leader\n");
        Opened opened = open(shown, file);
        assertThat(opened.sentence()).isEqualTo("a: valid");
        try (World world = opened.world().orElseThrow()) {
            TimeTravel time = world.timeTravel().orElseThrow();
            time.pause();
            assertThat(time.speed()).as("for eyes").isEqualTo(0.1);
            time.jump(Moment.START);
            List<String> facts = new ArrayList<>();
            world.observe(fact -> facts.add(fact.node() + " " + fact.fact().name()));
            time.jump(10 * SECOND);
            assertThat(facts).contains("world FaultBegan", "world ProcessEnded");
            assertThat(world.members()).hasSize(5);
            assertThat(time.seed()).isEqualTo(4);
        }
    }

    @Test
    void aLaterClusterIsOpenedByItsNumberAndAViolationIsNamed() throws IOException {
        String file = file("cluster 3\nrun 1s\n\ncluster 4 seed 2\nrun until leader\nexpect no leader\n");
        Opened opened = open(shown, file + " 2");
        opened.world().orElseThrow().close();
        assertThat(opened.done()).isFalse();
        assertThat(opened.sentence()).startsWith("a, cluster 2 of 2: VIOLATED, line 6: expect no leader: ");
        assertThat(open(shown, file + " 3").sentence()).isEqualTo("a.scenario has 2 clusters, and no number 3");
    }

    @Test
    void whatIsWrongIsToldByFileLineAndColumn() throws IOException {
        Opened opened = open(shown, file("cluster 3\nkil leader\n"));
        assertThat(opened.world()).isEmpty();
        assertThat(opened.done()).isFalse();
        assertThat(opened.sentence())
                .startsWith("a.scenario:2:1: found \"kil\", expected ")
                .contains("\"kill\"?");
        assertThat(open(shown, directory.resolve("none").toString()).sentence())
                .isEqualTo("none cannot be read: there is no such file");
        assertThat(open(shown, "a\0b").sentence()).contains("cannot be read");
    }

    @Test
    void aClusterOfAnotherSizeIsTurnedAway() throws IOException {
        World live = new World() {
            @Override
            public String title() {
                return "";
            }

            @Override
            public List<NodeId> members() {
                return SPEC.members();
            }

            @Override
            public Abilities abilities() {
                return new Abilities(true, false, false);
            }

            @Override
            public long nowNanos() {
                return 0;
            }

            @Override
            public void observe(FactSink sink) {
                throw new AssertionError("nothing is played");
            }

            @Override
            public Outcome apply(Fault line) {
                throw new AssertionError("nothing is done");
            }

            @Override
            public void close() {
                throw new AssertionError("it is not ours");
            }
        };
        Opened opened = open(live, file("cluster 5\nrun 1s\n"));
        assertThat(opened.done()).isFalse();
        assertThat(opened.sentence()).isEqualTo("a wants 5 nodes, and this cluster has 3");
    }

    @Test
    void whatWasDoneByHandIsPlayedAgainByTheCommand() throws IOException {
        ScriptRecorder doings = new ScriptRecorder(SPEC.members());
        ClusterView view = new ClusterView(SPEC.members());
        List<StampedFact> told = new ArrayList<>();
        shown.observe(fact -> {
            doings.hear(fact, view::snapshot);
            view.hear(fact);
            told.add(fact);
        });
        shown.jump(10 * SECOND + 7);
        TypedLines.apply(shown::apply, "kill leader");
        shown.jump(17 * SECOND);
        TypedLines.apply(shown::apply, "heal");
        shown.jump(20 * SECOND);
        ScriptRecorder.Script script = doings.script(OptionalLong.of(5), shown.nowNanos());
        String file = directory.resolve("mine.scenario").toString();

        World.Outcome saved = desk.save(script, true, file, false);

        assertThat(saved.sentence()).isEqualTo(file + ": 2 lines of faults; raftbeat run repeats this run exactly");
        assertThat(Files.readString(Path.of(file))).contains("\nkill leader\n");
        assertThat(desk.save(script, true, file, false).sentence()).contains("is there already: save!");
        assertThat(desk.save(script, true, file, true).done()).isTrue();
        assertThat(desk.save(script, true, directory.toString(), true).sentence())
                .contains("is a folder: expected a scenario");

        Path store = directory.resolve("store");
        StringWriter out = new StringWriter();
        int code = Main.run(new PrintWriter(out), new PrintWriter(out), "run", file, "--record", store.toString());
        assertThat(code).as(out.toString()).isEqualTo(ExitCodes.VALID);
        assertThat(Files.readAllLines(store.resolve("mine/latest/facts.ndjson")))
                .hasSameSizeAs(told);
    }

    @Test
    void aWordThatMeansAnotherNodeWhenPlayedAgainGivesWayToItsName() throws IOException {
        ScriptRecorder.Script script = new ScriptRecorder.Script(
                "cluster 3 pace class seed 5\nrun 10s\nkill leader\n",
                "cluster 3 pace class seed 5\nrun 10s\nkill n9\n".replace("n9", "n1"),
                List.of("kill n1 at 10000000000 ns"),
                0);
        String file = directory.resolve("named.scenario").toString();
        assertThat(TypedLines.apply(shown::apply, "heal").done()).isTrue();
        desk.save(script, true, file, false);
        shown.jump(10 * SECOND);
        boolean leads = TypedLines.apply(shown::apply, "kill leader").sentence().contains("n1");
        assertThat(Files.readString(Path.of(file))).contains(leads ? "kill leader" : "kill n1");
        assertThat(leads).as("with this seed another leads").isFalse();
    }

    @Test
    void picturesAreKeptUnderANameThatIsFree() throws IOException {
        Canvas canvas = new Canvas(40, 2);
        canvas.put(1, 0, "n1 leads", Style.LEADER);
        Shot shot = new Shot(canvas, "term 7", false, 4.5);
        Path svg = directory.resolve("a b.SVG");
        Path text = directory.resolve("a.txt");

        assertThat(desk.keep(shot, Optional.of(svg.toString()), false).sentence())
                .isEqualTo(svg + ": the screen, 40x2");
        assertThat(Files.readString(svg)).contains(">n1 leads</text>", ">term 7</text>");
        assertThat(desk.keep(shot, Optional.of(text.toString()), false).done()).isTrue();
        assertThat(Files.readString(text)).isEqualTo(" n1 leads\n\n\nterm 7\n");
        assertThat(desk.keep(shot, Optional.of(text.toString()), false).sentence())
                .isEqualTo(text + " is there already: shot! writes over it");
        assertThat(desk.keep(shot, Optional.of(text.toString()), true).done()).isTrue();
        for (String wrong : List.of("a.png", "svg", directory.toString(), "\u001b[31m.png")) {
            assertThat(desk.keep(shot, Optional.of(wrong), true).sentence())
                    .contains("expected a name that ends in .svg or .txt")
                    .doesNotContain("\u001b");
        }
        assertThat(desk.keep(shot, Optional.of(directory.resolve("none/a.svg").toString()), false)
                        .sentence())
                .contains("cannot be written");

        String first = desk.keep(shot, Optional.empty(), false).sentence().replaceFirst(":.*", "");
        String second = desk.keep(shot, Optional.empty(), false).sentence().replaceFirst(":.*", "");
        assertThat(List.of(first, second)).allMatch(name -> name.matches("raftbeat-\\d+\\.svg"));
        assertThat(second).isNotEqualTo(first);
        Files.delete(Path.of(first));
        Files.delete(Path.of(second));
    }
}
