package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.http.HttpRefusal;
import io.netty.channel.DefaultEventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopCallTest {
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final AtomicInteger done = new AtomicInteger();

    @AfterEach
    void end() {
        held.countDown();
        loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    @Test
    void aCallThatTheLoopHasNotBegunIsNeverMade() throws Exception {
        loop.submit(this::standStill);
        assertThatThrownBy(() -> LoopCall.on(loop, done::incrementAndGet, 1))
                .isInstanceOfSatisfying(
                        HttpRefusal.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(503))
                .hasMessageContaining("has not answered within 1 ms");
        held.countDown();
        loop.submit(() -> {}).get();
        assertThat(done).as("or a caller who asks again has it done twice").hasValue(0);
        assertThat(LoopCall.on(loop, done::incrementAndGet, 60_000)).isEqualTo(1);
    }

    @Test
    void aCallThatTheLoopHasBegunIsNotSaidToBeFree() {
        DefaultEventLoop prompt = new DefaultEventLoop() {
            @Override
            public <T> Future<T> submit(Callable<T> task) {
                Future<T> future = super.submit(task);
                awaitBegun();
                return future;
            }
        };
        assertThatThrownBy(() -> LoopCall.on(prompt, this::standStill, 1))
                .isInstanceOfSatisfying(
                        HttpRefusal.class,
                        refusal -> assertThat(refusal.status()).isEqualTo(504))
                .hasMessageContaining("has not finished");
        held.countDown();
        prompt.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    }

    private void awaitBegun() {
        try {
            begun.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean standStill() throws InterruptedException {
        begun.countDown();
        held.await();
        return true;
    }
}
