package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.WorldSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a terminal in memory: keys go in, cells come out. */
@Timeout(value = 240, threadMode = ThreadMode.SEPARATE_THREAD)
class TerminalAppTest extends TerminalStage {
    @Test
    void aScenarioIsOpenedOnAWorldOfItsOwnWhichIsClosedWhenTheNextIsShown() throws Exception {
        PlayedWorld first = world();
        PlayedWorld second = new PlayedWorld(MEMBERS, past, 2 * SECOND);
        CompletableFuture<ExitReason> end = start(world(), Colours.RGB);
        await(text -> text.contains("follower"));

        type(":open a.scenario");
        desk.opens.put(new ScenarioDesk.Opened(Optional.of(first), true, "a: valid"));
        await(text -> text.contains("✓ a: valid") && text.contains("follower"));
        press('k');
        assertThat(first.asked.take()).as("keys act on what is shown").isEqualTo("kill n1");
        type(":open b.scenario 2");
        desk.opens.put(new ScenarioDesk.Opened(Optional.of(second), true, "b: valid"));
        await(text -> text.contains("✓ b: valid") && text.contains("follower"));

        assertThat(first.closed).isTrue();
        assertThat(second.closed).isFalse();
        assertThat(desk.asked).containsExactly("open a.scenario", "open b.scenario 2");
        press('q');
        end.get();
        assertThat(second.closed).isTrue();
    }

