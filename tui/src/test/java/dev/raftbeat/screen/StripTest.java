package dev.raftbeat.screen;

import static dev.raftbeat.screen.History.link;
import static dev.raftbeat.screen.History.n;
import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.ScreenPart;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the strip of leaders, terms and faults says is so, at the time at which it was so. */
class StripTest {
    private static final int LABEL = 8;
    private static final long HALF_SECOND = 500 * History.MILLI;

    private final History history = Histories.calm();

    /** The rows below the heading of the strip, the axis last. */
    private static List<String> strip(Model model, int width, int height, long now) {
        List<String> lines =
                ClusterScreen.of(model, width, height, now).text().lines().toList();
        List<String> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.contains(" Leaders and terms")) {
                inside = true;
            } else if (inside) {
                rows.add(line);
                if (line.startsWith(" time ")) {
                    break;
                }
            }
        }
        return rows;
    }

    private static String row(List<String> rows, String label) {
        return rows.stream()
                .filter(row -> row.startsWith(" " + label + " "))
                .findFirst()
                .orElseThrow();
    }

    private static char at(String row, int column) {
        return LABEL + column < row.length() ? row.charAt(LABEL + column) : ' ';
    }

    private int column() {
        return (int) ((history.now() - History.START) / HALF_SECOND);
    }

    /** One after the other they begin, and one after the other they end: all of them go on at once. */
    private int[][] eightFaults() {
        int[][] columns = new int[8][2];
        for (int i = 0; i < 8; i++) {
            columns[i][0] = column();
            history.fault(i + 1, "lose " + (10 + i) + "% n1 -> n2", link(1, 2));
            history.beat(3, 1, 1000 + 500 * (i % 2));
        }
        for (int i = 0; i < 8; i++) {
            columns[i][1] = column();
            history.end(i + 1, "lose " + (10 + i) + "% n1 -> n2").beat(3, 1, 500);
        }
        return columns;
    }

    @ParameterizedTest
    @CsvSource({"120, 36, false", "200, 50, false", "80, 24, true"})
    void eightFaultsAtOnceAreReadOffWithTheirBeginningsAndEnds(int width, int height, boolean alone) {
        int[][] columns = eightFaults();
        Model model = history.model();
        if (alone) {
            Update.key(model, Key.of('v'), history.now());
            Update.key(model, Key.of('v'), history.now());
        }
        List<String> rows = strip(model, width, height, history.now());

        for (int i = 0; i < 8; i++) {
            int number = i + 1;
            int began = columns[i][0];
            int ended = columns[i][1];
            List<String> own = rows.stream()
                    .filter(row -> row.contains(number + " lose " + (9 + number) + "% n1 -> n2"))
                    .toList();
            assertThat(own)
                    .as("fault %d in%n%s", number, String.join("\n", rows))
                    .hasSize(1);
            assertThat(at(own.get(0), began)).as("where %d begins", number).isEqualTo('▼');
            assertThat(at(own.get(0), ended)).as("where %d ends", number).isEqualTo('△');
        }
    }

    @Test
    void whereThereAreTooFewRowsTheRestIsCountedAndStandsAtItsTimes() {
        int[][] columns = eightFaults();
        List<String> rows = strip(history.model(), 80, 24, history.now());

        String rest = rows.get(rows.size() - 2);
        assertThat(rest).as(String.join("\n", rows)).startsWith(" 6 more");
        for (int i = 2; i < 8; i++) {
            assertThat(at(rest, columns[i][0])).as("where %d begins", i + 1).isEqualTo('▼');
            assertThat(at(rest, columns[i][0] + 1)).isEqualTo((char) ('1' + i));
        }
    }

    @Test
    void wherePartOfTheFaultsHasNoRowTheKeyThatShowsAllIsNamed() {
        eightFaults();
        Model model = history.model();
        assertThat(ClusterScreen.of(model, 80, 24, history.now()).text()).contains("a column 500 ms, v: all faults");
        assertThat(ClusterScreen.of(model, 120, 36, history.now()).text()).doesNotContain("v: all faults");
    }

    /** It was drawn behind what went on before it, later than the gap that it caused. */
    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "200, 50"})
    void aKillStandsBeforeTheGapThatItCauses(int width, int height) {
        history.fault(1, "cut n3 -> n1", link(3, 1));
        history.fault(2, "slow n4 -> n5 750ms +-187ms", link(4, 5)).beat(3, 1, 500);
        int killed = column();
        history.kill(3, 3).pass(3000);
        history.end(1, "cut n3 -> n1").end(2, "slow n4 -> n5 750ms +-187ms").elect(2, 4, 2, 5);
        history.beat(4, 2, 3000);
        List<String> rows = strip(history.model(), width, height, history.now());

        assertThat(rows).as(String.join("\n", rows)).anyMatch(row -> at(row, killed) == '▼' && row.contains("3"));
        String leaders = row(rows, "leader");
        assertThat(at(leaders, killed - 1)).isEqualTo('━');
        assertThat(at(leaders, killed + 1)).isEqualTo('·');
    }

    @ParameterizedTest
    @CsvSource({"0", "3", "6", "9"})
    void nothingRunsPastThePresent(int zoom) {
        eightFaults();
        history.kill(9, 3).pass(100);
        Model model = history.model();
        model.strip.zoom = zoom;
        int width = 200;
        long now = history.now();
        int present = (int) ((now - History.START) / Zoom.columnNanos(zoom));
        for (String row : strip(model, width, 50, now)) {
            if (!row.startsWith(" time")) {
                for (int x = present + 1; x < width - LABEL - 1; x++) {
                    assertThat("─━═△▼▒·".indexOf(at(row, x))).as(row).isEqualTo(-1);
                }
            }
        }
    }

    /** A leader that was cut off goes on claiming, and another is elected beside it. */
    private History twoClaim() {
        history.fault(1, "isolate n3", link(3, 1), link(3, 2), link(3, 4), link(3, 5), link(4, 3));
        history.pass(2000).elect(2, 4, 2, 5);
        return history.beat(4, 2, 6000);
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "200, 50"})
    void twoThatClaimAreShownAsTwo(int width, int height) {
        List<String> rows = strip(twoClaim().model(), width, height, history.now());

        assertThat(row(rows, "leader"))
                .as(String.join("\n", rows))
                .contains("n3━")
                .contains("n4═");
        assertThat(row(rows, "claims")).contains("n3═").doesNotContain("n4");
    }

    @Test
    void whereThereIsOneRowForLeadersBothAreNamedInIt() {
        List<String> rows = strip(twoClaim().model(), 60, 18, history.now());

        assertThat(row(rows, "leader"))
                .as(String.join("\n", rows))
                .contains("n3━")
                .contains("n4+n3═");
    }

    @Test
    void aLeaderThatWasOnlyJustElectedIsNoRival() {
        assertThat(strip(Histories.healed().model(), 120, 36, Histories.healed().now()))
                .noneMatch(row -> row.startsWith(" claims"));
    }

    /** Each leads for a quarter of a column, then for one column, then for good. */
    private History flapping() {
        History flaps = new History(3, Pace.LAN.settings().withPreVote(false));
        flaps.boot().pass(1000);
        long term = 1;
        for (int i = 0; i < 60; i++) {
            int leader = 1 + i % 3;
            for (int node = 1; node <= 3; node++) {
                if (node != leader) {
                    flaps.tell(n(node), new BecameFollower(term, Optional.of(n(leader))));
                }
            }
            flaps.tell(n(leader), new BecameLeader(term, List.of(n(1), n(2), n(3))));
            flaps.pass(i < 40 ? 125 : 500);
            term++;
        }
        return flaps.pass(4000);
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 36", "200, 50", "60, 18"})
    void flappingIsShadedAndCountedAndNamesDoNotRunTogether(int width, int height) {
        History flaps = flapping();
        String leaders = row(strip(flaps.model(), width, height, flaps.now()), "leader");

        assertThat(leaders).contains("▒").contains("59 leaders").contains("n3━━━");
        assertThat(leaders.substring(LABEL)).doesNotContainPattern("\\dn|\\d\\d\\d");
    }

    /** A minute a column: one change of leader, and then a leader that goes on. */
    @Test
    void oneChangeOfLeaderInAColumnIsNoFlappingOfTheOneThatGoesOn() {
        history.kill(1, 3).pass(2000).elect(2, 4, 2, 5).beat(4, 2, 170_000);
        Model model = history.model();
        model.strip.zoom = 9;
        assertThat(row(strip(model, 80, 24, history.now()), "leader")).contains("▒n4");
    }

    @Test
    void lookingBackTheStripStandsStill() {
        history.beat(3, 1, 60_000);
        Model model = history.model();
        model.focus = ScreenPart.STRIP;
        Update.key(model, Key.of(Key.Code.LEFT), history.now());
        Update.key(model, Key.of(Key.Code.LEFT), history.now());
        List<String> before = strip(model, 80, 24, history.now());
        int told = history.facts.size();
        history.kill(1, 3).pass(1000).elect(2, 4, 2, 5).beat(4, 2, 30_000);
        history.facts.subList(told, history.facts.size()).forEach(model::hear);

        assertThat(strip(model, 80, 24, history.now())).isEqualTo(before);
        Update.key(model, Key.of(Key.Code.END), history.now());
        assertThat(row(strip(model, 80, 24, history.now()), "leader")).contains("n4");
    }
}
