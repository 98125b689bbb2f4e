package dev.raftbeat.screen.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;
import dev.raftbeat.screen.lesson.LessonUpdate.Wish;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The end of a lesson leads to the next one. */
class NextLessonTest {
    /** A shipped lesson, gone through without a run. */
    private static LessonModel atTheEnd(int number) {
        LessonPlayer player = new LessonPlayer(Lessons.all().get(number - 1));
        while (!player.over()) {
            if (player.stage().kind() == LessonPlayer.Kind.RUN) {
                player.learn(new StretchOutcome(List.of(), List.of(), List.of()));
            }
            player.choose(0);
            player.next();
        }
        return new LessonModel(player);
    }

    @Test
    void enterAtTheEndTakesTheNextOne() {
        LessonModel model = atTheEnd(1);
        assertThat(LessonPicture.of(model, 80, 24).text())
                .contains("Next: ", "raftbeat lesson 2.", "Enter next lesson");
        assertThat(model.player.leadsOn()).isFalse();
        assertThat(LessonUpdate.key(model, Key.of(Code.ENTER))).isEqualTo(Wish.NEXT_LESSON);
        assertThat(model.player.leadsOn()).isTrue();
    }

    @Test
    void afterTheLastOneThereIsNone() {
        LessonModel model = atTheEnd(Lessons.NAMES.size());
        assertThat(LessonPicture.of(model, 80, 24).text()).doesNotContain("Next: ", "next lesson");
        assertThat(LessonUpdate.key(model, Key.of(Code.ENTER))).isEqualTo(Wish.NOTHING);
        assertThat(LessonPicture.of(model, 80, 24).text()).contains("that was all: q leaves");
        assertThat(model.player.leadsOn()).isFalse();
    }

    @Test
    void whoGoesOnIsToldSo() {
        assertThat(LessonPicture.of(atTheEnd(1), 80, 24).text()).contains("going on where it was left");
        assertThat(new LessonModel(new LessonPlayer(Lessons.all().get(0))).status.text())
                .isEmpty();
    }
}
