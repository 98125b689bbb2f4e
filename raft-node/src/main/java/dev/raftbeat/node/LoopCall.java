package dev.raftbeat.node;

import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.text.Amounts;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Has something done on the event loop, for a thread of HTTP that waits for it. */
final class LoopCall {
    private LoopCall() {}

    /**
     * @param patienceMillis how long to wait until it is begun, and as long again until it is done
     * @throws HttpRefusal with 503 when it has not been begun, and never will be: the caller may ask again, whatever it
     *     asked for; with 504 when it was begun and is not done
     * @throws IllegalArgumentException what the task threw
     */
    static <T> T on(ExecutorService loop, Callable<T> task, long patienceMillis) {
        try {
            Future<T> future = loop.submit(task);
            try {
                return future.get(patienceMillis, TimeUnit.MILLISECONDS);
            } catch (TimeoutException waiting) {
                if (future.cancel(false)) {
                    throw new HttpRefusal(
                            503, "the event loop has not answered within " + Amounts.time(patienceMillis * 1_000_000));
                }
            }
            return future.get(patienceMillis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException running) {
            throw new HttpRefusal(
                    504, "the event loop has not finished within " + Amounts.time(2 * patienceMillis * 1_000_000));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException bad) {
                throw bad;
            }
            throw new IllegalStateException("the event loop could not do it", e.getCause());
        } catch (RejectedExecutionException | CancellationException e) {
            throw new HttpRefusal(503, "the node is ending");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HttpRefusal(503, "the node is ending");
        }
    }
}
