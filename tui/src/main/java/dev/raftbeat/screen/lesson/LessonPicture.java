package dev.raftbeat.screen.lesson;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonText;
import dev.raftbeat.lesson.Paragraph;
import dev.raftbeat.screen.Speed;
import dev.raftbeat.screen.Zoom;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Rules;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.screen.cluster.page.WhyPane;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.screen.cluster.pane.FeedPane;
import dev.raftbeat.screen.cluster.strip.StripPane;
import dev.raftbeat.screen.lesson.LessonModel.Mode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A lesson and its cluster: below one another, or beside where there is room. */
public final class LessonPicture {
    private static final int BESIDE_FROM_WIDTH = 112;
    private static final int BESIDE_FROM_HEIGHT = 30;
    private static final int STRIP_ROWS = 4;

    private final ClusterScreen picture = new ClusterScreen();
    private final StripPane strip = new StripPane();
    private final FeedPane feed = new FeedPane();

    /** A canvas of this size with the whole picture on it. */
    public static Canvas of(LessonModel model, int width, int height) {
        Canvas canvas = new Canvas(Math.max(1, width), Math.max(1, height));
        canvas.clear();
        new LessonPicture().draw(canvas, model);
        return canvas;
    }

    private void draw(Canvas canvas, LessonModel model) {
        int width = canvas.width();
        int height = canvas.height();
        title(canvas.window(0, 0, width, 1), model);
        status(canvas.window(0, height - 2, width, 2), model);
        Canvas body = canvas.window(0, 1, width, height - 3);
        Optional<Model> cluster = model.cluster();
        model.cut.drawn(canvas);
        if (model.mode == Mode.WHOLE) {
            model.top = model.cut.draw(body, model.top);
        } else if (model.mode == Mode.HELP) {
            LessonHelp.draw(body, model);
        } else if (model.why()) {
            why(body, model);
        } else if (cluster.isEmpty() || model.isCommand()) {
            text(body, model);
        } else if (width >= BESIDE_FROM_WIDTH && height >= BESIDE_FROM_HEIGHT) {
            int left = Math.min(64, width * 2 / 5);
            text(body.window(0, 0, left, body.height()), model);
            Rules.wall(body, left, 0, body.height());
            Canvas right = body.window(left + 1, 0, width - left - 1, body.height());
            int rows = cluster(right, model, cluster.get());
            history(right.window(0, rows, right.width(), right.height() - rows), model, cluster.get());
        } else {
            int rows = cluster(body, model, cluster.get());
            Canvas below = body.window(0, rows, width, body.height() - rows);
            if (model.player.stage().kind() == Kind.RUN) {
                run(below, model, cluster.get());
            } else {
                text(below, model);
            }
        }
    }

    private static void title(Canvas canvas, LessonModel model) {
        LessonPlayer player = model.player;
        int end = canvas.width() - 1;
        String pace = "";
        if (model.cluster().isPresent() && model.simulated()) {
            String state = model.running() ? Glyphs.HERE + " " + Speed.word(model.speed()) : Glyphs.PAUSED + " held";
            pace = ClockText.moment(model.nowNanos()) + "  " + state;
        }
        canvas.putRight(end, 0, pace, model.running() ? Style.GOOD : Style.DIM);
        int x = canvas.put(1, 0, "Lesson " + player.lesson().number(), Style.TITLE);
        String place = player.place() + "/" + player.count();
        int room = end - pace.length() - x - place.length() - 6;
        x = canvas.putFit(x + 2, 0, player.lesson().title(), room, Style.STRONG);
        canvas.put(x + 2, 0, place, Style.DIM);
    }

    private int cluster(Canvas canvas, LessonModel model, Model cluster) {
        int rows = Math.min(canvas.height(), cluster.members.size() + 2);
        picture.cluster(canvas.window(0, 0, canvas.width(), rows), cluster, model.nowNanos());
        return rows;
    }

    /** While something runs, what happens is worth more than what was asked. */
    private void run(Canvas canvas, LessonModel model, Model cluster) {
        int lines = lines(model, canvas.width()).size() + 1;
        int rows = Math.min(lines, Math.max(4, canvas.height() - STRIP_ROWS - 3));
        text(canvas.window(0, 0, canvas.width(), rows), model);
        history(canvas.window(0, rows, canvas.width(), canvas.height() - rows), model, cluster);
    }

