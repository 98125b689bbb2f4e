package dev.raftbeat.record;

/** What heights, hatchings and colours mean. */
final class Legend {
    static final String HTML = "<ul class=\"legend\" aria-label=\"Legend\">"
            + entry("<rect class=\"m0\" y=\"0\" width=\"24\" height=\"20\"/>", "leader (a colour for each node)")
            + entry("<rect class=\"claim\" width=\"24\" height=\"20\"/>", "believes to lead, but no quorum follows")
            + entry("<rect class=\"candidate\" y=\"5\" width=\"24\" height=\"15\"/>", "candidate")
            + entry("<rect class=\"pre-candidate\" y=\"9\" width=\"24\" height=\"11\"/>", "asks for promises (PreVote)")
            + entry("<rect class=\"follower\" y=\"15\" width=\"24\" height=\"5\"/>", "follower")
            + entry("<rect class=\"paused\" y=\"4\" width=\"24\" height=\"16\"/>", "stands still")
            + entry("<rect class=\"down\" y=\"17\" width=\"24\" height=\"3\"/>", "down")
            + entry("<rect class=\"gap\" y=\"1\" width=\"23\" height=\"18\"/>", "nobody leads")
            + entry("<rect class=\"fault\" y=\"3\" width=\"23\" height=\"14\" rx=\"3\"/>", "a fault lasts")
            + entry("<path class=\"deed\" d=\"M12 4 l5 6 l-5 6 l-5 -6 z\"/>", "undone, set or done once")
            + "</ul>\n";

    private Legend() {}

    private static String entry(String shape, String words) {
        return "<li><svg viewBox=\"0 0 24 20\" aria-hidden=\"true\">" + shape + "</svg>" + words + "</li>";
    }
}
