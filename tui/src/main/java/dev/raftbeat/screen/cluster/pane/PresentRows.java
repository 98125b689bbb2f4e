package dev.raftbeat.screen.cluster.pane;

/**
 * How the rows are shared out where a room looks on, from above: large letters, the nodes, the strip, the feed. None is
 * left over.
 *
 * @param banner rows of large letters; 0 where there is no room for them
 * @param nodes rows of the nodes with their heading and the names of their columns
 * @param each rows of one node
 */
record PresentRows(int banner, int nodes, int each, int strip, int feed) {
    private static final int EACH_MAX = 5;
    private static final int STRIP_LEAST = 3;
    private static final int STRIP_WHOLE = 5;
    private static final int FEED_LEAST = 4;

    static PresentRows of(int height, int members, int stripWanted) {
        int nodes = Math.min(height, members + 2);
        int rest = height - nodes;
        int strip = rest >= STRIP_WHOLE + FEED_LEAST
                ? Math.min(stripWanted, Math.max(STRIP_WHOLE, rest / 3))
                : rest >= STRIP_LEAST + FEED_LEAST ? STRIP_LEAST : 0;
        rest -= strip;
        int feed = Math.min(rest, Math.max(FEED_LEAST, height / 5));
        rest -= feed;
        int each = 1;
        int banner = 0;
        if (rest >= members) {
            each++;
            rest -= members;
        }
        if (rest >= BigText.ROWS) {
            banner = BigText.ROWS;
            rest -= banner;
        }
        while (rest >= members && each < EACH_MAX) {
            each++;
            rest -= members;
        }
        return new PresentRows(banner, nodes + (each - 1) * members, each, strip, feed + rest);
    }
}
