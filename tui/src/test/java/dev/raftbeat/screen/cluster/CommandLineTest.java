package dev.raftbeat.screen.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Typing lines of the fault language, and the menu that types them for one. */
class CommandLineTest extends KeyStage {
    @Test
    void linesAreTypedCompletedCheckedAndRecalled() {
        press(":par");
        press(Key.of(Code.TAB));
        assertThat(model.line.text()).isEqualTo("partition ");
        press("n9");
        assertThat(press(Key.of(Code.ESC))).isEmpty();
        press(":cut n1 ->");
        assertThat(press(Key.of(Code.ENTER))).as("nothing happens").isEmpty();
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text())
                .contains(":cut n1 ->")
                .contains("column 10");
        press(Key.of(Code.END));
        press(" n2");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("cut n1 -> n2"));
        press(":");
        press(Key.of(Code.UP));
        assertThat(model.line.text()).isEqualTo("cut n1 -> n2");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("cut n1 -> n2"));
        press(":heal; cut n1 -> n3");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("heal", "cut n1 -> n3"));
    }

    @Test
    void pastedTextGoesToTheLineThatIsBeingTyped() {
        press(":kill ");
        Update.paste(model, "n1\r\n\tn2\u001b\n");
        assertThat(model.line.text()).as("a line end is no Enter").isEqualTo("kill n1 n2");
        press(Key.of(Code.HOME));
        Update.paste(model, "heal;");
        assertThat(model.line.text()).as("at the cursor").isEqualTo("heal;kill n1 n2");
        Update.paste(model, "x".repeat(500));
        assertThat(model.line.text()).as("all of it or nothing").isEqualTo("heal;kill n1 n2");
        assertThat(ClusterScreen.of(model, 120, 24, history.now()).text())
                .contains("the pasted text is too long: a line takes 500 characters");
        press(Key.of(Code.ESC));

        press("/");
        Update.paste(model, "votes");
        assertThat(model.feed.filter).isEqualTo("votes");
    }

    @Test
    void pastedTextIsNoKeysWhereNoLineIsBeingTyped() {
        for (String open : List.of("", "m", "?", "w")) {
            press(open);
            Model.Mode mode = model.mode;
            String before = model.cursors.marked + " " + model.selected() + " " + model.busy();
            Update.paste(model, "Walk to the park");
            assertThat(model.mode).as("behind '%s'", open).isEqualTo(mode);
            assertThat(model.cursors.marked + " " + model.selected() + " " + model.busy())
                    .isEqualTo(before);
            press(Key.of(Code.ESC));
        }
        Update.paste(model, "Walk to the park");
        assertThat(ClusterScreen.of(model, 120, 24, history.now()).text()).contains("pasted text goes to a line only");
    }

    @Test
    void tabCompletesTheNameOfAFile() {
        for (String word : List.of("open", "save", "save!", "shot", "shot!")) {
            press(":" + word + " sto");
            assertThat(press(Key.of(Code.TAB))).containsExactly(new Request.Complete("sto"));
            model.completed("sto", List.of("store/"));
            assertThat(model.line.text()).isEqualTo(word + " store/");
            model.completed("sto", List.of("stove/"));
            assertThat(model.line.text()).as("the line is another by now").isEqualTo(word + " store/");
            assertThat(press(Key.of(Code.TAB))).containsExactly(new Request.Complete("store/"));
            model.completed("store/", List.of("store/a b.scenario", "store/a c.scenario"));
            assertThat(model.line.text()).isEqualTo(word + " store/a ");
            assertThat(model.offers).containsExactly("store/a b.scenario", "store/a c.scenario");
            press(Key.of(Code.ESC));
        }
        press(":open ");
        assertThat(press(Key.of(Code.TAB))).containsExactly(new Request.Complete(""));
        press("lea");
        model.completed("lea", List.of());
        assertThat(model.line.text()).as("the fault language has this word too").isEqualTo("open leader ");
        press(Key.of(Code.ESC));
        model.completed("", List.of("x"));
        assertThat(model.line.text()).as("nothing is being typed").doesNotContain("x");
    }

    @Test
    void openIsAFileUnlessItNamesLinks() {
        press(":open a b.scenario 2");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(List.of(new Request.Open("a b.scenario 2")));
        press(":open n1 -> n2");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(applied("open n1 -> n2"));
        press(":save x");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(List.of(new Request.Save("x", false)));
        press(":save!  x ");
        assertThat(press(Key.of(Code.ENTER))).isEqualTo(List.of(new Request.Save("x", true)));
        for (String word : List.of("open", "save", "save!")) {
            press(":" + word);
            assertThat(press(Key.of(Code.ENTER))).as("nothing happens").isEmpty();
            assertThat(ClusterScreen.of(model, 80, 24, history.now()).text())
                    .contains("expected the name of a scenario file");
            press(Key.of(Code.ESC));
        }
    }

    @Test
    void aDetectorIsChosenByItsTextAndShownWithWhatItLearned() {
        press(":detector fixed 1s");
        assertThat(press(Key.of(Code.ENTER)))
                .as("nothing is asked of the cluster")
                .isEmpty();
        assertThat(model.detector()).hasToString("fixed 1s");
        String wide = ClusterScreen.of(model, 200, 50, history.now()).text();
        assertThat(wide).contains("fixed 1s").contains("3.19 !");
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("n4 ! 3.1s");
        press(":detector fixed 1d");
        press(Key.of(Code.ENTER));
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text())
                .contains("found 1d after fixed, expected a time");
        assertThat(model.detector()).hasToString("fixed 1s");
        model.startAnew();
        assertThat(model.detector()).as("it outlives a journey in time").hasToString("fixed 1s");
    }

    @Test
    void theMenuOffersEveryWordAsALineThatCanBeParsed() {
        press("m");
        for (int i = 0; i < MenuKeys.words().size(); i++) {
            String line = MenuKeys.line(model, MenuKeys.words().get(i));
            assertThat(parses(line)).as(line).isTrue();
        }
        press("sx");
        press(Key.of(Code.ENTER));
        assertThat(model.mode).isEqualTo(Model.Mode.COMMAND);
        assertThat(model.line.text()).startsWith("s");
    }

    private static boolean parses(String line) {
        try {
            FaultLanguage.parse(line);
            return true;
        } catch (FaultSyntaxException wrong) {
            return false;
        }
    }

    @Test
    void theLineIsEditedAsShellsDo() {
        press(":cut n1 -> n2");
        press(Key.ctrl('w'));
        press("n3");
        press(Key.of(Code.HOME));
        press(Key.of(Code.DELETE));
        press("C");
        press(Key.ctrl('e'));
        press(Key.of(Code.BACKSPACE));
        press("4");
        assertThat(model.line.text()).isEqualTo("Cut n1 -> n4");
        press(Key.ctrl('u'));
        assertThat(model.line.text()).isEmpty();
        press(Key.of(Code.BACKSPACE));
        assertThat(model.mode).as("nothing left to rub out").isEqualTo(Model.Mode.PICTURE);
    }
}
