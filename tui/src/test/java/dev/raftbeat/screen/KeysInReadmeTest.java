package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.screen.Action.Group;
import dev.raftbeat.screen.lesson.LessonHelp;
import dev.raftbeat.screen.twin.TwinHelp;
import dev.raftbeat.screen.workers.WorkersKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class KeysInReadmeTest {
    private static final Path README = Path.of("..", "README.md");
    private static final String BEGIN = "<!-- keys: made from the code -->\n";
    private static final String END = "<!-- end of keys -->";

    @Test
    void theReadmeListsTheKeysAsTheyAre() throws IOException {
        String text = Files.readString(README);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).isPositive().isLessThanOrEqualTo(end);
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(README, text.substring(0, begin) + table() + text.substring(end));
            return;
        }

        assertThat(text.substring(begin, end))
                .as("write it with -Draftbeat.rewrite=true")
                .isEqualTo(table());
    }

    /** A section for each place where keys mean something of their own, so that a letter is told apart by where it is. */
    private static String table() {
        StringBuilder table = new StringBuilder();
        for (Group group : List.of(
                Group.SCREEN,
                Group.MOVE,
                Group.MOUSE,
                Group.NODE,
                Group.LINK,
                Group.CLUSTER,
                Group.TIME,
                Group.MESSAGE)) {
            section(table, group.title(), Action.of(group), Action::label, Action::help);
        }
        section(table, Group.TWINS.title(), TwinHelp.actions(), Action::label, TwinHelp::help);
        section(table, Group.LESSON.title(), LessonHelp.actions(), Action::label, LessonHelp::help);
        section(
                table,
                "A monitor: raftbeat watch URL",
                WorkersKeys.TABLE,
                entry -> entry.action().label(),
                WorkersKeys.Entry::help);
        return table.toString();
    }

    private static <T> void section(
            StringBuilder table, String title, List<T> rows, Function<T, String> key, Function<T, String> help) {
        table.append("### ").append(title).append("\n\n| key | what it does |\n|---|---|\n");
        rows.forEach(row -> table.append("| `")
                .append(key.apply(row))
                .append("` | ")
                .append(help.apply(row))
                .append(" |\n"));
        table.append('\n');
    }

    @Test
    void noKeyStandsTwiceInASection() throws IOException {
        for (String section : Files.readString(README).split("### ", -1)) {
            List<String> keys = section.lines()
                    .filter(line -> line.startsWith("| `"))
                    .map(line -> line.substring(3, line.indexOf('`', 3)))
                    .toList();
            assertThat(keys).as(section.lines().findFirst().orElse("")).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyActionStandsInOneSection() {
        for (Action action : Action.values()) {
            assertThat(table()).contains("| `" + action.label() + "` |");
        }
    }
}
