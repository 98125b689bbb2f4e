package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.canvas.Canvas;

/** One part of the picture. */
public interface Pane {
    /**
     * Draws the part onto its window, whatever size that has.
     *
     * @param nowNanos the moment that the picture shows
     */
    void draw(Canvas canvas, Model model, long nowNanos);
}
