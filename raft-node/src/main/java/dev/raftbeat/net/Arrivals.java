package dev.raftbeat.net;

import io.netty.channel.SingleThreadEventLoop;

/**
 * Runs something after everything that has already arrived at this host.
 *
 * <p>Why it takes more than {@code execute}: Netty's loop goes round in three steps. It asks the selector and reads the
 * sockets that are ready; it runs all tasks, among them timers that are due, and tasks that tasks add; it runs its tail
 * tasks. A process that was stopped inside the second step goes on there, so that an overdue timer runs before a single
 * socket is read; and a task that such a timer adds still runs in the same step. So the way leads through the tail: what
 * a tail task adds to the ordinary tasks runs in the next round, behind its reading.
 *
 * <p>One round does not read everything: a socket gives a few buffers a round, and a connection that was accepted in one
 * round is read in the next. So rounds are repeated until one brings nothing new, {@value #ROUNDS_MAX} at the most: a
 * sender that never stops must not keep the timers from firing.
 */
final class Arrivals {
    static final int ROUNDS_MAX = 64;
    private final SingleThreadEventLoop loop;
    private long marks;

    Arrivals(SingleThreadEventLoop loop) {
        this.loop = loop;
    }

    /** Something came in: bytes, or a connection. */
    void mark() {
        marks++;
    }

    /** On the loop. */
    void after(Runnable then) {
        round(then, ROUNDS_MAX);
    }

    private void round(Runnable then, int left) {
        long before = marks;
        nextRound(() -> {
            if (marks == before || left == 1) {
                then.run();
            } else {
                round(then, left - 1);
            }
        });
    }

    /** Runs something in the next round, behind its reading. On the loop. */
    void nextRound(Runnable then) {
        loop.executeAfterEventLoopIteration(() -> loop.execute(then));
    }
}
