package dev.raftbeat.scenario;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import dev.raftbeat.world.WorldSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One cluster and what happens to it, from its {@code cluster} line to the next, or to the end of the file.
 *
 * @param line of the {@code cluster} line, counted from 1
 * @param text the {@code cluster} line itself
 * @param nodes 1 to 9
 * @param settings of every node, to begin with
 * @param seed the one that the file asks for, if it does
 * @param store what guards the store beside it, if it has one
 */
public record Trial(
        int line,
        String text,
        int nodes,
        Settings settings,
        OptionalLong seed,
        Optional<StoreGuard> store,
        List<ScenarioStep> steps) {
    public Trial {
        steps = List.copyOf(steps);
    }

    Trial atPace(Pace pace) {
        Settings other = pace.settings();
        Settings paced = settings.withHeartbeat(other.heartbeatNanos())
                .withElection(other.electionNanosMin(), other.electionNanosMax())
                .withQuorumWindow(other.quorumWindowNanos());
        return new Trial(line, text, nodes, paced, seed, store, steps);
    }

    /** The same cluster, to which something else happens. */
    public Trial withSteps(List<ScenarioStep> others) {
        return new Trial(line, text, nodes, settings, seed, store, others);
    }

    /** The nodes that it has. */
    public List<NodeId> members() {
        return spec(0).members();
    }

    WorldSpec spec(long chosenSeed) {
        return new WorldSpec(nodes, settings, chosenSeed, store);
    }
}
