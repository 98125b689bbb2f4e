package dev.raftbeat.screen;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.Told;
import java.util.ArrayList;
import java.util.List;

/** Notable facts as sentences, the newest at the bottom, with their times since the start. */
final class FeedPane implements Pane {
    private static final int LINES_EACH = 3;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        List<Told> all = model.story.feed();
        int skip = model.feed.back;
        int y = canvas.height();
        for (int i = all.size() - 1; i >= 0 && y > 0; i--) {
            Told told = all.get(i);
            if (!model.feed.shows(told) || skip-- > 0) {
                continue;
            }
            y = sentence(canvas, model, told, y);
        }
        if (y == canvas.height()) {
            String empty =
                    all.isEmpty() ? "Nothing notable has been told yet." : "No sentence holds what is filtered for.";
            canvas.putFit(1, 0, empty, canvas.width() - 2, Style.DIM);
        }
    }

    /** Draws one sentence, its last line just above {@code below}, and answers where its first line is. */
    private static int sentence(Canvas canvas, Model model, Told told, int below) {
        String time = Times.moment(told.fact().tNanos() - model.picture().firstNanos());
        int timeWidth = Math.max(8, time.length());
        int x = 1 + timeWidth + 3;
        List<String> lines = wrap(Glyphs.safe(told.text()), canvas.width() - x - 1);
        int top = below - lines.size();
        Style style = told.headline() ? Style.STRONG : Style.TEXT;
        for (int i = 0; i < lines.size(); i++) {
            canvas.put(x, top + i, lines.get(i), style);
        }
        canvas.putRight(1 + timeWidth, top, time, Style.DIM);
        canvas.put(1 + timeWidth + 1, top, glyph(told.fact().fact()), glyphStyle(model, told));
        return top;
    }

    private static char glyph(Fact fact) {
        if (fact instanceof BecameLeader) {
            return Glyphs.LEADER;
        } else if (fact instanceof BecameCandidate) {
            return Glyphs.CANDIDATE;
        } else if (fact instanceof BecamePreCandidate) {
            return Glyphs.PRE_CANDIDATE;
        } else if (fact instanceof FaultBegan) {
            return Glyphs.BEGIN;
        } else if (fact instanceof FaultEnded) {
            return Glyphs.END;
        } else if (fact instanceof ProcessEnded) {
            return Glyphs.DEAD;
        }
        return Glyphs.DOT;
    }

    private static Style glyphStyle(Model model, Told told) {
        Fact fact = told.fact().fact();
        if (fact instanceof FaultBegan) {
            return Style.WARN;
        } else if (fact instanceof FaultEnded) {
            return Style.GOOD;
        }
        NodeId node = told.fact().node();
        return node.equals(NodeId.WORLD) ? Style.DIM : model.colour(node);
    }

    /** Breaks at blanks; what does not fit into three lines ends in an ellipsis. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text.strip();
        int columns = Math.max(8, width);
        while (rest.length() > columns && lines.size() < LINES_EACH - 1) {
            int blank = rest.lastIndexOf(' ', columns);
            int end = blank > columns / 2 ? blank : columns;
            lines.add(rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
        }
        lines.add(Canvas.fit(rest, columns));
        return lines;
    }

    static String heading(Model model) {
        StringBuilder heading = new StringBuilder();
        if (model.feed.headlines) {
            heading.append("headlines");
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
