package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.history.Quorum;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Mark;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.screen.cluster.page.HelpPane;
import dev.raftbeat.screen.cluster.page.MenuPane;
import dev.raftbeat.screen.cluster.page.WhyPane;
import dev.raftbeat.screen.cluster.strip.StripPane;

/** The whole picture: where each part stands at each size. */
public final class ClusterScreen {
    private static final int NODES_LEAST = 56;
    private static final int SIDE_FROM_WIDTH = 72;
    private static final int MESSAGES_FROM_HEIGHT = 12;
    private static final int MESSAGES_MAX = 12;
    /** What the strip leaves to the feed and the checks when there are many faults. */
    private static final int BOTTOM_ROWS = 6;

    private static final int LEGEND_FROM_HEIGHT = 14;

    private final NodesPane nodes = new NodesPane();
    private final LinksPane links = new LinksPane();
    private final DetailPane detail = new DetailPane();
    private final StripPane strip = new StripPane();
    private final FeedPane feed = new FeedPane();
    private final ChecksPane checks = new ChecksPane();
    private final MessagesPane messages = new MessagesPane();
    private final TitleBar title = new TitleBar();
    private final StatusBar status = new StatusBar();

    /**
     * Draws everything onto the canvas, whatever its size.
     *
     * @param nowNanos the world's clock
     */
    public void draw(Canvas canvas, Model model, long nowNanos) {
        int width = canvas.width();
        int height = canvas.height();
        canvas.clear();
        model.cut.drawn(canvas);
        title.draw(canvas.window(0, 0, width, 1), model, nowNanos);
        int bars = StatusBar.rows(model.present.on ? 1 : height, model.mode);
        status.draw(canvas.window(0, height - bars, width, bars), model, nowNanos);
        Canvas body = canvas.window(0, 1, width, height - 1 - bars);
        long shown = model.shownNanos(nowNanos);
        if (model.mode == Mode.HELP) {
            new HelpPane().draw(body, model, shown);
        } else if (model.mode == Mode.WHOLE) {
            model.page.scroll.shownFrom(model.cut.draw(body, model.page.scroll.top()));
        } else if (model.mode == Mode.WHY) {
            new WhyPane().draw(body, model, shown);
        } else if (model.mode == Mode.MENU) {
            new MenuPane().draw(body, model, shown);
        } else if (model.whole().isPresent()) {
            alone(body, model, model.whole().get(), shown);
        } else if (model.present.on) {
            presented(body, model, shown);
        } else {
            all(body, model, shown);
        }
    }

    /** Few parts, and all rows for them: nodes with bars below their lines, the leader in large letters, strip and feed. */
    private void presented(Canvas body, Model model, long now) {
        PresentRows rows =
                PresentRows.of(body.height(), model.members.size(), 1 + StripPane.wanted(model, body.width(), now));
        int width = body.width();
        BigText.draw(body.window(0, 0, width, rows.banner()), model);
        int y = rows.banner();
        Canvas cluster = body.window(0, y, width, rows.nodes());
        cluster.target(0, 0, width, rows.nodes(), new Spot.Part(ScreenPart.CLUSTER));
        Rules.heading(cluster, 0, "Nodes", quorum(model, model.members.size()), model.focus == ScreenPart.CLUSTER);
        new NodesPane(rows.each()).draw(cluster.window(0, 1, width, rows.nodes() - 1), model, now);
        y += rows.nodes();
        if (rows.strip() > 0) {
            strip(body.window(0, y, width, rows.strip()), model, now);
            y += rows.strip();
        }
        if (rows.feed() == 1) {
            feed.draw(body.window(0, y, width, 1), model, now);
        } else {
            told(body.window(0, y, width, rows.feed()), model, now);
        }
    }