    private void history(Canvas canvas, LessonModel model, Model cluster) {
        int width = canvas.width();
        int y = 0;
        if (canvas.height() >= STRIP_ROWS + 4) {
            Rules.heading(canvas, 0, "Leaders and terms, a column " + Zoom.word(cluster.strip.zoom), "", false);
            strip.draw(canvas.window(0, 1, width, STRIP_ROWS), cluster, model.nowNanos());
            y = STRIP_ROWS + 1;
        }
        if (canvas.height() - y >= 2) {
            Rules.heading(canvas, y, "Feed", FeedPane.heading(cluster), false);
            feed.draw(canvas.window(0, y + 1, width, canvas.height() - y - 1), cluster, model.nowNanos());
        }
    }

    private record Line(String text, Style style) {}

    private static void text(Canvas canvas, LessonModel model) {
        if (canvas.height() == 0) {
            return;
        }
        Rules.heading(canvas, 0, LessonText.title(model.player), "", true);
        List<Line> lines = lines(model, canvas.width());
        int room = canvas.height() - 1;
        model.top = Math.max(0, Math.min(model.top, lines.size() - room));
        // What says that there is more has a line of its own, and covers no words.
        int rows = model.top + room < lines.size() ? room - 1 : room;
        for (int y = 0; y < rows && model.top + y < lines.size(); y++) {
            Line line = lines.get(model.top + y);
            canvas.putFit(1, 1 + y, line.text(), canvas.width() - 1, line.style());
        }
        if (model.top + rows < lines.size()) {
            canvas.putRight(canvas.width() - 1, canvas.height() - 1, " ↓ more ", Style.KEY);
        }
    }

    /** How many lines the text of this stage takes at this width. */
    static int rows(LessonModel model, int width) {
        return lines(model, width).size();
    }

    private static List<Line> lines(LessonModel model, int width) {
        List<Line> lines = new ArrayList<>();
        for (Paragraph shown : LessonText.of(model.player)) {
            for (String line : shown.lines(width - 2)) {
                lines.add(new Line(line, style(shown.mark())));
            }
        }
        if (model.isCommand() && model.running()) {
            lines.add(new Line("running" + Glyphs.ELLIPSIS, Style.DIM));
        }
        return lines;
    }

    private static Style style(Paragraph.Mark mark) {
        return switch (mark) {
            case TEXT, CHOICE -> Style.TEXT;
            case FIXED -> Style.KEY;
            case QUESTION, NOTE -> Style.STRONG;
            case RIGHT -> Style.GOOD;
            case WRONG -> Style.BAD;
            case REASON -> Style.DIM;
        };
    }

    private static void why(Canvas body, LessonModel model) {
        long zero =
                model.cluster().map(cluster -> cluster.picture().firstNanos()).orElse(0L);
        if (model.explanation().isEmpty()) {
            Rules.heading(body, 0, "Why", "", true);
            body.putFit(1, 1, "Nothing has happened yet that could be explained.", body.width() - 2, Style.TEXT);
            return;
        }
        List<Line> lines = model.mode == Mode.WHY ? List.of() : lines(model, body.width());
        int rows = lines.isEmpty() ? 0 : Math.min(lines.size() + 1, body.height() / 2);
        for (int y = 0; y < rows && y < lines.size(); y++) {
            body.putFit(
                    1, y, lines.get(y).text(), body.width() - 1, lines.get(y).style());
        }
        Canvas chain = body.window(0, rows, body.width(), body.height() - rows);
        model.top = WhyPane.draw(chain, model.explanation(), zero, model.top);
    }

    private static void status(Canvas canvas, LessonModel model) {
        Style style = model.status.tone() == Tone.FAILED ? Style.BAD : Style.DIM;
        canvas.putFit(1, 0, model.status.text(), canvas.width() - 2, style);
        canvas.putFit(1, 1, LessonHelp.hints(model), canvas.width() - 2, Style.KEY);
    }
}
