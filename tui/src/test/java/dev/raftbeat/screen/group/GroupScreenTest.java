package dev.raftbeat.screen.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lab.group.Plan;
import dev.raftbeat.lab.group.TrialFault;
import dev.raftbeat.lab.group.WatchedGroup;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.plain.PlainGroup;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.Request;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Twelve members on the screen, in virtual time. */
class GroupScreenTest {
    private static final long SECOND = 1_000_000_000L;

    private final GroupModel model = model(TopologyKind.SWIM, 1);
    private long real;

    private static WatchedGroup group(TopologyKind kind, long seed) {
        return new WatchedGroup(kind, Plan.of(TrialFault.CRASH, SECOND), seed);
    }

    private static GroupModel model(TopologyKind kind, long seed) {
        GroupModel made = new GroupModel(group(kind, seed), seed);
        made.tick(0);
        return made;
    }

    private void pass(long seconds) {
        for (long i = 0; i < 10 * seconds; i++) {
            real += SECOND / 10;
            model.tick(real);
        }
    }

    private List<Request> press(char letter) {
        return GroupKeys.key(model, Key.of(letter));
    }

    private String draw() {
        return GroupPicture.of(model, 80, 24).text();
    }

    @ParameterizedTest
    @CsvSource({"80,24", "120,36", "200,50"})
    void aKillIsFoundOutAndAReturnToo(int width, int height) {
        pass(5);
        press('7');
        press('k');
        pass(20);
        String killed = GroupPicture.of(model, width, height).text();
        assertThat(killed)
                .contains("swim: each probes one other", "seed 1", "dead; held for dead by 11", "What happened")
                .contains("→ message", "? suspects", "holds for dead");
        assertThat(model.group.changes().toString()).contains("m7 is killed", "suspects m7", "declares m7 dead");
        press('r');
        pass(30);
        assertThat(GroupPicture.of(model, width, height).text())
                .doesNotContain("held for dead by")
                .contains("trusts m7 again");
    }

    @Test
    void killIsItsOwnUndoAndHealBringsAllBack() {
        press('3');
        press('k');
        press('4');
        press('k');
        assertThat(List.of(model.group.isDead(2), model.group.isDead(3))).containsExactly(true, true);
        press('k');
        assertThat(List.of(model.group.isDead(2), model.group.isDead(3))).containsExactly(true, false);
        press('H');
        assertThat(model.group.isDead(2)).isFalse();
        press('r');
        assertThat(draw()).contains("m4 lives: k kills it");
    }

    @Test
    void timeStopsStepsAndGoesFaster() {
        press(' ');
        long stopped = model.group.now();
        pass(3);
        assertThat(model.group.now()).isEqualTo(stopped);
        press('.');
        assertThat(model.group.now()).isEqualTo(stopped + SECOND / 10);
        press(' ');
        press(']');
        pass(1);
        assertThat(model.group.now()).isEqualTo(stopped + SECOND / 10 + 3 * SECOND);
        press('[');
        press('[');
        assertThat(draw()).contains("×0.3");
    }

    @Test
    void helpNamesEveryKeyAndQuitLeaves() {
        press('?');
        String help = GroupPicture.of(model, 80, 24).text();
        GroupKeys.TABLE.forEach(entry -> assertThat(help).contains(entry.help()));
        assertThat(help).contains(TopologyKind.SWIM.sentence());
        press('x');
        assertThat(draw()).contains("What happened");
        GroupKeys.key(model, Key.of(Code.DOWN));
        assertThat(draw()).contains("▸○m8");
        assertThat(press('q')).containsExactly(new Request.Quit(false));
        assertThat(GroupKeys.key(model, Key.ctrl('c'))).containsExactly(new Request.Quit(true));
    }

    @Test
    void anyKeyAtAnySizeIsHarmless() {
        for (int size = 1; size < 40; size += 3) {
            press('?');
            assertThat(GroupPicture.of(model, 2 * size, size)).isNotNull();
            press('?');
            assertThat(GroupPicture.of(model, 2 * size, size)).isNotNull();
            for (char letter = ' '; letter < 127; letter++) {
                press(letter);
            }
            GroupKeys.key(model, Key.of(Code.PAGE_UP));
            assertThat(GroupPicture.of(model, 2 * size, size)).isNotNull();
        }
    }

    private static String plain(TopologyKind kind, long seed) {
        StringWriter text = new StringWriter();
        new PlainGroup(group(kind, seed), new PrintWriter(text)).tell(6);
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource(TopologyKind.class)
    void linesTellTheSameForTheSameSeed(TopologyKind kind) {
        String lines = plain(kind, 3);
        assertThat(lines)
                .contains("m1 sends to", "m7 is killed", "declares m7 dead", "11 of 11 hold m7 for dead")
                .contains("m7 comes back", "11 of 11 trust m7")
                .isEqualTo(plain(kind, 3))
                .isNotEqualTo(plain(kind, 4));
    }
}
