package dev.raftbeat.screen.cluster;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.FaultWords;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Model.Mode;
import java.util.List;

/** The menu of faults: every word of the language, its line filled in with what is selected. */
public final class MenuKeys {
    private static final int PAGE = 8;

    private MenuKeys() {}

    /** The words of the menu, in the order of the table. */
    public static List<FaultWord> words() {
        return FaultWords.all().stream()
                .filter(word -> word.worlds().contains(WorldKind.LOCAL))
                .toList();
    }

    static List<Request> key(Model model, Key key) {
        int last = words().size() - 1;
        switch (key.code()) {
            case UP -> model.cursors.menu = Math.max(0, model.cursors.menu - 1);
            case DOWN -> model.cursors.menu = Math.min(last, model.cursors.menu + 1);
            case PAGE_UP -> model.cursors.menu = Math.max(0, model.cursors.menu - PAGE);
            case PAGE_DOWN -> model.cursors.menu = Math.min(last, model.cursors.menu + PAGE);
            case HOME -> model.cursors.menu = 0;
            case END -> model.cursors.menu = last;
            case ENTER, RIGHT -> CommandKeys.open(model, line(model, words().get(model.cursors.menu)));
            case CHAR -> letter(model, key, last);
            default -> model.mode = Mode.PICTURE;
        }
        return List.of();
    }

    /** A letter goes to the next word that begins with it; {@code m} and {@code q} close the menu. */
    private static void letter(Model model, Key key, int last) {
        if (key.is('q') || key.is('m') && model.cursors.menu >= 0 && !begins(model, 'm', last)) {
            model.mode = Mode.PICTURE;
        } else {
            begins(model, key.letter(), last);
        }
    }

    private static boolean begins(Model model, char letter, int last) {
        for (int step = 1; step <= last; step++) {
            int at = (model.cursors.menu + step) % (last + 1);
            if (words().get(at).text().charAt(0) == letter) {
                model.cursors.menu = at;
                return true;
            }
        }
        return false;
    }

    /** The word's example with the selected node and link in place of those of the example. */
    public static String line(Model model, FaultWord word) {
        String line = word.example();
        String node = model.selected().name();
        String syntax = word.syntax();
        if (syntax.contains("LINKS")) {
            Link link = model.link().orElse(null);
            return link == null ? line : line.replaceFirst("\\S+ (<?->) \\S+", link.from() + " $1 " + link.to());
        }
        if (syntax.matches("[a-z -]+NODES?( .*)?") && !word.text().startsWith("set")) {
            return line.replaceFirst("^(" + word.text() + ") \\S+", "$1 " + node);
        }
        return line;
    }
}
