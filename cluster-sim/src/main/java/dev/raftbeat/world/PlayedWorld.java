package dev.raftbeat.world;

import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A world whose time a {@link TimePlayer} lets go by. */
public abstract class PlayedWorld implements World, TimeTravel {
    protected final TimePlayer player = new TimePlayer(this);

    /** Shows what comes up to this time; answers false when there was more of it than fits before the deadline. */
    protected abstract boolean playUntil(long nanos, BooleanSupplier deadline);

    @Override
    public final Optional<TimeTravel> timeTravel() {
        return Optional.of(this);
    }

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
