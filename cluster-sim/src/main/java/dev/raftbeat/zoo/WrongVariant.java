package dev.raftbeat.zoo;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.node.NodeVariant;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;
import dev.raftbeat.sim.SimVariant;
import java.util.Locale;

/** One thing got wrong, for nodes of both worlds; its name is that of its class. */
interface WrongVariant extends NodeVariant, SimVariant {
    /** Small letters and hyphens. */
    @Override
    default String name() {
        return getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    @Override
    default RaftRules rules() {
        return new RaftRules();
    }

    @Override
    default Ports<RaftMessage> ports(Ports<RaftMessage> around) {
        return around;
    }
}
