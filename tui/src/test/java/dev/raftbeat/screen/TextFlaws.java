package dev.raftbeat.screen;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.DrawnText;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the texts of a picture: cut without a sign, covered by others, or glued to their neighbours. */
public final class TextFlaws {
    private TextFlaws() {}

    public static List<String> of(Canvas canvas) {
        List<String> flaws = new ArrayList<>();
        List<DrawnText> texts = canvas.texts();
        for (int i = 0; i < texts.size(); i++) {
            DrawnText text = texts.get(i);
            if (text.outside()) {
                flaws.add("outside its window: " + text);
            } else if (text.cut()
                    && !text.shown().stripTrailing().endsWith("…")
                    && !text.shown().startsWith("…")) {
                flaws.add("cut without a sign: " + text);
            } else if (covered(canvas, text)) {
                flaws.add("covered: " + text);
            }
            for (DrawnText other : texts.subList(i + 1, texts.size())) {
                if (!text.outside() && !other.outside() && text.y() == other.y() && touch(text, other)) {
                    flaws.add("touching: " + text + " and " + other);
                }
            }
        }
        return flaws;
    }

    private static boolean covered(Canvas canvas, DrawnText text) {
        for (int i = 0; i < text.shown().length(); i++) {
            char letter = text.shown().charAt(i);
            if (letter != ' ' && canvas.glyph(text.x() + i, text.y()) != letter) {
                return true;
            }
        }
        return false;
    }

    private static boolean touch(DrawnText one, DrawnText other) {
        return !one.shown().isBlank()
                && !other.shown().isBlank()
                && (end(one) == begin(other) || end(other) == begin(one));
    }

    private static int begin(DrawnText text) {
        return text.x() + text.shown().length() - text.shown().stripLeading().length();
    }

    private static int end(DrawnText text) {
        return text.x() + text.shown().stripTrailing().length();
    }
}
