package dev.raftbeat.terminal;

import com.googlecode.lanterna.TerminalSize;
import com.googlecode.lanterna.screen.Screen;
import com.googlecode.lanterna.screen.Screen.RefreshType;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.io.IOException;
import java.util.Optional;

/** Puts pictures on a screen, writing only what has changed since the last one. */
final class Painter {
    private final Screen screen;
    private final TerminalOptions options;
    private final Theme theme;
    private Optional<Canvas> shown = Optional.empty();
    private boolean afresh;

    Painter(Screen screen, TerminalOptions options) {
        this.screen = screen;
        this.options = options;
        this.theme = new Theme(options);
    }

    /** Draws the next picture whole, in case something else has written on the terminal. */
    void afresh() {
        afresh = true;
    }

    /** Draws the model as of {@code nowNanos}; answers whether anything had to be written. */
    boolean paint(Model model, long nowNanos) throws IOException {
        boolean wrote = paint((columns, rows) -> ClusterScreen.of(model, columns, rows, nowNanos));
        tell(model);
        return wrote;
    }

    /** Lets a recording know who leads on the picture that was drawn last. */
    void tell(Model model) {
        options.cast()
                .ifPresent(
                        cast -> model.picture().leader().ifPresent(leading -> cast.leads(leading, System.nanoTime())));
    }

    /** A picture at the size that the screen has. */
    interface Draft {
        Canvas of(int columns, int rows);
    }

    /** Draws a picture; answers whether anything had to be written. */
    boolean paint(Draft draft) throws IOException {
        if (screen.doResizeIfNecessary() != null) {
            shown = Optional.empty();
            afresh = true;
        }
        Canvas canvas = picture(draft);
        options.cast().ifPresent(cast -> cast.frame(canvas, System.nanoTime()));
        boolean changed = put(canvas);
        if (afresh) {
            screen.refresh(RefreshType.COMPLETE);
        } else if (changed) {
            screen.refresh(RefreshType.DELTA);
        }
        boolean wrote = afresh || changed;
        afresh = false;
        shown = Optional.of(canvas);
        return wrote;
    }

    /** The picture as it would be painted. */
    Canvas picture(Draft draft) {
        TerminalSize size = screen.getTerminalSize();
        Canvas canvas = draft.of(size.getColumns(), size.getRows());
        if (options.ascii()) {
            canvas.toAscii();
        }
        return canvas;
    }

    private boolean put(Canvas canvas) {
        boolean changed = false;
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                if (shown.isEmpty() || differs(shown.get(), canvas, x, y)) {
                    screen.setCharacter(x, y, theme.cell(canvas.glyph(x, y), canvas.style(x, y), canvas.inverse(x, y)));
                    changed = true;
                }
            }
        }
        return changed;
    }

    private static boolean differs(Canvas before, Canvas now, int x, int y) {
        return before.glyph(x, y) != now.glyph(x, y)
                || before.style(x, y) != now.style(x, y)
                || before.inverse(x, y) != now.inverse(x, y);
    }
}
