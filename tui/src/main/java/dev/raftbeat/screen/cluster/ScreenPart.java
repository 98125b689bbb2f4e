package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.canvas.Mark.Place;
import java.util.List;

/** A part of the picture that can have the focus, and that can be shown alone. */
public enum ScreenPart {
    CLUSTER(
            "Nodes and links",
            "A line for each node: its role, its term, whom it voted for, which leader it follows, and what is left of"
                    + " its election timeout. Beside it the links: a row sends, a column receives. The node with ▸ and the"
                    + " link in [ ] are those that keys act on.",
            List.of(Place.NODES, Place.LINKS),
            List.of(Action.UP, Action.LEFT, Action.DIGIT, Action.SELECT_LEADER, Action.ENTER)),
    STRIP(
            "Leaders and terms",
            "Time runs from left to right. The rows show who led, when the term changed, and when faults began and ended.",
            List.of(Place.STRIP),
            List.of(
                    Action.LEFT,
                    Action.RIGHT,
                    Action.ZOOM_IN,
                    Action.ZOOM_OUT,
                    Action.FIRST,
                    Action.LAST,
                    Action.ENTER)),
    FEED(
            "Feed",
            "What happened, a sentence each, the newest at the bottom. Keys choose an older one; Enter or w says why it"
                    + " came about.",
            List.of(Place.FEED),
            List.of(
                    Action.UP,
                    Action.PAGE_UP,
                    Action.FIRST,
                    Action.LAST,
                    Action.ENTER,
                    Action.FILTER,
                    Action.HEADLINES)),
    CHECKS(
            "Flapping, invariants, faults",
            "How often leaders change and why; whether each invariant holds in all that was seen; and the faults that are"
                    + " active, of which Enter ends the chosen one.",
            List.of(Place.CHECKS),
            List.of(Action.UP, Action.DOWN, Action.ENTER, Action.UNDO)),
    /** Only where time can be stopped. */
    MESSAGES(
            "Messages under way",
            "The messages that were sent and have not arrived, the next to arrive first. Keys act on the chosen one alone.",
            List.of(Place.MESSAGES),
            Action.of(Action.Group.MESSAGE));

    static final List<ScreenPart> ALL = List.of(CLUSTER, STRIP, MESSAGES, FEED, CHECKS);
    static final List<ScreenPart> WITHOUT_TIME = List.of(CLUSTER, STRIP, FEED, CHECKS);

    private final String title;
    private final String explanation;
    private final List<Place> places;
    private final List<Action> keys;

    ScreenPart(String title, String explanation, List<Place> places, List<Action> keys) {
        this.title = title;
        this.explanation = explanation;
        this.places = places;
        this.keys = keys;
    }

    public String title() {
        return title;
    }

    /** What it shows, for help. */
    public String explanation() {
        return explanation;
    }

    /** Where its marks are explained. */
    public List<Place> places() {
        return places;
    }

    /** The keys that are of most use in it. */
    public List<Action> keys() {
        return keys;
    }

    /** The part so many places on among these, round and round. */
    ScreenPart next(List<ScreenPart> parts, int step) {
        return parts.get(Math.floorMod(parts.indexOf(this) + step, parts.size()));
    }
}
