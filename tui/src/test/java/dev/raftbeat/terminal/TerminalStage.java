package dev.raftbeat.terminal;

import com.googlecode.lanterna.TerminalPosition;
import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.cluster.Rights;
import dev.raftbeat.terminal.TerminalApp.ExitReason;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import dev.raftbeat.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A terminal in memory, and the loop on it. */
abstract class TerminalStage {
    static final NodeId N1 = new NodeId("n1");
    static final NodeId N2 = new NodeId("n2");
    static final NodeId N3 = new NodeId("n3");
    static final List<NodeId> MEMBERS = List.of(N1, N2, N3);
    static final long SECOND = 1_000_000_000L;

    final List<StampedFact> past = new ArrayList<>();
    final QueuedTerminal terminal = new QueuedTerminal(new TerminalSize(80, 24));
    final FakeDesk desk = new FakeDesk();
    final Semaphore frames = new Semaphore(0);

    TerminalStage() {
        MEMBERS.forEach(member -> {
            past.add(fact(member, 1, SECOND, booted()));
            past.add(fact(member, 2, SECOND, new BecameFollower(0, Optional.empty())));
        });
        terminal.addVirtualTerminalListener(new FrameCounter(frames));
    }

    static Booted booted() {
        return new Booted(0, Optional.empty(), MEMBERS, Pace.LAN.settings(), 0, Optional.empty());
    }

    static StampedFact fact(NodeId node, long seq, long tNanos, Fact fact) {
        return new StampedFact(tNanos, node, 1, seq, seq, Optional.empty(), fact);
    }

    CompletableFuture<ExitReason> start(PlayedWorld world, Colours colours) {
        return start(world, new TerminalOptions(false, false, colours, false));
    }

    CompletableFuture<ExitReason> start(World world, TerminalOptions options) {
        return start(world, options, Rights.BREAKS).thenApply(TerminalApp.Ended::reason);
    }

    CompletableFuture<TerminalApp.Ended> start(World world, TerminalOptions options, Rights rights) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return TerminalApp.run(world, options, desk, rights, terminal);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        });
    }

    PlayedWorld world() {
        return new PlayedWorld(MEMBERS, past, 2 * SECOND);
    }

    String text() {
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
    String await(Predicate<String> wanted) throws InterruptedException {
        String shown = text();
        while (!wanted.test(shown)) {
            frames.tryAcquire(1, TimeUnit.SECONDS);
            shown = text();
        }
        return shown;
    }

    void type(String line) {
        line.chars().forEach(letter -> press((char) letter));
        terminal.addInput(new KeyStroke(KeyType.Enter));
    }

    void press(char letter) {
        terminal.addInput(new KeyStroke(letter, false, false));
    }
}
