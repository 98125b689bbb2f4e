package dev.raftbeat.lab.monitor;

import dev.raftbeat.lab.membership.StateChange;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells somebody else of every change, in order and by a thread of its own: what happens within a second is told at once,
 * so that a thousand changes are no thousand messages. What is not taken is told again, some seconds later and a few
 * times; then it is given up, counted, and the next may be told.
 */
final class ChangeHook implements AutoCloseable {
    /** So many changes wait at the most; some megabytes. */
    private static final int WAITING_MAX = 20_000;

    /** So many are told at once. */
    private static final int BATCH_MAX = 1_000;

    private static final int TRIES = 5;

    /** Somebody who is told. */
    interface Receiver {
        /**
         * Tells these changes, each a JSON object without line ends.
         *
         * @throws IOException in a sentence, when they were not taken
         */
        void tell(List<String> changes) throws IOException, InterruptedException;
    }

    private final Receiver receiver;
    private final Duration pace;
    private final Consumer<String> log;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Thread thread = new Thread(this::run, "hook");
    private long lost;
    private boolean closing;

    /** @param pace how much time lies between two messages at least, and before the first retry */
    ChangeHook(Receiver receiver, Duration pace, Consumer<String> log) {
        this.receiver = receiver;
        this.pace = pace;
        this.log = log;
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a change and returns at once. */
    synchronized void changed(String monitor, StateChange change, double wallSeconds) {
        ObjectNode out = MonitorJson.AROUND
                .createObjectNode()
                .put("monitor", monitor)
                .put("number", change.number())
                .put("time", wallSeconds)
                .put("node_id", change.nodeId())
                .put("state", change.to().word())
                .put("sentence", change.sentence());
        if (waiting.size() >= WAITING_MAX) {
            waiting.remove();
            lost++;
        }
        waiting.add(out.toString());
        notifyAll();
    }

    private void run() {
        try {
            List<String> batch = next();
            while (!batch.isEmpty()) {
                deliver(batch);
                TimeUnit.NANOSECONDS.sleep(isClosing() ? 0 : pace.toNanos());
                batch = next();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private synchronized List<String> next() throws InterruptedException {
        while (waiting.isEmpty() && !closing) {
            wait();
        }
        if (lost > 0) {
            log.accept("the hook was not told of " + lost + " changes: they came too quickly for it");
            lost = 0;
        }
        List<String> batch = new ArrayList<>();
        while (batch.size() < BATCH_MAX && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void deliver(List<String> batch) throws InterruptedException {
        Duration patience = pace;
        for (int tried = 1; tried <= TRIES; tried++) {
            try {
                receiver.tell(batch);
                return;
            } catch (IOException e) {
                boolean last = tried == TRIES || isClosing();
                log.accept("the hook did not take " + batch.size() + " changes"
                        + (last ? ", which is given up: " : ", which will be tried again: ") + e.getMessage());
                if (last) {
                    return;
                }
                TimeUnit.NANOSECONDS.sleep(patience.toNanos());
                patience = patience.multipliedBy(2);
            }
        }
    }

    /** Tells what waits, once, for two seconds at the most. */
    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
