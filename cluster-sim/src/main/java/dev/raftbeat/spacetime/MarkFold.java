package dev.raftbeat.spacetime;

import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.LifeFact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact;
import dev.raftbeat.protocol.WorldFact;
import dev.raftbeat.spacetime.LaneMark.Kind;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Picks what is marked on the lanes. */
final class MarkFold implements FactListener {
    private final PictureSpan window;
    private final List<LaneMark> marks = new ArrayList<>();
    private StampedFact now;

    MarkFold(PictureSpan window) {
        this.window = window;
    }

    void hear(StampedFact fact) {
        if (window.holds(fact.tNanos())) {
            now = fact;
            fact.fact().accept(this);
        }
    }

    List<LaneMark> marks() {
        marks.sort(Comparator.comparingLong(LaneMark::tNanos));
        return marks;
    }

    private void mark(NodeId node, Kind kind, String words) {
        marks.add(LaneMark.of(node, now.tNanos(), kind, words));
    }

    @Override
    public void on(TimerFact.TimerFired fact) {
        long armed = now.tNanos() - fact.lateNanos() - fact.drawNanos();
        String late =
                fact.lateNanos() > fact.drawNanos() / 10 ? ", " + PlainText.duration(fact.lateNanos()) + " late" : "";
        marks.add(new LaneMark(
                now.node(),
                now.tNanos(),
                armed,
                Kind.TIMER,
                "timer of " + PlainText.duration(fact.drawNanos()) + " fires" + late));
    }

    @Override
    public void on(RoleFact.BecamePreCandidate fact) {
        mark(now.node(), Kind.PRE_CANDIDATE, "asks for promises (PreVote)");
    }

    @Override
    public void on(RoleFact.BecameCandidate fact) {
        mark(now.node(), Kind.CANDIDATE, "campaigns for term " + fact.term());
    }

    @Override
    public void on(RoleFact.BecameLeader fact) {
        mark(now.node(), Kind.LEADER, "leads term " + fact.term());
    }

    @Override
    public void on(RoleFact.SteppedDown fact) {
        mark(now.node(), Kind.STEPPED_DOWN, "leads term " + fact.term() + " no more");
    }

    @Override
    public void on(LifeFact.Booted fact) {
        mark(now.node(), Kind.BOOTED, "starts");
    }

    @Override
    public void on(WorldFact.ProcessEnded fact) {
        mark(fact.target(), Kind.ENDED, "ends: " + PlainText.clean(fact.how()));
    }
}
