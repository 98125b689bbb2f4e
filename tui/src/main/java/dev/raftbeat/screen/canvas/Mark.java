package dev.raftbeat.screen.canvas;

import java.util.ArrayList;
import java.util.List;

/**
 * What the marks and the short words of the screen mean. The one table of it: help and legends are made from it, and a
 * test holds that no part draws a mark that is missing here.
 */
public enum Mark {
    SELECTED(Place.SCREEN, Glyphs.HERE, "selected", "The line that keys act on"),
    RULE(Place.SCREEN, Glyphs.LINE, "", "Heading of a part"),
    FOCUSED(Place.SCREEN, Glyphs.HEAVY, "", "Heading of the part that keys act on; Tab goes to the next"),
    SIDE(Place.SCREEN, Glyphs.WALL, "", "Border between two parts"),
    CORNER(Place.SCREEN, '┬', "", "Where two parts meet"),
    CUT_TEXT(Place.SCREEN, Glyphs.ELLIPSIS, "cut", "There is more: o shows all that is cut, whole"),
    MORE(Place.SCREEN, '↓', "", "More lies below"),

    LEADING(Place.NODES, Glyphs.LEADER, "leader", "Leader: it sends heartbeats to all"),
    CAMPAIGNING(Place.NODES, Glyphs.CANDIDATE, "candidate", "Candidate: it asks for votes in a new term"),
    ASKING(
            Place.NODES,
            Glyphs.PRE_CANDIDATE,
            "pre-candidate",
            "Pre-candidate: it asks whether it would get votes; its term stays (PreVote)"),
    FOLLOWING(Place.NODES, Glyphs.FOLLOWER, "follower", "Follower: it waits for heartbeats"),
    DEAD(Place.NODES, Glyphs.DEAD, "dead", "Dead: its process is gone"),
    PAUSED(Place.NODES, Glyphs.PAUSED, "paused", "Paused: its process stands still, its sockets are open"),
    UNKNOWN(Place.NODES, Glyphs.UNKNOWN, "unknown", "Not known: it has told nothing yet, or nothing for long"),
    SUSPECTS(
            Place.NODES,
            '!',
            "suspects",
            "Behind a leader's name or a level: the detector suspects the leader. Behind hears: no quorum is heard"),
    BEAT(Place.NODES, Glyphs.HEART, "beat", "The leader has just sent a heartbeat"),
    NO_BEAT(Place.NODES, Glyphs.DOT, "", "The leader, between two heartbeats"),
    LEFT(Place.NODES, Glyphs.FULL, "timeout left", "What is left of the election timeout; every heartbeat fills it"),
    GONE(Place.NODES, Glyphs.TRACK, "gone", "What is gone of the election timeout"),
    SAVING(Place.NODES, Glyphs.ELLIPSIS, "", "Behind a vote: it is being written to disk"),
    MARKED(Place.NODES, '+', "marked", "Marked by g for a group"),
    NONE(Place.NODES, '-', "", "Nothing: no vote given, an empty log"),
    VOTES(Place.NODES, "votes 2/3", "Votes that it has, of those that it needs"),
    ASKS(Place.NODES, "asks 2/3", "Promises of votes that it has, of those that it needs (PreVote)"),
    HEARS(Place.NODES, "hears 3/5", "From how many nodes the leader has heard within its window, itself included"),
    AGE(Place.NODES, "n3  0.2s", "Its leader, and how old the last heartbeat is"),
    PHI(Place.NODES, "phi 8", "Suspicion of the leader, by the detector named; :detector chooses another"),
    TOLD(Place.NODES, "told", "How long ago the node told its last fact: how old this line is"),
    BOOT(Place.NODES, "boot", "How many times the node has been started"),
    LOG(Place.NODES, "log 5@2", "End of its log: an index and a term"),

