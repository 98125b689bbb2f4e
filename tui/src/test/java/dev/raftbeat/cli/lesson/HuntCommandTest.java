package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.zoo.Zoo;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code raftbeat hunt} as a student and a teacher see it. */
class HuntCommandTest {
    /** Behind which the easy hunt hides {@code votes-twice}. */
    private static final String SEED = "12";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    private Path directory;

    private String hunt;

    @BeforeEach
    void names() {
        hunt = directory.resolve("ada.hunt").toString();
    }

    private int run(String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        List<String> all = new ArrayList<>(List.of("hunt"));
        all.addAll(List.of(args));
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), all.toArray(String[]::new));
    }

    private int begin() {
        return run("--seed", SEED, "--student", "Ada", "--hunt", hunt);
    }

    private int shoot(String... lines) throws IOException {
        Path file = directory.resolve("mine.scenario");
        Files.writeString(file, String.join("\n", lines));
        return run("try", file.toString(), "--hunt", hunt);
    }

    private int win() throws IOException {
        return shoot("cluster 3 prevote off", "align timers", "run 2E");
    }

    @Test
    void aHuntIsBegunTriedWonShortenedRevealedAndListed() throws IOException {
        assertThat(begin()).as(err.toString()).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("seed 12, easy, Ada")
                .contains("about how votes and promises are")
                .contains("open: 0 points, 12 tries left");
        assertThat(shoot("cluster 1", "run 5E")).isEqualTo(ExitCodes.VIOLATED);
        assertThat(out.toString()).contains("try 1 of 12").contains("no check was broken");
        assertThat(win()).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("I2 broken under 16 of 16 seeds: ")
                .contains("A node votes for at most one candidate in a term")
                .contains("won: 93 points with 3 lines, 10 tries left");
        assertThat(shoot("cluster 3 election 50..52ms heartbeat 20ms", "run 1s"))
                .isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("won: 98 points with 2 lines, 9 tries left");
        assertThat(Files.readString(Path.of(hunt))).doesNotContain("votes-twice");
        assertThat(run("give-up", "--hunt", hunt)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("It was votes-twice").contains("won: 98 points");
        assertThat(win()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("was revealed");
        assertThat(run("results", hunt)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("    98  Ada                   won        2      3  seed 12, easy");
    }

    @Test
    void nothingThatIsToldBeforeTheEndNamesARule() throws IOException {
        begin();
        String told = out.toString();
        run("--hint", "--hunt", hunt);
        told += out;
        win();
        told += out;
        for (var animal : Zoo.all()) {
            assertThat(told).doesNotContain(animal.name());
        }
    }

    @Test
    void theHintCostsOnceAndIsToldAgain() throws IOException {
        begin();
        assertThat(run("--hint", "--hunt", hunt)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString()).contains("hint: 2 lines can make it break I2: A node votes");
        run("--hint", "--hunt", hunt);
        run("--hunt", hunt);
        assertThat(out.toString()).contains("hint: 2 lines");
        win();
        assertThat(out.toString()).contains("won: 75 points with 3 lines, 11 tries left, hint taken");
    }

    @Test
    void aHintAfterAWinIsToldAndTakesNothingAway() throws IOException {
        begin();
        win();
        assertThat(run("--hint", "--hunt", hunt)).isEqualTo(ExitCodes.VALID);
        assertThat(out.toString())
                .contains("hint: 2 lines can make it break I2")
                .contains("won: 95 points with 3 lines, 11 tries left")
                .doesNotContain("hint taken");
        run("--hunt", hunt);
        assertThat(out.toString()).contains("won: 95 points").doesNotContain("hint:");
    }

    @Test
    void theSameSeedAndScenariosGiveTheSameWordsAndTheSameFile() throws IOException {
        begin();
        win();
        String said = out.toString();
        byte[] file = Files.readAllBytes(Path.of(hunt));
        Files.delete(Path.of(hunt));
        begin();
        win();
        assertThat(out.toString()).isEqualTo(said);
        assertThat(Files.readAllBytes(Path.of(hunt))).isEqualTo(file);
    }

    @Test
    void triesEndAndTheListSaysSo() throws IOException {
        begin();
        for (int i = 0; i < 12; i++) {
            assertThat(shoot("cluster 1", "run 1E")).isEqualTo(ExitCodes.VIOLATED);
        }
        assertThat(out.toString()).contains("lost: 0 points, 0 tries left");
        assertThat(win()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("no tries are left");
    }

    @Test
    void aFileThatIsNoScenarioCostsNoTry() throws IOException {
        begin();
        assertThat(shoot("cluster 3", "run for ever")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("mine.scenario:2:");
        assertThat(shoot("cluster 3", "run 1h")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("300 virtual seconds");
        run("--hunt", hunt);
        assertThat(out.toString()).contains("12 tries left");
    }

    @Test
    void aClassListNamesDamagedFilesAndListsTheOthers() throws IOException {
        begin();
        win();
        String other = directory.resolve("bob.hunt").toString();
        run("--seed", SEED, "--student", "Bob", "--hunt", other);
        String bad = directory.resolve("eve.hunt").toString();
        Files.writeString(Path.of(bad), Files.readString(Path.of(hunt)).replace("\"lines\": 3", "\"lines\": 1"));
        assertThat(run("results", other, bad, hunt, "-o", "json")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .startsWith("raftbeat: ")
                .contains("eve.hunt:16: expected the checksum")
                .doesNotContain("\tat ");
        assertThat(out.toString())
                .startsWith("[")
                .containsSubsequence("\"points\": 95", "\"student\": \"Ada\"", "\"points\": 0", "\"student\": \"Bob\"")
                .doesNotContain("Eve");
    }

    @Test
    void aHuntIsNotBegunOverAnother() {
        begin();
        assertThat(begin()).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("holds a hunt already");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--seed -1",
                "--seed x",
                "--level odd",
                "try",
                "try none.scenario",
                "results",
                "results none.hunt"
            })
    void whatMakesNoSenseIsUsage(String options) {
        String[] args = (options.startsWith("results") ? options : options + " --hunt " + hunt).split(" ");
        assertThat(run(args)).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: ").doesNotContain("\tat ");
        assertThat(Path.of(hunt)).doesNotExist();
    }

    @Test
    void subcommandsHaveHelp() {
        for (String name : List.of("try", "give-up", "results")) {
            assertThat(run(name, "--help")).isEqualTo(ExitCodes.VALID);
            assertThat(out.toString()).startsWith("Usage: raftbeat hunt " + name);
        }
    }
}
