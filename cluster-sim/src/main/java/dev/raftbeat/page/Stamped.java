package dev.raftbeat.page;

import java.util.Arrays;

/** A column that grows, and knows by which fact of the run each of its entries came. */
abstract class Stamped {
    private final PageFold run;
    private long[] facts = new long[64];
    private int size;
    private long forgotten;

    Stamped(PageFold run) {
        this.run = run;
    }

    /** Makes room for one more entry, which comes by the newest fact, and answers its place among those that are held. */
    int grow() {
        if (size == facts.length) {
            facts = Arrays.copyOf(facts, 2 * size);
        }
        facts[size] = run.facts();
        return size++;
    }

    /** How many entries came in all, those that are forgotten too. */
    long count() {
        return forgotten + size;
    }

    /** The place among those that are held of the one that came as this; less than 0 when it is forgotten. */
    int held(long count) {
        return (int) (count - forgotten);
    }

    int size() {
        return size;
    }

    /** The place of the first entry that came by a later fact. */
    int after(long fact) {
        int low = 0;
        int high = size;
        while (low < high) {
            int mid = (low + high) >>> 1;
            if (facts[mid] <= fact) {
                low = mid + 1;
            } else {
                high = mid;
            }
        }
        return low;
    }

    /** Forgets the first entries. */
    void forget(int first) {
        facts = Arrays.copyOfRange(facts, first, Math.max(first + 64, size));
        size -= first;
        forgotten += first;
    }
}
