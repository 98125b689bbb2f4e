package dev.raftbeat.world;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Lets virtual time go on with real time, so many times as fast. Its own thread, which nothing keeps waiting for long. */
public final class TimePlayer {
    private static final long TICK_MILLIS = 5;

    /** How long observers may be kept busy at a stretch; behind this, virtual time falls back behind real time. */
    private static final long STRETCH_NANOS = 20_000_000;

    /** How much virtual time is gone through at once when it is to be as fast as possible. */
    private static final long SLICE_NANOS = 1_000_000_000;

    private final PlayedTime world;
    private final ScheduledExecutorService thread;
    private ScheduledFuture<?> ticks;
    private double speed = 1;
    private long realBase;
    private long virtualBase;

    TimePlayer(PlayedTime world) {
        this.world = world;
        thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "plays time");
            made.setDaemon(true);
            return made;
        });
    }

    public synchronized boolean isPlaying() {
        return ticks != null;
    }

    public synchronized double speed() {
        return speed;
    }

    public void speed(double next) {
        if (!(next >= TimeTravel.SPEED_MIN)) {
            throw new IllegalArgumentException("a speed is at least " + TimeTravel.SPEED_MIN + ", not " + next);
        }
        long virtual = world.nowNanos();
        synchronized (this) {
            speed = next;
            rebase(virtual);
        }
    }

    public void resume() {
        long virtual = world.nowNanos();
        synchronized (this) {
            if (ticks == null && !thread.isShutdown()) {
                rebase(virtual);
                ticks = thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
            }
        }
    }

    public synchronized void pause() {
        if (ticks != null) {
            ticks.cancel(false);
            ticks = null;
        }
    }

    /** The world has been moved to another time. */
    public void moved() {
        long virtual = world.nowNanos();
        synchronized (this) {
            rebase(virtual);
        }
    }

    private void rebase(long virtualNanos) {
        realBase = System.nanoTime();
        virtualBase = virtualNanos;
    }

    private void tick() {
        long began = System.nanoTime();
        long target = target();
        boolean whole = world.playUntil(target, () -> !isPlaying() || System.nanoTime() - began > STRETCH_NANOS);
        if (!whole) {
            moved();
        }
    }

    private synchronized long target() {
        if (speed == Double.POSITIVE_INFINITY) {
            return virtualBase += SLICE_NANOS;
        }
        return virtualBase + (long) ((System.nanoTime() - realBase) * speed);
    }

    public void close() {
        pause();
        thread.shutdownNow();
    }
}