    private void all(Canvas whole, Model model, long now) {
        int width = whole.width();
        int stability = StabilityPane.rows(model, whole.height(), now);
        if (stability > 0) {
            new StabilityPane().draw(whole.window(0, whole.height() - stability, width, stability), model, now);
        }
        Canvas body = whole.window(0, 0, width, whole.height() - stability);
        int rest = body.height();
        int members = model.members.size();
        int cluster = Math.min(rest, members + 2);
        rest -= cluster;
        int stripRows = rest >= 9 ? 5 : rest >= 7 ? 3 : 0;
        if (rest - stripRows >= 12) {
            stripRows += Math.min(6, (rest - stripRows - 8) / 4);
        }
        if (stripRows >= 5) {
            int wanted = 1 + StripPane.wanted(model, width, now);
            stripRows = Math.max(stripRows, Math.min(wanted, rest - BOTTOM_ROWS));
        }
        rest -= stripRows;
        boolean airy = rest >= 16;
        int y = 0;
        cluster(body.window(0, y, width, cluster), model, now);
        y += cluster;
        if (airy) {
            Mark.legend(
                    body.window(0, y++, width, 1),
                    1,
                    ScreenPart.CLUSTER.places().subList(0, 1));
        }
        if (rest >= 24) {
            int rows = DetailPane.rows(width) + 1;
            detail(body.window(0, y, width, rows), model, now);
            y += rows + 1;
        }
        if (stripRows > 0) {
            strip(body.window(0, y, width, stripRows), model, now);
            y += stripRows;
            if (airy) {
                Mark.legend(body.window(0, y++, width, 1), 1, ScreenPart.STRIP.places());
            }
        }
        if (body.height() - y >= 2) {
            bottom(body.window(0, y, width, body.height() - y), model, now);
        }
    }

    /** The nodes, and their links where there is room. */
    public void cluster(Canvas canvas, Model model, long now) {
        canvas.target(0, 0, canvas.width(), canvas.height(), new Spot.Part(ScreenPart.CLUSTER));
        boolean focus = model.focus == ScreenPart.CLUSTER;
        int matrix = matrixWidth(canvas.width(), model);
        int left = canvas.width() - matrix - (matrix > 0 ? 1 : 0);
        Canvas nodesWindow = canvas.window(0, 0, left, canvas.height());
        Rules.heading(nodesWindow, 0, "Nodes", quorum(model, canvas.height() - 2), focus);
        nodes.draw(nodesWindow.window(0, 1, left, canvas.height() - 1), model, now);
        if (matrix > 0) {
            Canvas right = canvas.window(left + 1, 0, matrix, canvas.height());
            canvas.put(left, 0, focus ? '━' : '┬', focus ? Style.FOCUS : Style.BORDER);
            Rules.wall(canvas, left, 1, canvas.height());
            Rules.heading(
                    right, 0, matrix > 24 ? "Links: rows send" : matrix > 18 ? "Rows send to" : "Links", "", focus);
            links.draw(right.window(0, 1, matrix, canvas.height() - 1), model, now);
        }
    }

    private void detail(Canvas canvas, Model model, long now) {
        Rules.heading(canvas, 0, model.selected().name(), "as it has told it", false);
        detail.draw(canvas.window(0, 1, canvas.width(), canvas.height() - 1), model, now);
    }

    /**
     * What a quorum is, or, where a store stands beside the cluster, what it holds: that changes, and is to be seen. Where
     * not all nodes are shown, how many are.
     */
    private static String quorum(Model model, int rows) {
        if (rows < model.members.size()) {
            return rows + " of " + model.members.size() + " nodes, ↑ ↓";
        }
        String store = model.story().store().words();
        return !store.isEmpty()
                ? store
                : "a quorum is " + Quorum.of(model.members.size()) + " of " + model.members.size();
    }

    private static int matrixWidth(int width, Model model) {
        int room = width - 1 - NODES_LEAST;
        int wide = LinksPane.width(model, 4) + 20;
        if (room - 60 >= wide + 17) {
            return wide + 17;
        }
        if (room - 16 >= wide) {
            return wide;
        }
        for (int cell = 4; cell >= 2; cell--) {
            if (LinksPane.width(model, cell) <= room) {
                return LinksPane.width(model, cell);
            }
        }
        return 0;
    }

    private void strip(Canvas canvas, Model model, long now) {
        canvas.target(0, 0, canvas.width(), canvas.height(), new Spot.Part(ScreenPart.STRIP));
        String words = LinksPane.words(model);
        int hidden = StripPane.hidden(model, canvas.width(), canvas.height() - 1, now);
        Rules.heading(canvas, 0, StripPane.title(model, hidden), words, model.focus == ScreenPart.STRIP);
        strip.draw(canvas.window(0, 1, canvas.width(), canvas.height() - 1), model, now);
    }

