package dev.raftbeat.history;

import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** The faults that go on, oldest first. A fault begins once, however often that is heard. */
final class Faults {
    /** Numbers count up from 1. What is as great as this was made up; it may begin again when it is over. */
    private static final int NUMBER_MAX = 1 << 20;

    private final List<FaultSpan> active = new ArrayList<>();
    private final BitSet begun;
    /** Whether one drawn election timeout holds for all nodes. */
    boolean aligned;
    /** The nodes of the last line that named any. */
    List<NodeId> same = List.of();

    Faults() {
        begun = new BitSet();
    }

    Faults(Faults other) {
        active.addAll(other.active);
        begun = (BitSet) other.begun.clone();
        aligned = other.aligned;
        same = other.same;
    }

    /** Answers whether this was news. */
    boolean began(StampedFact stamped, FaultBegan fact) {
        int number = (int) Math.min(NUMBER_MAX, Math.max(0, fact.fault()));
        if (number < NUMBER_MAX ? begun.get(number) : place(fact.fault()) >= 0) {
            return false;
        }
        begun.set(number);
        aligned = fact.does(FaultEffect.Kind.ALIGNS) || (aligned && !fact.does(FaultEffect.Kind.SPREADS));
        same = fact.nodes().isEmpty() ? same : fact.nodes();
        if (fact.lasts()) {
            active.add(FaultSpan.of(stamped));
        }
        return true;
    }

    /** Answers whether it changed anything. */
    boolean narrowed(FaultNarrowed fact) {
        int at = place(fact.fault());
        if (at < 0) {
            return false;
        }
        active.set(at, active.get(at).left(fact));
        return true;
    }

    /** Answers whether it changed anything. */
    boolean ended(long number) {
        int at = place(number);
        if (at < 0) {
            return false;
        }
        active.remove(at);
        return true;
    }

    private int place(long number) {
        for (int i = 0; i < active.size(); i++) {
            if (active.get(i).number() == number) {
                return i;
            }
        }
        return -1;
    }

    List<FaultSpan> active() {
        return Collections.unmodifiableList(active);
    }
}
