package dev.raftbeat.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.lesson.LessonParser;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Update;
import dev.raftbeat.screen.cluster.pane.ClusterScreen;
import dev.raftbeat.screen.lesson.LessonModel;
import dev.raftbeat.screen.lesson.LessonPicture;
import dev.raftbeat.text.CleanText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes from outside cannot hurt the screen, and no size can. */
class SafetyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[2J\u001b]0;owned\u0007",
                "nul\u0000 and bell\u0007 and delete\u007f and c1\u009b31m",
                "line\nfeed\r\ttab",
                "combining e\u0301\u0323\u0489 marks",
                "\u4e2d\u6587\u5bbd wide \uff21",
                "emoji \ud83d\ude00 and a lone \ud800 surrogate",
                "right \u202e to left \u200f\u200b\ufeff \u2066 and a soft\u00adhyphen, \u061c",
                "lines \u2028 and \u2029 paragraphs \u0085 and a selector \ufe0f, a tag \udb40\udc41",
                "\u0d15\u0d4d private \ue000 \uffff"
            })
    void hostileTextTakesExactlyItsCells(String text) {
        History history = Histories.calm();
        history.tell(History.n(1), new LinkDown(History.n(2), text));
        history.tell(History.n(1), new FrameRefused(RefusalReason.MALFORMED, text, text));
        history.tell(History.n(2), new Stopped(text));
        history.tell(
                NodeId.WORLD,
                History.began(1, "cut " + text, "fault", List.of(), List.of(History.link(1, 2)), "did " + text));
        history.tell(NodeId.WORLD, new ProcessEnded(History.n(2), text));
        Model model = history.model();
        model.feed.headlines = false;
        model.outcome(false, text);
        Update.key(model, Key.of(':'), history.now());
        text.chars().forEach(letter -> Update.key(model, Key.of((char) letter), history.now()));

        for (int round = 0; round < 2; round++) {
            assertHarmless(ClusterScreen.of(model, 120, 36, history.now()));
            Update.key(model, Key.of(Key.Code.ESC), history.now());
        }
    }

    private static void assertHarmless(Canvas canvas) {
        for (int y = 0; y < canvas.height(); y++) {
            for (int x = 0; x < canvas.width(); x++) {
                char glyph = canvas.glyph(x, y);
                assertThat(Glyphs.safe(String.valueOf(glyph))).isEqualTo(String.valueOf(glyph));
                assertThat(CleanText.isHarmful(glyph)).isFalse();
            }
        }
    }

    @Test
    void aCellTakesOneGlyphAndNothingElse() {
        Canvas canvas = new Canvas(1, 1);
        for (int letter = 0; letter <= Character.MAX_VALUE; letter++) {
            canvas.put(0, 0, (char) letter, Style.TEXT);
            assertThat(CleanText.isHarmful(canvas.glyph(0, 0))).isFalse();
        }
        canvas.put(0, 0, '\u001b', Style.TEXT);
        assertThat(canvas.text()).isEqualTo("?\n");
        canvas.put(0, 0, Glyphs.LEADER, Style.TEXT);
        assertThat(canvas.text()).isEqualTo("★\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 80, 132})
    void aHostileLessonTakesItsCells(int width) throws Exception {
        String evil = "\u001b[2J\u009b31m\u202e\u200b\u2028\u0007\ufe0f\u4e2d";
        String text = ("lesson 9 EVIL\nminutes 3\n== page EVIL\nEVIL\n  EVIL\n== cluster\ncluster 3 seed 1 # EVIL\n"
                        + "run 1s\n== ask EVIL?\n- EVIL | leader\n- x EVIL | no leader\n== play\nkill leader # EVIL\n"
                        + "== command raftbeat zoo \"EVIL\"\n== scenario mine\ncluster 3 # EVIL\n"
                        + "== try\nEVIL\n== teacher\nEVIL\n")
                .replace("EVIL", evil);
        LessonPlayer player = new LessonPlayer(LessonParser.parse(evil + ".lesson", text));
        LessonModel model = new LessonModel(player);
        model.cluster(new Model(evil, List.of(History.n(1), History.n(2), History.n(3))));
        boolean more = true;
        while (more) {
            if (player.stage().kind() == LessonPlayer.Kind.RUN) {
                player.learn(new StretchOutcome(
                        List.of(
                                new StretchOutcome.Said(Verdict.VALID, evil),
                                new StretchOutcome.Said(Verdict.VIOLATED, evil)),
                        List.of(evil),
                        List.of(evil, "x\n" + evil)));
            }
            assertHarmless(LessonPicture.of(model, width, 24));
            player.choose(0);
            more = player.next();
        }
        assertThat(player.over()).isTrue();
    }

    @Test
    void textIsComposedAndCounted() {
        assertThat(Glyphs.safe("e\u0301t\u00e9")).isEqualTo("\u00e9t\u00e9");
        assertThat(Glyphs.safe("\u4e2d")).isEqualTo("?");
        assertThat(Glyphs.safe("a\u001b[31mb")).isEqualTo("a\\u001b[31mb");
        assertThat(Glyphs.ascii('\u00e9')).isEqualTo('e');
        assertThat(Glyphs.ascii('★')).isEqualTo('*');
    }

    @Test
    void everySizeIsDrawn() {
        for (History history : List.of(Histories.campaigning(), Histories.nine(), Histories.odd())) {
            Model model = history.model();
            for (char key : "?vvvv:\u001bm".toCharArray()) {
                for (int width = 1; width <= 130; width += 7) {
                    for (int height = 1; height <= 52; height += 3) {
                        assertThat(ClusterScreen.of(model, width, height, history.now())
                                        .width())
                                .isEqualTo(width);
                    }
                }
                Update.key(model, key == '\u001b' ? Key.of(Key.Code.ESC) : Key.of(key), history.now());
            }
        }
    }

    @Test
    void aClusterOfOneAndAnEmptyStoryAreDrawn() {
        Model one = new Model("one", List.of(History.n(1)));
        assertThat(ClusterScreen.of(one, 80, 24, 0).text())
                .contains("not heard yet")
                .contains("a quorum is 1 of 1");
        for (char key : "xXsldrbfRikzetgPBDWHupcaLvvvvvhh+- ".toCharArray()) {
            Update.key(one, Key.of(key), 0);
            ClusterScreen.of(one, 80, 24, 0);
        }
    }

    /** Whoever cannot tell colours must find each state in glyphs and words. */
    @Test
    void withoutColourEveryStateIsStillTold() {
        String campaign = ClusterScreen.of(
                        Histories.campaigning().model(),
                        80,
                        24,
                        Histories.campaigning().now())
                .text();
        assertThat(campaign)
                .contains("◆ n5   candidate")
                .contains("◇ n1   pre-candidate")
                .contains("✗ n4   dead")
                .contains("○ n2   follower")
                .contains("votes 2/3")
                .contains("no leader for");
        String odd = ClusterScreen.of(
                        Histories.odd().model(), 80, 24, Histories.odd().now())
                .text();
        assertThat(odd).contains("‖ n2   paused").contains("thinks it leads").contains("silent");
        assertThat(ClusterScreen.of(
                                Histories.violated().model(),
                                80,
                                24,
                                Histories.violated().now())
                        .text())
                .contains("★ n2   leader")
                .contains("✗ VIOLATED one leader a term");
    }
}
