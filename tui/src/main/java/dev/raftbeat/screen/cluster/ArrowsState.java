package dev.raftbeat.screen.cluster;

import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.spacetime.SpaceTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the fact that is explained is shown as lanes and arrows, too, and from which line on. */
public final class ArrowsState {
    private Optional<SpaceTime> picture = Optional.empty();
    private boolean shown;
    public final Scroll scroll = new Scroll();

    /** What is to be drawn; empty where words alone are. */
    public Optional<SpaceTime> picture() {
        return shown ? picture : Optional.empty();
    }

    /** Shows what was around a fact, or shows it no more. */
    void toggle(List<StampedFact> facts, StampedFact fact) {
        shown = !shown;
        about(facts, fact);
    }

    /** Another fact is explained. */
    void about(List<StampedFact> facts, StampedFact fact) {
        scroll.top = 0;
        if (shown) {
            List<StampedFact> byTime = new ArrayList<>(facts);
            byTime.sort(LeaderHistory.BY_TIME);
            picture = Optional.of(SpaceTime.around(byTime, fact));
        }
    }
}
