package dev.raftbeat.lab.group;

import java.util.Arrays;

/** Messages and bytes, by member, since the count began. */
final class Traffic {
    private final long[] messages;
    private final long[] bytes;
    private long sent;
    private long sentBytes;

    Traffic(int members) {
        messages = new long[members];
        bytes = new long[members];
    }

    void sent(int member, int size) {
        sent++;
        sentBytes += size;
        messages[member]++;
        bytes[member] += size;
    }

    void received(int member, int size) {
        messages[member]++;
        bytes[member] += size;
    }

    /** Begins the count afresh. */
    void reset() {
        Arrays.fill(messages, 0);
        Arrays.fill(bytes, 0);
        sent = 0;
        sentBytes = 0;
    }

    /** All that were sent, each message once. */
    long sent() {
        return sent;
    }

    long sentBytes() {
        return sentBytes;
    }

    /** Sent and received by the member that handled most. */
    long busiest() {
        return Arrays.stream(messages).max().orElse(0);
    }

    long busiestBytes() {
        return Arrays.stream(bytes).max().orElse(0);
    }
}