    private void bottom(Canvas canvas, Model model, long now) {
        int width = canvas.width();
        boolean beside = width >= SIDE_FROM_WIDTH && canvas.height() >= 4;
        int side = !beside ? 0 : width < 100 ? 30 : width < 160 ? 46 : 66;
        int left = width - side - (beside ? 1 : 0);
        told(canvas.window(0, 0, left, canvas.height()), model, now);
        if (beside) {
            canvas.put(left, 0, '┬', Style.BORDER);
            Rules.wall(canvas, left, 1, canvas.height());
            checks.draw(canvas.window(left + 1, 0, side, canvas.height()), model, now);
        }
    }

    /** The feed, and the messages under way below it or, when they are chosen and there is little room, in its place. */
    private void told(Canvas canvas, Model model, long now) {
        int height = canvas.height();
        if (model.time().isPresent() && height >= MESSAGES_FROM_HEIGHT) {
            int rows = Math.min(1 + MESSAGES_MAX, height / 2 - 1);
            feed(canvas.window(0, 0, canvas.width(), height - rows), model, now);
            messages(canvas.window(0, height - rows, canvas.width(), rows), model, now);
        } else if (model.focus == ScreenPart.MESSAGES) {
            messages(canvas, model, now);
        } else {
            int legend = height >= LEGEND_FROM_HEIGHT ? 1 : 0;
            feed(canvas.window(0, 0, canvas.width(), height - legend), model, now);
            Mark.legend(canvas.window(0, height - legend, canvas.width(), legend), legend, ScreenPart.FEED.places());
        }
    }

    private void messages(Canvas canvas, Model model, long now) {
        canvas.target(0, 0, canvas.width(), canvas.height(), new Spot.Part(ScreenPart.MESSAGES));
        Rules.heading(
                canvas,
                0,
                ScreenPart.MESSAGES.title(),
                MessagesPane.heading(model),
                model.focus == ScreenPart.MESSAGES);
        messages.draw(canvas.window(0, 1, canvas.width(), canvas.height() - 1), model, now);
    }

    private void feed(Canvas canvas, Model model, long now) {
        canvas.target(0, 0, canvas.width(), canvas.height(), new Spot.Part(ScreenPart.FEED));
        Rules.heading(canvas, 0, "Feed", FeedPane.heading(model), model.focus == ScreenPart.FEED);
        feed.draw(canvas.window(0, 1, canvas.width(), canvas.height() - 1), model, now);
    }

    private void alone(Canvas whole, Model model, ScreenPart part, long now) {
        int width = whole.width();
        int spare = part == ScreenPart.CLUSTER
                ? whole.height() - model.members.size() - 4 - DetailPane.rows(width)
                : whole.height() - LEGEND_FROM_HEIGHT;
        int legend = Math.max(0, Math.min(spare, Mark.legendRows(width, part.places())));
        Mark.legend(whole.window(0, whole.height() - legend, width, legend), legend, part.places());
        Canvas body = whole.window(0, 0, width, whole.height() - legend);
        int height = body.height();
        switch (part) {
            case CLUSTER -> {
                if (matrixWidth(width, model) > 0) {
                    int rows = Math.min(height, model.members.size() + 3);
                    cluster(body.window(0, 0, width, rows), model, now);
                    detail(body.window(0, rows, width, height - rows), model, now);
                } else {
                    int rows = Math.min(height, model.members.size() + 2);
                    nodes(body.window(0, 0, width, rows), model, now);
                    Canvas below = body.window(0, rows, width, height - rows);
                    if (below.height() == 0) {
                        return;
                    }
                    Rules.heading(below, 0, "Links: rows send", LinksPane.words(model), true);
                    links.draw(below.window(0, 1, width, height - rows - 1), model, now);
                }
            }
            case STRIP -> strip(body, model, now);
            case FEED -> feed(body, model, now);
            case CHECKS -> checks.draw(body, model, now);
            case MESSAGES -> messages(body, model, now);
        }
    }

    private void nodes(Canvas canvas, Model model, long now) {
        Rules.heading(canvas, 0, "Nodes", quorum(model, canvas.height() - 2), true);
        nodes.draw(canvas.window(0, 1, canvas.width(), canvas.height() - 1), model, now);
    }

    /** A canvas of this size with the whole picture on it. */
    public static Canvas of(Model model, int width, int height, long nowNanos) {
        Canvas canvas = new Canvas(Math.max(1, width), Math.max(1, height));
        new ClusterScreen().draw(canvas, model, nowNanos);
        return canvas;
    }
}
