package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.LineEditor;

/** Where a page stands that covers the picture: help, or what was cut. */
public final class PageState {
    public final Scroll scroll = new Scroll();

    /** What help is searched for. */
    public final LineEditor search = new LineEditor();

    boolean searching;

    /** Whether what is searched for is being typed. */
    public boolean searching() {
        return searching;
    }

    void open() {
        scroll.top = 0;
        searching = false;
        search.open("");
    }
}
