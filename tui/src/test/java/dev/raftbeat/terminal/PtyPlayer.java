package dev.raftbeat.terminal;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import java.util.List;
import java.util.Optional;

/** The screen on a world without life, for a process of its own in a pseudo-terminal. */
final class PtyPlayer {
    private PtyPlayer() {}

    public static void main(String[] args) {
        NodeId node = new NodeId("n1");
        Booted booted = new Booted(
                0, Optional.empty(), List.of(node), Pace.LAN.settings(), 0, Optional.of("caf\u00e9 \u001b[2J"));
        StampedFact fact = new StampedFact(0, node, 1, 1, 1, Optional.empty(), booted);
        PlayedWorld world = new PlayedWorld(List.of(node), List.of(fact), 1);
        System.out.println("terminal: " + Tty.present());
        TerminalOptions options = TerminalOptions.of(System.getenv(), false, Optional.empty());
        System.out.println("left: " + TerminalApp.run(world, options));
    }
}
