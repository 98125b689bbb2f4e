package dev.raftbeat.lab.topology;

import java.util.Arrays;

/**
 * What a SWIM member has to pass on: the newest rumour about each subject, those told least often first, each a limited
 * number of times (SWIM, §4.1: lambda log n).
 */
final class Rumours {
    /** So many fit beside the rest of a message with room to spare. */
    static final int IN_A_MESSAGE = 32;

    /** As memberlist multiplies the logarithm of the group's size. */
    private static final int LAMBDA = 4;

    private static final long[] NONE = {};
    private final int times;
    private long[] rumours = NONE;
    private int[] told = {};
    private int size;

    Rumours(int members) {
        times = timesTold(members);
    }

    /** How often a member passes a rumour on in a group of this size. */
    static int timesTold(int members) {
        return LAMBDA * (int) Math.ceil(Math.log10(members + 1.0));
    }

    /** To be told from now on, instead of what was to be told about the same subject. */
    void add(long rumour) {
        for (int i = 0; i < size; i++) {
            if (Rumour.subject(rumours[i]) == Rumour.subject(rumour)) {
                remove(i);
                break;
            }
        }
        if (size == rumours.length) {
            rumours = Arrays.copyOf(rumours, Math.max(2, size * 2));
            told = Arrays.copyOf(told, rumours.length);
        }
        System.arraycopy(rumours, 0, rumours, 1, size);
        System.arraycopy(told, 0, told, 1, size);
        rumours[0] = rumour;
        told[0] = 0;
        size++;
    }

    private void remove(int at) {
        System.arraycopy(rumours, at + 1, rumours, at, size - at - 1);
        System.arraycopy(told, at + 1, told, at, size - at - 1);
        size--;
    }

    /**
     * What goes with one message.
     *
     * @param first a rumour that must be among them, not counted as told; 0 for none. No rumour is 0: that would say that
     *     member 0 is alive in its first life, which nobody ever doubted
     */
    long[] take(long first) {
        int count = Math.min(size, IN_A_MESSAGE);
        if (count == 0) {
            return first == 0 ? NONE : new long[] {first};
        }
        long[] taken = new long[count + (first == 0 ? 0 : 1)];
        System.arraycopy(rumours, 0, taken, 0, count);
        if (first != 0) {
            taken[count] = first;
        }
        for (int i = 0; i < count; i++) {
            told[i]++;
        }
        reorder(count);
        return taken;
    }

    /** Brings the first ones, just told once more, back into order, and lets go of what was told often enough. */
    private void reorder(int changed) {
        for (int i = changed - 1; i >= 0; i--) {
            long rumour = rumours[i];
            int often = told[i];
            int at = i;
            while (at + 1 < size && told[at + 1] < often) {
                rumours[at] = rumours[at + 1];
                told[at] = told[at + 1];
                at++;
            }
            rumours[at] = rumour;
            told[at] = often;
        }
        while (size > 0 && told[size - 1] >= times) {
            size--;
        }
    }
}
