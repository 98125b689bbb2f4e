package dev.raftbeat.raft;

import dev.raftbeat.protocol.Command.Stop;
import dev.raftbeat.protocol.LifeFact.StopBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import java.util.Optional;

/**
 * Thesis §3.10: "Sometimes the leader must step down. For example, it may need to reboot for maintenance". It hands over
 * before it ends, so that nobody has to wait for an election timeout, and stays until it hears that another leads: its
 * vote may be needed for that.
 */
final class StopHandler {
    private final Step turn;

    StopHandler(Step turn) {
        this.turn = turn;
    }

    /** Asked a second time, it goes on with what it does. */
    void begin() {
        if (turn.state().notes().stop().isEmpty()) {
            turn.tell(new StopBegan());
            setStop(new PlannedStop(turn.now() + Stop.NANOS_MAX, Optional.empty()));
        }
    }

    /** After every input of a node that is to stop: hands over where that is due, and tells when it ends. */
    void goOn() {
        PlannedStop stop = turn.state().notes().stop().orElseThrow();
        if (stop.isDone()) {
            return;
        }
        if (turn.is(Role.LEADER)) {
            handOver(stop);
        }
        Optional<String> end = end(turn.state().notes().stop().orElseThrow());
        if (end.isPresent()) {
            setStop(stop.done());
            turn.tell(new Stopped("it was told to stop, and " + end.get()));
        }
    }

    /** Once, and again when the heir is gone before it could win. */
    private void handOver(PlannedStop stop) {
        Optional<NodeId> best = turn.rules().heir(turn.state(), turn.config().size(), turn.now());
        boolean told = stop.heir().isPresent()
                && best.isPresent()
                && !turn.state().suspected().containsKey(stop.heir().get());
        if (!told) {
            setStop(new PlannedStop(stop.byNanos(), best));
            long term = turn.state().term();
            best.ifPresent(heir -> new CommandHandler(turn).handOver(new TransferBegan(heir, term)));
        }
    }

    /** Why it need not stay any longer; empty while it should. */
    private Optional<String> end(PlannedStop stop) {
        RaftState state = turn.state();
        boolean leads = turn.is(Role.LEADER);
        if (leads && stop.heir().isEmpty()) {
            return Optional.of("no quorum answers that another could lead");
        } else if (!leads && stop.heir().isEmpty()) {
            return Optional.of("it does not lead");
        } else if (!leads && turn.rules().mayEnd(state, turn.config().self())) {
            return Optional.of(
                    state.believedLeader().map(leader -> leader + " leads").orElse("its term is over"));
        }
        boolean late = turn.now() >= stop.byNanos() || turn.isTimerDue();
        return late ? Optional.of("nobody took over in time") : Optional.empty();
    }

    private void setStop(PlannedStop stop) {
        turn.setNotes(turn.state().notes().withStop(stop));
    }
}
