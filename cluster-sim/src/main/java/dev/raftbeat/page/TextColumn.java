package dev.raftbeat.page;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts, or what else is no number, in the order in which they came.
 *
 * @param <T> what is held
 */
final class TextColumn<T> extends Stamped {
    private final List<T> values = new ArrayList<>();

    TextColumn(PageFold run) {
        super(run);
    }

    void add(T value) {
        int ignored = grow();
        values.add(value);
    }

    /** Those that came by later facts. */
    List<T> since(long fact) {
        return List.copyOf(values.subList(after(fact), size()));
    }

    @Override
    void forget(int first) {
        values.subList(0, first).clear();
        super.forget(first);
    }
}
