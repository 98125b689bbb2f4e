package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.LinkState;
import dev.raftbeat.screen.canvas.LinkState.Trouble;
import dev.raftbeat.screen.canvas.Mark;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.world.LinkView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The matrix of directed links: a row sends, a column receives. A half cross is cut one way, a cross both ways. */
final class LinksPane implements Pane {
    private static final long PULSE_NANOS = 160_000_000L;
    private static final int LABEL = 4;
    private static final int LEGEND = 17;

    /** Columns that the matrix takes at this width of a cell. */
    static int width(Model model, int cell) {
        return 1 + LABEL + model.members.size() * cell;
    }

    /** The widest cell, up to five columns, that fits. */
    static int cell(Model model, int columns) {
        return Math.max(2, Math.min(5, (columns - 1 - LABEL) / Math.max(1, model.members.size())));
    }

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        int cell = Math.min(cell(model, canvas.width()), 4);
        int size = model.members.size();
        for (int i = 0; i < size && 1 + i < canvas.height(); i++) {
            NodeId id = model.members.get(i);
            if (cell > 2) {
                String name = label(id, cell - 1);
                canvas.putPart(at(i, cell) - name.length() / 2, 0, name, id.name(), model.colour(id));
            } else {
                // Names would touch: its number, by which a key selects it.
                canvas.put(at(i, cell), 0, Integer.toString(i + 1), model.colour(id));
            }
            canvas.putPart(1, 1 + i, label(id, LABEL - 1), id.name(), model.colour(id));
            for (int j = 0; j < size; j++) {
                draw(canvas, model, nowNanos, i, j, cell);
                canvas.target(
                        at(j, cell) - cell / 2, 1 + i, cell, 1, i == j ? new Spot.Node(i) : new Spot.OneLink(i, j));
            }
        }
        canvas.put(1, 0, canvas.width() > 26 && canvas.height() > 0 ? "from" : "", Style.DIM);
        legend(canvas, model, size + 2, LABEL + 1 + size * cell + 2);
    }

    private static int at(int column, int cell) {
        return 1 + LABEL + column * cell + cell / 2;
    }

    /** Names of a group differ at their ends, so that an end is kept where there is no room for all of it. */
    private static String label(NodeId id, int room) {
        String name = id.name();
        return name.length() <= room ? name : Glyphs.ELLIPSIS + name.substring(name.length() - room + 1);
    }

    private static void draw(Canvas canvas, Model model, long now, int i, int j, int cell) {
        int x = at(j, cell);
        int y = 1 + i;
        if (i == j) {
            // A node has no link to itself: nothing stands there, so that only what is cut looks cut.
            canvas.put(x, y, ' ', Style.BORDER);
        } else {
            Link link = new Link(model.members.get(i), model.members.get(j));
            LinkState state = LinkState.of(model.picture(), link);
            long under = state.fine() ? underWay(model, link) : 0;
            if (under > 0) {
                canvas.put(x, y, Glyphs.ARROW, Style.KEY);
                canvas.put(x + 1, y, under == 1 ? " " : under < 10 ? Long.toString(under) : "+", Style.KEY);
            } else if (state.fine()) {
                boolean pulse = pulses(model, link, now);
                canvas.put(x, y, pulse ? Glyphs.BULLET : Glyphs.DOT, pulse ? Style.PULSE : Style.DIM);
            } else {
                trouble(canvas, model, state, x, y);
            }
        }
        if (model.cursors.node() == i && model.cursors.column() == j) {
            Style style = model.focus == ScreenPart.CLUSTER ? Style.FOCUS : Style.DIM;
            canvas.put(x - 1, y, '[', style);
            canvas.put(x + 1, y, ']', style);
        }
    }

    private static long underWay(Model model, Link link) {
        return model.messages().stream()
                .filter(message -> message.link().equals(link))
                .count();
    }

    private static void trouble(Canvas canvas, Model model, LinkState state, int x, int y) {
        Trouble worst = state.troubles().get(0);
        boolean oneWay = worst == Trouble.CUT
                && !LinkState.of(model.picture(), state.link().reversed()).cut();
        canvas.put(x, y, oneWay ? Glyphs.CUT_ONE_WAY : worst.glyph(), worst.style());
    }

    private static boolean pulses(Model model, Link link, long now) {
        return Optional.ofNullable(model.picture().links().get(link))
                .map(LinkView::lastDeliveredNanos)
                .filter(last -> last.isPresent() && now - last.getAsLong() >= 0)
                .filter(last -> now - last.getAsLong() < PULSE_NANOS)
                .isPresent();
    }

    /** Beside the matrix, or else below it; what is on the matrix now comes first, in case not all of it fits. */
    private static void legend(Canvas canvas, Model model, int below, int beside) {
        boolean aside = canvas.width() - beside >= LEGEND;
        int x = aside ? beside : 1;
        int y = aside ? 1 : below;
        int rows = Math.max(1, canvas.height() - y);
        List<String> lines = legendLines(model);
        for (int i = 0; i < lines.size(); i++) {
            int at = x + i / rows * LEGEND;
            if (at + LEGEND <= canvas.width() + 1 && y < canvas.height()) {
                canvas.put(at, y + i % rows, lines.get(i), Style.DIM);
            }
        }
    }

    private static List<String> legendLines(Model model) {
        Set<Trouble> present = new TreeSet<>();
        for (NodeId from : model.members) {
            for (NodeId to : model.members) {
                present.addAll(LinkState.of(model.picture(), new Link(from, to)).troubles());
            }
        }
        List<Trouble> order = new ArrayList<>(present);
        for (Trouble trouble : Trouble.values()) {
            if (!present.contains(trouble)) {
                order.add(trouble);
            }
        }
        order.remove(Trouble.CUT);
        List<String> lines = new ArrayList<>();
        if (model.time().isPresent()) {
            lines.add(legend(Mark.UNDER_WAY));
        }
        lines.add(legend(Mark.CUT_ONE_WAY));
        lines.add(legend(Mark.CUT));
        order.forEach(trouble -> lines.add(legend(trouble.mark())));
        lines.add(legend(Mark.HEARD));
        lines.add(legend(Mark.OPEN));
        return lines;
    }

    private static String legend(Mark mark) {
        return mark.sign() + " " + mark.brief();
    }

    /** The link under the cursor in words, for the rule below the matrix. */
    static String words(Model model) {
        return model.link()
                .map(link -> {
                    LinkState state = LinkState.of(model.picture(), link);
                    LinkState back = LinkState.of(model.picture(), link.reversed());
                    String both = link.from() + " " + Glyphs.ARROW + " " + link.to() + " " + words(state);
                    return state.fine() && back.fine() ? both : both + ", back " + words(back);
                })
                .orElse("");
    }

    private static String words(LinkState state) {
        if (state.fine()) {
            return "open";
        }
        List<Trouble> troubles = state.troubles();
        StringBuilder words = new StringBuilder(troubles.get(0).word());
        if (troubles.size() == 2) {
            words.append(", ").append(troubles.get(1).word());
        } else if (troubles.size() > 2) {
            words.append(" and ").append(troubles.size() - 1).append(" more");
        }
        if (!state.faults().isEmpty()) {
            words.append(" (").append(state.faults().get(0)).append(')');
        }
        return words.toString();
    }
}
