package dev.raftbeat.lab.topology;

import java.util.Arrays;

/**
 * What one member knows of others beyond the list that all started from: a number for each member that differs, 0 for all
 * others. An open hash table in two arrays, since a hundred thousand members each have one; empty, it costs a few words.
 */
final class Differences {
    private static final int[] NONE = {};
    private int[] keys = NONE;
    private int[] values = NONE;
    private int used;

    int get(int member) {
        if (keys.length == 0) {
            return 0;
        }
        int at = find(keys, member);
        return keys[at] == member + 1 ? values[at] : 0;
    }

    void put(int member, int value) {
        if (used * 2 >= keys.length) {
            if (value == 0 && get(member) == 0) {
                return;
            }
            grow();
        }
        int at = find(keys, member);
        if (keys[at] == 0) {
            if (value == 0) {
                return;
            }
            keys[at] = member + 1;
            used++;
        }
        values[at] = value;
    }

    /** The members that differ, in the order of their numbers. */
    int[] members() {
        int[] found = new int[used];
        int count = 0;
        for (int i = 0; i < keys.length; i++) {
            if (keys[i] != 0 && values[i] != 0) {
                found[count++] = keys[i] - 1;
            }
        }
        int[] exact = Arrays.copyOf(found, count);
        Arrays.sort(exact);
        return exact;
    }

    /** Where a member is, or the free place where it would go: keys are kept one higher, so that 0 is free. */
    private static int find(int[] keys, int member) {
        int mask = keys.length - 1;
        int at = member * 0x9E3779B9 >>> 7 & mask;
        while (keys[at] != 0 && keys[at] != member + 1) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        int differing = 0;
        for (int value : oldValues) {
            differing += value != 0 ? 1 : 0;
        }
        int size = Math.max(4, Integer.highestOneBit(Math.max(1, differing)) * 4);
        keys = new int[size];
        values = new int[size];
        used = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0 && oldValues[i] != 0) {
                int at = find(keys, oldKeys[i] - 1);
                keys[at] = oldKeys[i];
                values[at] = oldValues[i];
                used++;
            }
        }
    }
}
