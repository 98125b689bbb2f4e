package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.LineEditor;

/** Where a page stands that covers the picture: help, or what was cut. */
final class PageState {
    /** The first line shown. */
    int top;

    /** What help is searched for. */
    final LineEditor search = new LineEditor();

    boolean searching;

    void open() {
        top = 0;
        searching = false;
        search.open("");
    }
}
