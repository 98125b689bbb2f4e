package dev.raftbeat.lesson;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.World;
import java.util.List;

/** What a lesson does to one of its clusters, play by play. May be called from any thread. */
public interface ClusterRun extends AutoCloseable {
    /**
     * What one play came to.
     *
     * @param fromFact how many facts had been told when it began
     * @param untilFact how many when it was over
     */
    record Played(int fromFact, int untilFact, StretchOutcome outcome) {}

    /**
     * Plays, which may take as long as the play does, and answers what came of it.
     *
     * @param play which of them, counted from 0; each after those before it
     * @throws InterruptedException when the caller is interrupted meanwhile
     */
    Played play(int play) throws InterruptedException;

    /** The world to be watched: in virtual time one at its beginning, in which all of it is still to come. */
    World world();

    /** What has been told up to the end of the last play. */
    List<StampedFact> facts();

    /** Whether there is nothing to be watched any more. What was simulated can always be watched again. */
    boolean ended();

    /** Ends the cluster. */
    @Override
    void close();
}
