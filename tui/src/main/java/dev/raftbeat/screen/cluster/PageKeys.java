package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.canvas.CutTexts;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import java.util.List;

/** Keys on the pages that cover the picture: help with its search, and what was cut. */
final class PageKeys {
    private static final int PAGE = 8;

    private PageKeys() {}

    static void openHelp(Model model) {
        model.page.open();
        model.mode = Mode.HELP;
    }

    /** Shows whole what the last picture had to cut. */
    static void openWhole(Model model) {
        model.page.open();
        if (model.cut.gather()) {
            model.mode = Mode.WHOLE;
        } else {
            model.say(Tone.QUIET, CutTexts.NONE);
        }
    }

    static List<Request> key(Model model, Key key) {
        PageState page = model.page;
        if (page.searching) {
            search(page, key);
            return List.of();
        }
        switch (key.code()) {
            case UP -> page.scroll.by(-1);
            case DOWN -> page.scroll.by(1);
            case PAGE_UP -> page.scroll.by(-PAGE);
            case PAGE_DOWN -> page.scroll.by(PAGE);
            case HOME -> page.scroll.top = 0;
            case END -> page.scroll.top = Integer.MAX_VALUE / 2;
            default -> other(model, key);
        }
        return List.of();
    }

    private static void other(Model model, Key key) {
        PageState page = model.page;
        if (model.mode == Mode.HELP && key.is('/')) {
            page.searching = true;
        } else if (key.code() == Code.ESC && !page.search.text().isEmpty()) {
            page.open();
        } else {
            model.mode = Mode.PICTURE;
        }
    }

    private static void search(PageState page, Key key) {
        switch (key.code()) {
            case ESC -> page.open();
            case ENTER -> page.searching = false;
            case UP -> page.scroll.by(-1);
            case DOWN -> page.scroll.by(1);
            default -> {
                page.search.key(key);
                page.scroll.top = 0;
            }
        }
    }
}
