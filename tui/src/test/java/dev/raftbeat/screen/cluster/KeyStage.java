package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Histories;
import dev.raftbeat.screen.History;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Keys are pressed on the screen of a run in which much has happened. */
abstract class KeyStage {
    final History history = Histories.eventful();
    final Model model = history.model();

    List<Request> press(Key key) {
        return Update.key(model, key, history.now());
    }

    List<Request> press(String letters) {
        List<Request> all = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            all.addAll(press(Key.of(letter)));
        }
        return all;
    }

    static List<Request> applied(String... lines) {
        return Stream.of(lines).<Request>map(Request.Apply::new).toList();
    }
}
