package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Command.AlignTimer;
import dev.raftbeat.protocol.Command.CampaignNow;
import dev.raftbeat.protocol.Command.Configure;
import dev.raftbeat.protocol.Command.SpreadTimer;
import dev.raftbeat.protocol.Command.TransferTo;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.ArmReason;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.OptionalLong;

/** What the world may ask of a node, in any role. */
final class CommandHandler {
    private final Step turn;

    CommandHandler(Step turn) {
        this.turn = turn;
    }

    void obey(Command command) {
        if (command instanceof Configure configure) {
            configure(configure.settings());
        } else if (command instanceof CampaignNow) {
            campaignNow();
        } else if (command instanceof TransferTo transfer) {
            transferTo(transfer.target());
        } else if (command instanceof AlignTimer align) {
            alignTimer(align.drawNanos());
        } else if (command instanceof SpreadTimer) {
            turn.align(OptionalLong.empty());
        } else {
            throw new IllegalArgumentException("an unknown command: " + command);
        }
    }

    private void configure(Settings settings) {
        Settings was = turn.state().settings();
        if (was.equals(settings)) {
            return;
        }
        turn.setSettings(settings, SettingsWords.change(was, settings));
        if (turn.is(Role.LEADER)) {
            LeaderState led = turn.state().leadership().orElseThrow();
            // Switched on, the check begins with a full window, as after an election.
            LeaderState graced = settings.checkQuorum() && !was.checkQuorum() ? led.withAllHeardAt(turn.now()) : led;
            long latest = turn.now() + settings.heartbeatNanos();
            turn.setLeadership(graced.withNextHeartbeatAt(Math.min(graced.nextHeartbeatAt(), latest)));
        } else if (SettingsWords.electionDiffers(was, settings)
                || (turn.state().timer().isOnProof() && !settings.usesEvidence())) {
            rearm();
        }
    }

    /** A timer that was not armed yet, before the start, waits for its first ground. */
    private void rearm() {
        if (turn.state().timer().armed().isPresent()) {
            turn.arm(ArmReason.SETTINGS);
        }
    }

    private void campaignNow() {
        if (turn.is(Role.LEADER)) {
            turn.refuse(
                    "campaign",
                    turn.config().self() + " leads term " + turn.state().term() + " already.");
        } else if (turn.state().term() == Ballot.TERM_MAX) {
            turn.refuse("campaign", "There is no term after " + Ballot.TERM_MAX + ".");
        } else {
            new CampaignHandler(turn).campaign(false);
        }
    }

    /**
     * Thesis §3.10: the leader sends TimeoutNow, and goes on leading until the target's higher term reaches it; but it
     * can no longer rely on nobody else being elected meanwhile, until a quorum has heard that the order is over.
     */
    private void transferTo(NodeId target) {
        NodeId self = turn.config().self();
        String command = "transfer " + target;
        if (!turn.is(Role.LEADER)) {
            turn.refuse(command, self + " does not lead, and has no leadership to hand over.");
        } else if (target.equals(self)) {
            turn.refuse(command, self + " leads already.");
        } else if (!turn.config().members().contains(target)) {
            turn.refuse(command, target + " is not a member of this cluster.");
        } else {
            LeaderState led = turn.state().leadership().orElseThrow();
            long lastRound =
                    turn.rules().transferUntil(led.round(), turn.state().settings());
            turn.setLeadership(led.withTransferUntil(lastRound));
            turn.tell(new TransferBegan(target, turn.state().term()));
            turn.send(target, new TimeoutNow(turn.state().term(), lastRound));
        }
    }

    private void alignTimer(long drawNanos) {
        if (drawNanos <= 0) {
            turn.refuse("align timers", "A timeout must be positive.");
            return;
        }
        turn.align(OptionalLong.of(drawNanos));
        rearm();
    }
}
