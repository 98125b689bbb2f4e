package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.LineEditor;
import java.util.List;

/** Where a page stands that covers the picture: help, or what was cut. */
final class PageState {
    /** The first line shown. */
    int top;

    /** What help is searched for. */
    final LineEditor search = new LineEditor();

    boolean searching;

    /** The rows of the picture in which something was cut, whole. */
    List<String> rows = List.of();

    void open() {
        top = 0;
        searching = false;
        search.open("");
    }
}
