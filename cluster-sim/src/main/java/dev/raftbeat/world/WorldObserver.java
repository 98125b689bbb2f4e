package dev.raftbeat.world;

import dev.raftbeat.protocol.FactSink;

/** An observer of a world whose time can go back. */
public interface WorldObserver extends FactSink {
    /**
     * Time has gone back: forget every fact that was told. Those of the whole run up to the new moment follow, from the
     * first, before anything new.
     */
    void startAnew();
}
