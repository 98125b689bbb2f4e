package dev.raftbeat.world;

import java.util.function.BooleanSupplier;

/** Time that a {@link TimePlayer} lets go by. */
public abstract class PlayedTime implements TimeTravel, AutoCloseable {
    /** It asks for nothing before it is told to go. */
    @SuppressWarnings("this-escape")
    protected final TimePlayer player = new TimePlayer(this);

    public abstract long nowNanos();

    /** Shows what comes up to this time; answers false when there was more of it than fits before the deadline. */
    protected abstract boolean playUntil(long nanos, BooleanSupplier deadline);

    @Override
    public final boolean isPlaying() {
        return player.isPlaying();
    }

    @Override
    public final void pause() {
        player.pause();
    }

    @Override
    public final void resume() {
        player.resume();
    }

    @Override
    public final double speed() {
        return player.speed();
    }

    @Override
    public final void speed(double speed) {
        player.speed(speed);
    }

    @Override
    public void close() {
        player.close();
    }
}
