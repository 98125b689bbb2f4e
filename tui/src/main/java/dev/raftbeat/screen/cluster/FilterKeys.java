package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import java.util.List;

/** Keys while the filter of the feed is being typed; the feed follows each letter. */
final class FilterKeys {
    private FilterKeys() {}

    static List<Request> key(Model model, Key key) {
        switch (key.code()) {
            case ESC -> {
                model.feed.filter = "";
                model.mode = Mode.PICTURE;
            }
            case ENTER -> {
                model.filterLine.remember(model.filterLine.text());
                model.mode = Mode.PICTURE;
            }
            default -> {
                if (model.filterLine.key(key)) {
                    follow(model);
                }
            }
        }
        return List.of();
    }

    static void paste(Model model, String text) {
        model.say(Tone.FAILED, model.filterLine.paste(text));
        follow(model);
    }

    private static void follow(Model model) {
        model.feed.filter = model.filterLine.text();
        model.feed.back = 0;
    }
}
