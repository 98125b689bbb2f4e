package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static String table() {
        StringBuilder table = new StringBuilder("| key | what it does |\n|---|---|\n");
        for (Action action : Action.values()) {
            table.append("| `")
                    .append(action.label())
                    .append("` | ")
                    .append(action.help())
                    .append(" |\n");
        }
        return table.toString();
    }
}
