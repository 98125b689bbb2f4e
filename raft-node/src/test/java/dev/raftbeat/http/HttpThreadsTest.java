package dev.raftbeat.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Requests here wait for ever; time passes by ticks, and an interrupt is what ends a connection. */
@Timeout(60)
class HttpThreadsTest {
    private static final int MAX = 3;
    private static final int TICKS = 4;
    private final HttpThreads threads = new HttpThreads("test", MAX, TICKS, false);
    private final List<Waiting> all = new ArrayList<>();

    /** A request that does not end by itself. */
    private final class Waiting implements Runnable {
        private final Runnable first;
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile boolean cut;

        private Waiting(Runnable first) {
            this.first = first;
            all.add(this);
            threads.execute(this);
        }

        @Override
        public void run() {
            first.run();
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                cut = true;
            }
            over.countDown();
        }

        private boolean isCut() throws InterruptedException {
            over.await();
            return cut;
        }
    }

    private Waiting waiting() throws InterruptedException {
        return waiting(() -> {});
    }

    private Waiting waiting(Runnable first) throws InterruptedException {
        Waiting waiting = new Waiting(first);
        waiting.begun.await();
        return waiting;
    }

    @AfterEach
    void end() {
        all.forEach(waiting -> waiting.mayEnd.countDown());
        threads.close();
    }

    @Test
    void theLongestMakesRoomForANewOne() throws InterruptedException {
        Waiting first = waiting();
        Waiting second = waiting();
        waiting();
        threads.tick();
        threads.tick();
        assertThat(first.over.getCount()).isEqualTo(1);
        waiting();
        assertThat(first.isCut()).isTrue();
        waiting();
        assertThat(second.isCut()).isTrue();
    }

    /** An honest request among a crowd that comes all at once, on a machine too busy to answer it at once. */
    @Test
    void aCrowdEndsNoneThatHasJustCome() throws InterruptedException {
        Waiting honest = waiting();
        for (int i = 0; i < 10 * MAX; i++) {
            waiting();
        }
        threads.tick();
        assertThat(all).allMatch(waiting -> waiting.over.getCount() == 1);
        honest.mayEnd.countDown();
        assertThat(honest.isCut()).isFalse();
        threads.tick();
        assertThat(threads.running()).isEqualTo(MAX);
    }

    @Test
    void noMoreThanThereAreConnections() throws InterruptedException {
        for (int i = 0; i < HttpThreads.CONNECTIONS_MAX; i++) {
            waiting();
        }
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void whatHasEndedMakesRoomToo() throws InterruptedException {
        Waiting stays = waiting(threads::trust);
        for (int i = 0; i < 100; i++) {
            Waiting quick = waiting(threads::trust);
            quick.mayEnd.countDown();
            assertThat(quick.isCut()).isFalse();
            while (threads.running() > 1) {
                Thread.onSpinWait();
            }
        }
        assertThat(stays.over.getCount()).isEqualTo(1);
    }

    @Test
    void aTrustedOneMakesRoomForNobody() throws InterruptedException {
        for (int i = 0; i < MAX; i++) {
            waiting(threads::trust);
        }
        threads.tick();
        threads.tick();
        assertThatThrownBy(() -> threads.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        assertThat(all).allMatch(waiting -> waiting.over.getCount() == 1);
    }

    @Test
    void aRequestMayTakeSoLongAndNoLonger() throws InterruptedException {
        Waiting waiting = waiting();
        Waiting trusted = waiting(threads::trust);
        for (int i = 1; i < TICKS; i++) {
            threads.tick();
        }
        assertThat(waiting.over.getCount()).isEqualTo(1);
        threads.tick();
        assertThat(waiting.isCut()).isTrue();
        assertThat(trusted.isCut()).isTrue();
    }

    @Test
    void oneThatMayTakeLongerDoes() throws InterruptedException {
        Waiting stream = waiting(() -> threads.mayTake(300));
        for (int i = 0; i < 1_199; i++) {
            threads.tick();
        }
        assertThat(stream.over.getCount()).isEqualTo(1);
        threads.tick();
        assertThat(stream.isCut()).isTrue();
    }

    /** The interrupt that ends one request must not end the next one, which may have the same thread. */
    @Test
    void noRequestPaysForAnother() throws InterruptedException {
        for (int i = 0; i < 200; i++) {
            Waiting victim = waiting();
            for (int tick = 0; tick < TICKS; tick++) {
                threads.tick();
            }
            assertThat(victim.isCut()).isTrue();
            Waiting next = waiting();
            next.mayEnd.countDown();
            assertThat(next.isCut()).isFalse();
        }
    }

    @Test
    void timePassesOnlyWhileSomethingIsAnswered() throws InterruptedException {
        try (HttpThreads clocked = new HttpThreads("clocked", MAX, TICKS, true)) {
            assertThat(clocked.isTicking()).isFalse();
            CountDownLatch mayEnd = new CountDownLatch(1);
            clocked.execute(() -> {
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(clocked.isTicking()).isTrue();
            mayEnd.countDown();
            while (clocked.running() > 0) {
                Thread.onSpinWait();
            }
            clocked.tick();
            assertThat(clocked.isTicking()).isFalse();
        }
    }
}
