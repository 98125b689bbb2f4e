package dev.raftbeat.screen.cluster;

/** From which line on a page shows its text. Keys ask for a line; where the text ends is known to the picture alone. */
public final class Scroll {
    int top;

    public int top() {
        return top;
    }

    /** The picture shows it from this line on: an earlier one than was asked for where that fills it. */
    public void shownFrom(int line) {
        top = line;
    }

    void by(int lines) {
        top = Math.max(0, top + lines);
    }
}
