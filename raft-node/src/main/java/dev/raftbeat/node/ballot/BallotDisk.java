package dev.raftbeat.node.ballot;

import dev.raftbeat.drive.Ports;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.NodeId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The thread on which a node's ballot is written, so that a slow disk delays no heartbeat. Saves are done one by one in
 * the order of the calls, and none is left out: each stands for a moment at which the node owed somebody durability.
 */
public final class BallotDisk implements AutoCloseable {
    /** What the disk does to the next save: the faults {@code stall disk} and {@code fail disk}. */
    public enum Mode {
        OK,
        /** Saves wait until the mode changes; one that is being written is not held back. */
        STALL,
        /** Saves fail without being written. */
        FAIL
    }

    private final BallotStore store;
    private final Executor answers;
    private final Deque<Save> waiting = new ArrayDeque<>();
    private Mode mode = Mode.OK;
    private boolean closed;

    /** Known to the disk thread alone. */
    private boolean failed;

    /**
     * Starts the thread.
     *
     * @param node whose disk this is: the thread bears its name
     * @param answers on which every answer is given: the node's event loop
     */
    public BallotDisk(NodeId node, BallotStore store, Executor answers) {
        this.store = store;
        this.answers = answers;
        Thread thread = new Thread(this::run, node + "-ballot-disk");
        thread.setDaemon(true);
        thread.start();
    }

    /** For {@link Ports#save}: never blocks. After {@link #close} it does nothing and never answers. */
    public synchronized void save(Ballot ballot, Ports.SaveAnswer answer) {
        if (!closed) {
            waiting.add(new Save(ballot, answer));
            notifyAll();
        }
    }

    /** May be called at any time and from any thread. */
    public synchronized void mode(Mode next) {
        mode = next;
        notifyAll();
    }

    public synchronized Mode mode() {
        return mode;
    }

    /**
     * Ends the thread as a crash would: a write that has begun is finished, saves that wait are dropped, and neither is
     * answered. Does not wait for the thread, which a real disk may hold up.
     */
    @Override
    public synchronized void close() {
        closed = true;
        waiting.clear();
        notifyAll();
    }

    private void run() {
        for (Save next = take(); next != null; next = take()) {
            carryOut(next);
        }
    }

    /** The next save to be done, or null when the disk is closed. */
    private synchronized Save take() {
        while (!closed && (waiting.isEmpty() || mode == Mode.STALL)) {
            try {
                wait();
            } catch (InterruptedException e) {
                // Nobody who has a right to this thread interrupts it, and an interrupt during a write would close the
                // file. It ends through close() alone.
                continue;
            }
        }
        return closed ? null : waiting.poll();
    }

    private void carryOut(Save next) {
        String reason = reasonToFail(next.ballot);
        failed = reason != null;
        answer(() -> {
            if (reason == null) {
                next.answer.durable();
            } else {
                next.answer.failed(reason);
            }
        });
    }

    /** Writes the ballot; null when it is durable. What follows a failed save fails too: a gap must never be closed. */
    private String reasonToFail(Ballot ballot) {
        if (failed) {
            return "an earlier save failed, and none is tried after that";
        }
        if (mode() == Mode.FAIL) {
            return "the disk was told to fail";
        }
        try {
            store.save(ballot);
            return null;
        } catch (Exception e) {
            return e.getMessage() == null ? e.toString() : e.getMessage();
        }
    }

    private void answer(Runnable answer) {
        synchronized (this) {
            if (closed) {
                return;
            }
        }
        try {
            answers.execute(answer);
        } catch (RejectedExecutionException e) {
            // The event loop has ended, and with it everybody who waited for this answer.
            close();
        }
    }

    private record Save(Ballot ballot, Ports.SaveAnswer answer) {}
}
