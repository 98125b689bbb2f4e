package dev.raftbeat.screen.cluster;

import java.util.List;

/** A part of the picture that can have the focus, and that can be shown alone. */
public enum ScreenPart {
    CLUSTER("Nodes and links"),
    STRIP("Leaders and terms"),
    FEED("Feed"),
    CHECKS("Flapping, invariants, faults"),
    /** Only where time can be stopped. */
    MESSAGES("Messages under way");

    static final List<ScreenPart> ALL = List.of(CLUSTER, STRIP, MESSAGES, FEED, CHECKS);
    static final List<ScreenPart> WITHOUT_TIME = List.of(CLUSTER, STRIP, FEED, CHECKS);

    private final String title;

    ScreenPart(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The part so many places on among these, round and round. */
    ScreenPart next(List<ScreenPart> parts, int step) {
        return parts.get(Math.floorMod(parts.indexOf(this) + step, parts.size()));
    }
}