    HEARD(Place.LINKS, Glyphs.BULLET, "just heard", "Open, and a message has just arrived"),
    OPEN(Place.LINKS, Glyphs.DOT, "open", "Open"),
    UNDER_WAY(Place.LINKS, Glyphs.ARROW, "under way", "Messages under way, and how many from two on (+: ten or more)"),
    CUT_ONE_WAY(Place.LINKS, Glyphs.CUT_ONE_WAY, "cut one way", "Cut in this direction; the other one is not"),
    CUT(Place.LINKS, Glyphs.CUT, "cut both ways", "Cut in both directions"),
    BLACKHOLE(Place.LINKS, '@', "black hole", "Black hole: it swallows everything without a word"),
    FLAP(Place.LINKS, 'f', "flapping", "Flapping: it is cut and joined in turn"),
    LOSE(Place.LINKS, '%', "loses", "It loses some messages"),
    SLOW(Place.LINKS, '~', "slow", "It delays messages"),
    DUPLICATE(Place.LINKS, '2', "duplicates", "It delivers some messages twice"),
    REORDER(Place.LINKS, 'r', "reorders", "It changes the order of some messages"),
    DOWN(Place.LINKS, '-', "no connection", "The sender has no connection to the receiver"),
    CHOSEN_LINK(Place.LINKS, "[ ]", "The selected link. A row sends, a column receives; a node has none to itself"),

    LED(Place.STRIP, Glyphs.HEAVY, "led", "A leader's time; its name stands where it begins"),
    BEGUN(Place.STRIP, Glyphs.LEADER, "", "It was elected a moment ago"),
    RIVALS(Place.STRIP, Glyphs.DOUBLE, "two lead", "Somebody else claims to lead as well. Below: several faults last"),
    SHADED(Place.STRIP, Glyphs.SHADE, "flaps", "Leaders changed too often to name them; how often"),
    TIMES(Place.STRIP, Glyphs.TIMES, "", "Behind the number of leaders in so short a time"),
    LEADERLESS(Place.STRIP, Glyphs.DOT, "no leader", "No quorum followed any leader"),
    CAMPAIGN(Place.STRIP, Glyphs.CANDIDATE, "campaign", "A node asked for votes"),
    PRE_CAMPAIGN(Place.STRIP, Glyphs.PRE_CANDIDATE, "asks", "A node asked whether it would get votes (PreVote)"),
    NEW_TERM(Place.STRIP, Glyphs.WALL, "new term", "The term changed, and there is no room for its number"),
    FAULT_BEGAN(Place.STRIP, Glyphs.BEGIN, "fault", "A fault began; its number, as in the list of faults"),
    FAULT_LASTS(Place.STRIP, Glyphs.LINE, "lasts", "The fault lasts"),
    FAULT_ENDED(Place.STRIP, Glyphs.END, "over", "The fault ended"),
    TICK(Place.STRIP, '╵', "", "The moment that is written behind it"),

    ELECTED(Place.FEED, Glyphs.LEADER, "elected", "A node was elected"),
    STOOD(Place.FEED, Glyphs.CANDIDATE, "campaigns", "A node asks for votes. In the margin of twins: here they part"),
    ASKED(Place.FEED, Glyphs.PRE_CANDIDATE, "asks", "A node asks whether it would get votes (PreVote)"),
    BROKEN(Place.FEED, Glyphs.BEGIN, "fault", "A fault began, or something was done"),
    MENDED(Place.FEED, Glyphs.END, "over", "A fault ended, or became less"),
    ENDED(Place.FEED, Glyphs.DEAD, "process gone", "A process ended"),
    VIOLATED(Place.FEED, '!', "violated", "An invariant is violated: this must never be"),
    LATE(Place.FEED, "(late)", "Told after something later: its node or this screen was too slow"),
    OTHER(Place.FEED, Glyphs.DOT, "other", "Anything else"),

    HOLDS(Place.CHECKS, Glyphs.GOOD, "holds", "The invariant holds in all that was seen"),
    UNDECIDED(Place.CHECKS, Glyphs.UNKNOWN, "unknown", "Too little was seen to judge the invariant"),
    FAILS(Place.CHECKS, Glyphs.DEAD, "violated", "The invariant is violated"),
    ELECTIONS(Place.CHECKS, "elect/min", "Elections a minute"),
    BURNT(Place.CHECKS, "burnt", "Terms that passed without a leader"),
    TENURE(Place.CHECKS, "tenure", "How long this leader has led"),
    NO_LEADER(Place.CHECKS, "no leader", "Share of the time without a leader"),
    JUSTIFIED(Place.CHECKS, "justified", "Failovers with good reason: the leader could not lead any more"),
    DUE(Place.CHECKS, "due", "The same, in the heading"),
    FALSE(Place.CHECKS, "false", "Failovers by false alarm: the leader led well"),

