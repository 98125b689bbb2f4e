package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The list of what a lesson may have run is about what there is, and stands in the documents. */
class LessonAllowanceTest {
    private static final Path PAGE = Path.of("..", "docs", "LESSONS.md");
    private static final String BEGIN = "<!-- commands: made from the code -->\n";
    private static final String END = "<!-- end of commands -->";

    /** A word of the list that no command knows would allow nothing, and hide that something is missing. */
    @Test
    void theListNamesWhatThereIs() {
        LessonAllowance.all().forEach((name, allowed) -> {
            CommandSpec command = Main.everyCommand().getCommandSpec();
            for (String word : name.split(" ")) {
                command = command.subcommands().get(word).getCommandSpec();
            }
            assertThat(command.optionsMap().keySet()).containsAll(allowed.options());
            assertThat(LessonAllowance.of(command)).contains(allowed);
        });
        assertThat(LessonAllowance.names()).doesNotContain("demo", "up", "node", "worker", "watch", "lesson");
    }

    /** The labels of options that are text and yet say how much. */
    private static final List<String> AMOUNTS = List.of("TIME", "PERCENT", "N", "SEED", "SECONDS", "BEATS", "STATES");

    private static boolean takesAnAmount(OptionSpec option) {
        boolean isNumber = Stream.concat(Stream.of(option.type()), Stream.of(option.auxiliaryTypes()))
                .anyMatch(type -> Number.class.isAssignableFrom(type)
                        || type == int.class
                        || type == long.class
                        || type == double.class);
        return isNumber || AMOUNTS.contains(option.paramLabel());
    }

    /** One that is missing would let a lesson ask for endless work. */
    @Test
    void everyNumberAndEveryTimeHasAGreatestValue() {
        List<String> without = new ArrayList<>();
        AtomicInteger with = new AtomicInteger();
        LessonAllowance.all().forEach((name, allowed) -> {
            CommandSpec command = Main.everyCommand().getCommandSpec();
            for (String word : name.split(" ")) {
                command = command.subcommands().get(word).getCommandSpec();
            }
            for (OptionSpec option : command.options()) {
                boolean limited = allowed.most().containsKey(option.longestName());
                if (allowed.options().contains(option.longestName()) && takesAnAmount(option) != limited) {
                    without.add(name + " " + option.longestName());
                }
                with.addAndGet(limited ? 1 : 0);
            }
            assertThat(allowed.options()).containsAll(allowed.most().keySet());
        });
        assertThat(without).isEmpty();
        assertThat(with.get()).isGreaterThan(30);
    }

    @Test
    void thePageNamesWhatIsAllowed() throws IOException {
        String text = Files.readString(PAGE);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        assertThat(begin).isGreaterThan(BEGIN.length()).isLessThanOrEqualTo(end);
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(PAGE, text.substring(0, begin) + table() + text.substring(end));
        } else {
            assertThat(text.substring(begin, end))
                    .as("write it with -Draftbeat.rewrite=true")
                    .isEqualTo(table());
        }
    }

    private static String table() {
        StringBuilder table = new StringBuilder("| command | options |\n|---|---|\n");
        LessonAllowance.all()
                .forEach((name, allowed) -> table.append("| `" + name + "` | ")
                        .append(allowed.options().stream()
                                .map(option -> "`" + option + "`"
                                        + (allowed.most().containsKey(option)
                                                ? " (to " + allowed.most().get(option) + ")"
                                                : "")
                                        + (allowed.needed().equals(Optional.of(option)) ? " (needed)" : ""))
                                .collect(Collectors.joining(" ")))
                        .append(" |\n"));
        return table.toString();
    }
}
