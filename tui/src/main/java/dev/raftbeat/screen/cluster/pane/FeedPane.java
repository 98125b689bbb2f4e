package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.world.sentence.Sentence;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Notable facts as sentences, the newest at the bottom, with their times since the start. */
public final class FeedPane implements Pane {
    private static final int LINES_EACH = 3;

    /** A sentence broken into lines. */
    private record Entry(Sentence told, String time, List<String> lines) {}

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        Deque<Entry> entries = entries(canvas, model);
        if (entries.isEmpty()) {
            String empty = model.story().feed().isEmpty()
                    ? "Nothing notable has been told yet."
                    : "Nothing told so far is to be shown: h shows all, / filters.";
            canvas.putFit(1, 0, empty, canvas.width() - 2, Style.DIM);
            return;
        }
        int y = 0;
        int back = model.feed.back + entries.size();
        for (Entry entry : entries) {
            sentence(canvas, model, entry, y);
            canvas.target(0, y, canvas.width(), entry.lines().size(), new Spot.Sentence(--back));
            if (isParting(model, entry.told())) {
                canvas.put(0, y, Glyphs.CANDIDATE, Style.BAD);
            }
            y += entry.lines().size();
        }
        if (model.focus == ScreenPart.FEED || model.feed.back > 0) {
            int last = y - entries.getLast().lines().size();
            canvas.put(0, last, Glyphs.HERE, Style.FOCUS);
        }
    }

    /** Whether it is told at the very moment where twins part. */
    private static boolean isParting(Model model, Sentence told) {
        return model.strip.parting.isPresent()
                && model.strip.parting.getAsLong() == told.fact().tNanos();
    }

    /** The newest sentences that fill the window, oldest first. */
    private static Deque<Entry> entries(Canvas canvas, Model model) {
        Deque<Entry> entries = new ArrayDeque<>();
        List<Sentence> all = model.story().feed();
        int skip = model.feed.back;
        int lines = 0;
        for (int i = all.size() - 1; i >= 0 && lines < canvas.height(); i--) {
            Sentence told = all.get(i);
            if (model.feed.shows(told) && skip-- <= 0) {
                String time =
                        ClockText.moment(told.fact().tNanos() - model.picture().firstNanos());
                int width = canvas.width() - textAt(time) - 1;
                int most = model.whole().isPresent() ? Integer.MAX_VALUE : LINES_EACH;
                Entry entry = new Entry(told, time, Canvas.wrap(Glyphs.safe(told.text()), width, most));
                entries.addFirst(entry);
                lines += entry.lines().size();
            }
        }
        if (lines > canvas.height() && canvas.height() > 0) {
            // There is no room for all of the oldest one: it is cut at its end, so that one reads how it begins.
            Entry oldest = entries.removeFirst();
            int room = canvas.height() - lines + oldest.lines().size();
            int width = canvas.width() - textAt(oldest.time()) - 1;
            entries.addFirst(new Entry(
                    oldest.told(),
                    oldest.time(),
                    Canvas.wrap(Glyphs.safe(oldest.told().text()), width, room)));
        }
        return entries;
    }

    private static int textAt(String time) {
        return 1 + Math.max(8, time.length()) + 3;
    }

    private static void sentence(Canvas canvas, Model model, Entry entry, int top) {
        int x = textAt(entry.time());
        Style style = entry.told().headline() ? Style.STRONG : Style.TEXT;
        for (int i = 0; i < entry.lines().size(); i++) {
            String line = entry.lines().get(i);
            canvas.putPart(x, top + i, line, line.endsWith("…") ? entry.told().text() : line, style);
        }
        canvas.putRight(x - 3, top, entry.time(), Style.DIM);
        boolean broken = entry.told().isFinding();
        char glyph = broken ? '!' : glyph(entry.told().fact().fact());
        canvas.put(x - 2, top, glyph, broken ? Style.BAD : glyphStyle(model, entry.told()));
    }

    private static char glyph(Fact fact) {
        if (fact instanceof BecameLeader) {
            return Glyphs.LEADER;
        } else if (fact instanceof BecameCandidate) {
            return Glyphs.CANDIDATE;
        } else if (fact instanceof BecamePreCandidate) {
            return Glyphs.PRE_CANDIDATE;
        } else if (breaks(fact)) {
            return Glyphs.BEGIN;
        } else if (mends(fact)) {
            return Glyphs.END;
        } else if (fact instanceof ProcessEnded) {
            return Glyphs.DEAD;
        }
        return Glyphs.DOT;
    }

    private static boolean breaks(Fact fact) {
        return fact instanceof FaultBegan began
                && (began.kind().equals("fault") || began.kind().equals("action"));
    }

    private static boolean mends(Fact fact) {
        return fact instanceof FaultEnded
                || fact instanceof FaultNarrowed
                || fact instanceof FaultBegan began && began.kind().equals("undo");
    }

    private static Style glyphStyle(Model model, Sentence told) {
        Fact fact = told.fact().fact();
        if (breaks(fact)) {
            return Style.WARN;
        } else if (mends(fact)) {
            return Style.GOOD;
        }
        NodeId node = told.fact().node();
        return node.isMember() ? model.colour(node) : Style.DIM;
    }

    public static String heading(Model model) {
        StringBuilder heading = new StringBuilder();
        if (model.feed.headlines) {
            heading.append("headlines, h for all");
        }
        if (!model.feed.filter.isEmpty()) {
            heading.append(heading.isEmpty() ? "" : ", ").append('/').append(model.feed.filter);
        }
        if (model.feed.back > 0) {
            heading.append(heading.isEmpty() ? "" : ", ")
                    .append(model.feed.back)
                    .append(" newer ↓");
        }
        return heading.toString();
    }
}
