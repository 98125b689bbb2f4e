package dev.raftbeat.terminal;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.cluster.Rights;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The screen on a world without life, for a process of its own in a pseudo-terminal. */
final class PtyPlayer {
    private PtyPlayer() {}

    public static void main(String[] args) {
        NodeId node = new NodeId("n1");
        Booted booted = new Booted(
                0, Optional.empty(), List.of(node), Pace.LAN.settings(), 0, Optional.of("caf\u00e9 \u001b[2J"));
        StampedFact fact = new StampedFact(0, node, 1, 1, 1, Optional.empty(), booted);
        PlayedWorld world = new PlayedWorld(List.of(node), List.of(fact), 1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> goOn(world, node), "takes long to end"));
        System.out.println("terminal: " + Tty.present());
        TerminalOptions options = TerminalOptions.of(System.getenv(), false, Optional.empty(), args.length == 0);
        System.out.println("left: "
                + TerminalApp.run(world, options, new FakeDesk(), Rights.BREAKS).reason());
    }

    /** Half a second in which the world goes on after a signal, as a cluster does until it is brought down. */
    private static void goOn(PlayedWorld world, NodeId node) {
        try {
            for (int i = 1; i <= 5; i++) {
                HeartbeatHeard heard = new HeartbeatHeard(node, 1);
                world.tell(new StampedFact(i * 7_000_000_000L, node, 1, 1 + i, i, Optional.empty(), heard));
                boolean never = new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
                assert !never;
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }
}
