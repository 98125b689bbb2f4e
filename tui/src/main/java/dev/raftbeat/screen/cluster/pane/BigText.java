package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.world.Leading;
import java.util.Locale;
import java.util.Optional;

/** Who leads, and the term, in letters that are read from the back of a room. */
final class BigText {
    /** How high a letter is. */
    static final int ROWS = 5;

    /** How wide one is, in dots, with the gap behind it. */
    private static final int DOTS = 4;

    private static final String LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-._ ";
    /** A digit of three bits for each row of dots. */
    private static final String[] SHAPES = ("75557 26227 71747 71717 55711 74717 74757 71122 75757 75717 "
                    + "75755 65656 74447 65556 74647 74644 74557 55755 72227 11157 55655 44447 57755 65555 75557 "
                    + "75744 75571 75655 74717 72222 55557 55552 55775 55255 55222 71247 00700 00002 00007 00000")
            .split(" ");

    private static final String UNKNOWN = "71202";

    private BigText() {}

    static void draw(Canvas canvas, Model model) {
        Optional<Leading> leading = model.picture().leader();
        String term = "TERM " + model.picture().term();
        String who =
                leading.map(one -> one.node().name().toUpperCase(Locale.ROOT)).orElse("NO LEADER");
        Style style = leading.isPresent() ? Style.LEADER : Style.BAD;
        String text = Canvas.firstFit((canvas.width() - 2) / DOTS, who + "  " + term, term);
        int wide = text.length() * DOTS * 2 <= canvas.width() - 2 ? 2 : 1;
        int termFrom = text.length() - term.length();
        for (int i = 0; i < text.length(); i++) {
            letter(canvas, 1 + i * DOTS * wide, text.charAt(i), wide, i < termFrom ? style : Style.STRONG);
        }
    }

    private static void letter(Canvas canvas, int x, char letter, int wide, Style style) {
        int at = LETTERS.indexOf(letter);
        String shape = at < 0 ? UNKNOWN : SHAPES[at];
        for (int y = 0; y < ROWS; y++) {
            int dots = shape.charAt(y) - '0';
            for (int dot = 0; dot < DOTS - 1; dot++) {
                if ((dots & 4 >> dot) != 0) {
                    canvas.repeat(x + dot * wide, y, Glyphs.FULL, wide, style);
                }
            }
        }
    }
}
