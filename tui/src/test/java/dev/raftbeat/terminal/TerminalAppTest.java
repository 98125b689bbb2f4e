package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** The loop on a terminal in memory: keys go in, cells come out. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class TerminalAppTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final List<NodeId> MEMBERS = List.of(N1, N2, N3);
    private static final long SECOND = 1_000_000_000L;

    private final List<StampedFact> past = new ArrayList<>();
    private final QueuedTerminal terminal = new QueuedTerminal(new TerminalSize(80, 24));
    private final Semaphore frames = new Semaphore(0);

    TerminalAppTest() {
        MEMBERS.forEach(member -> {
            past.add(fact(member, 1, SECOND, booted()));
            past.add(fact(member, 2, SECOND, new BecameFollower(0, Optional.empty())));
        });
        terminal.addVirtualTerminalListener(new FrameCounter(frames));
    }

    private static Booted booted() {
        return new Booted(0, Optional.empty(), MEMBERS, Pace.LAN.settings(), 0, Optional.empty());
    }

    private static StampedFact fact(NodeId node, long seq, long tNanos, Fact fact) {
        return new StampedFact(tNanos, node, 1, seq, seq, Optional.empty(), fact);
    }

    private CompletableFuture<ExitReason> start(PlayedWorld world, Colours colours) {
        return start(world, new TerminalOptions(false, false, colours));
    }

    private CompletableFuture<ExitReason> start(World world, TerminalOptions options) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return TerminalApp.run(world, options, terminal);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    private PlayedWorld world() {
        return new PlayedWorld(MEMBERS, past, 2 * SECOND);
    }

    private String text() {
        TerminalSize size = terminal.getTerminalSize();
        StringBuilder all = new StringBuilder();
        for (int y = 0; y < size.getRows(); y++) {
            for (int x = 0; x < size.getColumns(); x++) {
                all.append(
                        terminal.getBufferCharacter(new TerminalPosition(x, y)).getCharacterString());
            }
            all.append('\n');
        }
        return all.toString();
    }

    /** Looks again after each frame until the picture is as wanted; the timeout of the test is the limit. */
    private String await(Predicate<String> wanted) throws InterruptedException {
        String shown = text();
        while (!wanted.test(shown)) {
            frames.tryAcquire(1, TimeUnit.SECONDS);
            shown = text();
        }
        return shown;
    }

    private void press(char letter) {
        terminal.addInput(new KeyStroke(letter, false, false));
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
        CompletableFuture<ExitReason> end = start(world(), new TerminalOptions(true, false, Colours.SIXTEEN));

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

    @Test
    void timeIsSteppedJumpedAndPlayed() throws Exception {
        try (SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)))) {
            CompletableFuture<ExitReason> end = start(world, new TerminalOptions(false, false, Colours.RGB));
            await(text -> text.contains("at 0:00.000"));

            press('>');
            String election = await(text -> text.contains("BecameCandidate"));
            for (char letter : ":at 2m\n".toCharArray()) {
                terminal.addInput(letter == '\n' ? new KeyStroke(KeyType.Enter) : new KeyStroke(letter, false, false));
            }
            await(text -> text.contains("at 2:00.000") && text.contains("leads term"));
            press('<');
            assertThat(await(text -> text.contains("BecameCandidate"))).isEqualTo(election);

            press(']');
            await(text -> text.contains("speed ×3"));
            press(' ');
            await(text -> text.contains("▸ ×3"));
            assertThat(world.isPlaying()).isTrue();
            press('q');
            assertThat(end.get()).isEqualTo(ExitReason.QUIT);
        }
    }
}