    TO(Place.MESSAGES, Glyphs.ARROW, "to", "Sender and receiver"),
    BEHIND(Place.MESSAGES, Glyphs.FULL, "way behind", "The part of the way that lies behind the message"),
    AHEAD(Place.MESSAGES, Glyphs.TRACK, "ahead", "The part that lies ahead"),

    PV(Place.BARS, "PV, CQ, EV", "PreVote, CheckQuorum and evidence, where there is little room"),
    HELD(Place.BARS, "HELD", "The picture is held: how far behind the cluster it is"),
    LEADS(Place.BARS, Glyphs.LEADER, "leads", "The node that a quorum follows"),
    DONE(Place.BARS, Glyphs.GOOD, "done", "What was asked for is done"),
    FAILED(Place.BARS, Glyphs.DEAD, "failed", "It failed, and why"),
    PENDING(Place.BARS, Glyphs.ELLIPSIS, "under way", "It is under way"),
    NOTE(Place.BARS, Glyphs.DOT, "note", "A note"),
    LINK_TO(Place.BARS, Glyphs.ARROW, "", "The selected link, on the rule above the strip"),
    TIMING(Place.BARS, "timing", "The timeouts beside what was measured of network and processes");

    /** Where a mark stands: the same glyph may mean different things in different parts. */
    public enum Place {
        NODES("Nodes"),
        LINKS("Links"),
        STRIP("Leaders and terms"),
        MESSAGES("Messages under way"),
        FEED("Feed"),
        CHECKS("Flapping, invariants, faults"),
        BARS("First and last lines"),
        SCREEN("Everywhere");

        private final String title;

        Place(String title) {
            this.title = title;
        }

        public String title() {
            return title;
        }
    }

    private final Place place;
    private final String sign;
    private final String brief;
    private final String meaning;

    Mark(Place place, char glyph, String brief, String meaning) {
        this.place = place;
        this.sign = String.valueOf(glyph);
        this.brief = brief;
        this.meaning = meaning;
    }

    Mark(Place place, String words, String meaning) {
        this.place = place;
        this.sign = words;
        this.brief = "";
        this.meaning = meaning;
    }

    public Place place() {
        return place;
    }

    /** The glyph, or the words that are explained. */
    public String sign() {
        return sign;
    }

    public char glyph() {
        return sign.charAt(0);
    }

    /** A word or two for a legend on the picture; empty for what stands in help alone. */
    public String brief() {
        return brief;
    }

    public String meaning() {
        return meaning;
    }

    public static List<Mark> of(Place place) {
        List<Mark> all = new ArrayList<>();
        for (Mark mark : values()) {
            if (mark.place == place) {
                all.add(mark);
            }
        }
        return all;
    }

    /**
     * Draws a legend in few words: as many marks as fit into the window, each with its word.
     *
     * @param most the most rows that it may take
     */
    public static void legend(Canvas canvas, int most, List<Place> places) {
        int x = 1;
        int y = 0;
        for (Place place : places) {
            for (Mark mark : of(place)) {
                int width = mark.brief.length() + 2;
                if (x + width >= canvas.width() && !mark.brief.isEmpty()) {
                    x = 1;
                    y++;
                }
                if (!mark.brief.isEmpty() && y < Math.min(most, canvas.height()) && x + width < canvas.width()) {
                    canvas.put(x, y, mark.glyph(), Style.KEY);
                    canvas.put(x + 2, y, mark.brief, Style.DIM);
                    x += width + 2;
                }
            }
        }
    }

    /** How many rows that legend takes at this width. */
    public static int legendRows(int width, List<Place> places) {
        int x = 1;
        int rows = 1;
        for (Place place : places) {
            for (Mark mark : of(place)) {
                if (!mark.brief.isEmpty()) {
                    int wide = mark.brief.length() + 2;
                    if (x + wide >= width) {
                        x = 1;
                        rows++;
                    }
                    x += wide + 2;
                }
            }
        }
        return rows;
    }
}
