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
final class MenuKeys {
    private static final int PAGE = 8;

    private MenuKeys() {}

    /** The words of the menu, in the order of the table. */
    static List<FaultWord> words() {
        return FaultWords.all().stream()
                .filter(word -> word.worlds().contains(WorldKind.LOCAL))
                .toList();
    }

    static List<Request> key(Model model, Key key) {
        int last = words().size() - 1;
        switch (key.code()) {
            case UP -> model.menu = Math.max(0, model.menu - 1);
            case DOWN -> model.menu = Math.min(last, model.menu + 1);
            case PAGE_UP -> model.menu = Math.max(0, model.menu - PAGE);
            case PAGE_DOWN -> model.menu = Math.min(last, model.menu + PAGE);
            case HOME -> model.menu = 0;
            case END -> model.menu = last;
            case ENTER, RIGHT -> CommandKeys.open(model, line(model, words().get(model.menu)));
            case CHAR -> letter(model, key, last);
            default -> model.mode = Mode.PICTURE;
        }
        return List.of();
    }

    /** A letter goes to the next word that begins with it; {@code m} and {@code q} close the menu. */
    private static void letter(Model model, Key key, int last) {
        if (key.is('q') || key.is('m') && model.menu >= 0 && !begins(model, 'm', last)) {
            model.mode = Mode.PICTURE;
        } else {
            begins(model, key.letter(), last);
        }
    }

    private static boolean begins(Model model, char letter, int last) {
        for (int step = 1; step <= last; step++) {
            int at = (model.menu + step) % (last + 1);
            if (words().get(at).text().charAt(0) == letter) {
                model.menu = at;
                return true;
            }
        }
        return false;
    }

    /** The word's example with the selected node and link in place of those of the example. */
    static String line(Model model, FaultWord word) {
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