    @Test
    void whatIsWrongWithAScenarioIsShownWholeAndThePictureStays() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.RGB);
        await(text -> text.contains("follower"));

        type(":open bad.scenario");
        String slip = "bad.scenario:2:6: found \"n9\", expected a node of this cluster (n1 to n3) or a word for nodes";
        desk.opens.put(new ScenarioDesk.Opened(Optional.empty(), false, slip));
        String shown = await(text -> text.contains("✗ bad.scenario:2:6:"));

        List<String> rows = shown.lines().toList();
        assertThat(rows.get(22).strip())
                .isEqualTo("✗ bad.scenario:2:6: found \"n9\", expected a node of this cluster (n1 to n3) or");
        assertThat(rows.get(23).strip()).isEqualTo("a word for nodes");
        assertThat(shown).contains("follower");
        press('q');
        end.get();
    }

    @Test
    void theEndOfTheClusterIsSeen() throws Exception {
        PlayedWorld world = world();
        CompletableFuture<ExitReason> end = start(world, Colours.RGB);
        await(text -> text.contains("follower") && !text.contains("was ended"));
        world.over.set(true);
        await(text -> text.contains("the cluster was ended") && text.contains("follower"));
        press('q');
        end.get();
    }

    @Test
    void whatWasDoneIsSaved() throws Exception {
        PlayedWorld world = world();
        CompletableFuture<ExitReason> end = start(world, Colours.RGB);
        await(text -> text.contains("follower"));
        world.tell(new StampedFact(
                3 * SECOND,
                NodeId.WORLD,
                1,
                1,
                1,
                Optional.empty(),
                new FaultBegan(
                        1,
                        "kill n2",
                        "fault",
                        "kill",
                        List.of(FaultEffect.of(FaultEffect.Kind.ENDS)),
                        List.of(N2),
                        List.of(),
                        "killed n2")));
        await(text -> text.contains("killed n2"));

        type(":save my own.scenario");

        await(text -> text.contains("✓ wrote my own.scenario"));
        assertThat(desk.saved.roles())
                .contains("cluster 3 pace lan prevote on checkquorum on\n")
                .contains("kill n2\n");
        type(":save! my own.scenario");
        await(text -> text.contains("✓ wrote over my own.scenario"));
        type(":save");
        await(text -> text.contains("expected the name of a scenario file"));
        terminal.addInput(new KeyStroke(KeyType.Escape));
        await(text -> text.contains("q quit"));
        press('q');
        end.get();
    }

    @Test
    void aLineIsAppliedAndItsOutcomeShown() throws Exception {
        PlayedWorld world = world();
        CompletableFuture<ExitReason> end = start(world, Colours.RGB);
        await(text -> text.contains("follower"));

        press('k');

        assertThat(world.asked.take()).isEqualTo("kill n1");
        await(text -> text.contains("✓ done: kill n1"));
        press('H');
        await(text -> text.contains("✗ heal: nothing can be healed here"));
        press('q');
        assertThat(end.get()).isEqualTo(ExitReason.QUIT);
        assertThat(world.closed).as("that is for whoever opened it").isFalse();
    }

    @Test
    void factsAreShownAsTheyCome() throws Exception {
        PlayedWorld world = world();
        CompletableFuture<ExitReason> end = start(world, Colours.NONE);
        await(text -> text.contains("no leader"));

        world.tell(fact(N2, 3, 2 * SECOND, new BecameLeader(1, List.of(N1, N2))));
        world.tell(fact(N1, 3, 2 * SECOND, new BecameFollower(1, Optional.of(N2))));

        await(text -> text.contains("★ n2 leads term 1"));
        terminal.addInput(new KeyStroke('c', true, false));
        assertThat(end.get()).isEqualTo(ExitReason.INTERRUPTED);
    }

    @Test
    void theTerminalMayBeResizedAtAnyTime() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.INDEXED);
        await(text -> text.contains("follower"));

        terminal.setTerminalSize(new TerminalSize(120, 36));
        await(text -> text.contains("cut both ways"));
        terminal.setTerminalSize(new TerminalSize(40, 10));
        await(text -> text.contains("follows") && !text.contains("cut both ways"));
        terminal.setTerminalSize(new TerminalSize(80, 24));
        await(text -> text.contains("Invariants"));

        press('q');
        end.get();
    }

    @Test
    void asciiIsAsciiToTheLastCell() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), new TerminalOptions(true, false, Colours.SIXTEEN, false));

        String shown = await(text -> text.contains("follower"));

        assertThat(shown).matches("[\\x20-\\x7e\\n]*");
        press('q');
        end.get();
    }

    @Test
    void noColourMeansNone() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.NONE);
        await(text -> text.contains("follower"));
        for (int y = 0; y < 24; y++) {
            for (int x = 0; x < 80; x++) {
                TextCharacter cell = terminal.getBufferCharacter(new TerminalPosition(x, y));
                assertThat(cell.getForegroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
                assertThat(cell.getBackgroundColor()).isEqualTo(TextColor.ANSI.DEFAULT);
            }
        }
        press('q');
        end.get();
    }

    @Test
    void theCursorOfTheCommandLineIsSeen() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.RGB);
        await(text -> text.contains("follower"));
        press(':');
        press('x');
        await(text -> text.contains("\n:x "));

        TextCharacter cursor = terminal.getBufferCharacter(new TerminalPosition(2, 22));

        assertThat(cursor.getModifiers()).contains(SGR.REVERSE);
        terminal.addInput(new KeyStroke(KeyType.Escape));
        await(text -> text.contains("q quit"));
        press('q');
        end.get();
    }

    @Test
    void aTerminalThatIsGoneEndsTheLoop() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.RGB);
        await(text -> text.contains("follower"));

        terminal.addInput(new KeyStroke(KeyType.EOF));

        assertThat(end.get()).isEqualTo(ExitReason.INTERRUPTED);
    }

    /** In the line of the status, whatever stands in the feed. */
    private static boolean saysWhoCampaigns(String text) {
        return text.lines().anyMatch(row -> row.matches(" . n\\d campaigns in term \\d+ *"));
    }

    @Test
    void timeIsSteppedJumpedAndPlayed() throws Exception {
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)))) {
            CompletableFuture<ExitReason> end = start(world, new TerminalOptions(false, false, Colours.RGB, false));
            await(text -> text.contains("at 0:00.000"));

            press('>');
            String election = await(TerminalAppTest::saysWhoCampaigns);
            for (char letter : ":at 2m\n".toCharArray()) {
                terminal.addInput(letter == '\n' ? new KeyStroke(KeyType.Enter) : new KeyStroke(letter, false, false));
            }
            await(text -> text.contains("at 2:00.000") && text.contains("leads term"));
            press('<');
            assertThat(await(text -> saysWhoCampaigns(text) && !text.contains("at 2:00.000")))
                    .isEqualTo(election);

            press(']');
            await(text -> text.contains("speed ×3"));
            press(' ');
            await(text -> text.contains("▸ ×3"));
            assertThat(world.isPlaying()).isTrue();
            press('q');
            assertThat(end.get()).isEqualTo(ExitReason.QUIT);
        }
    }

    @Test
    void leavingAClusterThatEndsIsAskedAndTellsWhatWasSeen() throws Exception {
        TerminalOptions options = new TerminalOptions(false, false, Colours.RGB, false);
        CompletableFuture<TerminalApp.Ended> end = start(world(), options, Rights.OWNS);
        await(text -> text.contains("follower"));
        press('q');
        await(text -> text.contains("press q or y to end the cluster"));
        press('n');
        await(text -> !text.contains("press q or y to end the cluster"));
        press('q');
        press('q');
        assertThat(end.get().reason()).isEqualTo(ExitReason.QUIT);
        assertThat(end.get().seen()).first().asString().startsWith("seen: term 0, 0 elections");
    }

    @Test
    void aPictureIsThatOfTheMomentWithoutTheLineThatAsksForIt() throws Exception {
        CompletableFuture<ExitReason> end = start(world(), Colours.RGB);
        await(text -> text.contains("follower"));

        type(":shot a.svg");
        await(text -> text.contains("✓ kept a.svg"));
        type(":shot");
        await(text -> text.contains("✓ kept raftbeat-1.svg"));

        assertThat(desk.kept).hasSize(2).allSatisfy(shot -> {
            assertThat(shot.text()).contains("follower").doesNotContain("shot", "kept");
            assertThat(shot.below()).isEqualTo("term 0   time 0:01.000   seed not known");
            assertThat(shot.size()).isEqualTo("80x24");
        });
        press('q');
        end.get();
    }

    @Test
    void aCastHoldsWhatStoodOnTheTerminal(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("a.cast");
        TerminalOptions options = new TerminalOptions(false, false, Colours.RGB, false);
        Cast cast = new Cast(file, "demo", options);
        cast.begin();
        CompletableFuture<ExitReason> end = start(world(), options.with(false, Optional.of(cast)));
        await(text -> text.contains("follower"));
        press('?');
        String help = await(text -> text.contains("This part"));
        press(' ');
        await(text -> text.contains("q quit"));
        press('q');
        end.get();
        cast.close(System.nanoTime());

        CastPlayer played = new CastPlayer(file);
        assertThat(played.pictures)
                .anyMatch(picture -> picture.lines()
                        .toList()
                        .equals(help.lines().map(String::stripTrailing).toList()))
                .last()
                .asString()
                .contains("follower");
    }
}
