package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Zoom;
import java.util.OptionalLong;

/** Where the strip stands. All moments are on the world's clock; columns are counted from the first fact. */
public final class StripState {
    public int zoom = Zoom.USUAL;
    /** Where it was stopped to look back; empty while it follows the present. */
    OptionalLong end = OptionalLong.empty();
    /** The moment that Enter goes to. */
    OptionalLong cursor = OptionalLong.empty();
    /** Where this cluster and its twin part; empty for one that has none. */
    public OptionalLong parting = OptionalLong.empty();

    public OptionalLong end() {
        return end;
    }

    public OptionalLong cursor() {
        return cursor;
    }

    /** The column at which it was stopped to look back: the first one that is not shown. */
    public OptionalLong endColumn(long startNanos) {
        long column = Zoom.columnNanos(zoom);
        return end.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.floorDiv(end.getAsLong() - startNanos + column - 1, column));
    }

    /** Looks back, or on, by these many columns, as far as to the present, which it follows then. */
    void move(long columns, long startNanos, long nowNanos) {
        long column = Zoom.columnNanos(zoom);
        long present = Math.max(0, nowNanos - startNanos) / column + 1;
        long wanted = Math.max(1, endColumn(startNanos).orElse(present) + columns);
        end = wanted >= present ? OptionalLong.empty() : OptionalLong.of(startNanos + wanted * column);
    }

    /** Follows the present again. */
    void follow() {
        end = OptionalLong.empty();
        cursor = OptionalLong.empty();
    }
}
