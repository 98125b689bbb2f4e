package dev.raftbeat.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import com.googlecode.lanterna.input.DefaultKeyDecodingProfile;
import com.googlecode.lanterna.input.InputDecoder;
import com.googlecode.lanterna.input.KeyStroke;
import com.googlecode.lanterna.input.KeyType;
import dev.raftbeat.screen.Mouse;
import dev.raftbeat.screen.Mouse.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is pasted never comes out as keys, however the bytes of the terminal are cut into reads. */
class PasteInputTest {
    private static final String ESC = "\u001b";
    private static final String BEGIN = ESC + "[200~";
    private static final String END = ESC + "[201~";
    private static final char MARK = PasteSplitter.MARK;
    private static final char MOUSE = PasteSplitter.MOUSE;

    private final PasteSplitter splitter = new PasteSplitter();

    private void take(String text) {
        take(text, false);
    }

    private void take(String text, boolean afterSilence) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        splitter.take(bytes, bytes.length, afterSilence);
    }

    private String keys() {
        return new String(splitter.takeKeys(Integer.MAX_VALUE), StandardCharsets.UTF_8);
    }

    @Test
    void keysAroundAPasteStayInOrder() {
        take("ab" + BEGIN + "Walk to the park" + END + "cd" + BEGIN + "kil\u00fc" + END);
        splitter.quiet();

        assertThat(keys()).isEqualTo("ab" + MARK + "cd" + MARK);
        assertThat(splitter.nextPaste()).isEqualTo("Walk to the park");
        assertThat(splitter.nextPaste()).isEqualTo("kil\u00fc");
    }

    @Test
    void aPasteMayBeCutAnywhere() {
        String all = "a" + BEGIN + "Walk " + ESC + "[20" + ESC + "[3~\u00e9" + END;
        for (int cut = 1; cut < all.length(); cut++) {
            take(all.substring(0, cut));
            take(all.substring(cut));
            splitter.quiet();
            assertThat(keys()).as("cut at %d", cut).isEqualTo("a" + MARK);
            assertThat(splitter.nextPaste()).as("cut at %d", cut).isEqualTo("Walk " + ESC + "[20" + ESC + "[3~\u00e9");
        }
        all.chars().forEach(one -> take(String.valueOf((char) one)));
        splitter.quiet();
        assertThat(keys()).as("one character a read").isEqualTo("a" + MARK);
    }

    @Test
    void aMarkWhoseRestComesLateStillBeginsAPaste() {
        take(ESC);
        assertThat(keys()).as("it may be half a mark").isEmpty();
        assertThat(splitter.isUndecided()).isTrue();
        splitter.quiet();
        assertThat(keys()).as("it was the key Esc").isEqualTo(ESC);
        assertThat(splitter.isUndecided()).isFalse();

        take(BEGIN.substring(1) + "kkk" + END);
        splitter.quiet();
        assertThat(keys()).isEqualTo(String.valueOf(MARK));
        assertThat(splitter.nextPaste()).isEqualTo("kkk");
    }

    @Test
    void whatIsPastedBehindAFalseEndIsNoKeys() {
        take(BEGIN + "one" + END + "kkk");
        assertThat(keys()).isEmpty();
        take("zzz" + END.substring(0, 3));
        take(END.substring(3) + "q" + END);
        splitter.quiet();

        assertThat(keys()).isEqualTo(String.valueOf(MARK));
        assertThat(splitter.nextPaste()).isEqualTo("onekkkzzzq");
    }

    @Test
    void aFalseEndMayBeFollowedByMoreThanIsKept() {
        take(BEGIN + "one" + END);
        for (int i = 0; i < 100; i++) {
            take("k".repeat(1000));
        }
        take(END);
        splitter.quiet();

        assertThat(keys()).isEqualTo(String.valueOf(MARK));
        assertThat(splitter.nextPaste()).hasSize(PasteSplitter.KEPT_MAX).startsWith("onekkk");
    }

    @Test
    void aVeryLongPasteIsOnePaste() {
        take(BEGIN);
        for (int i = 0; i < 1000; i++) {
            take("kill n1\r".repeat(1000));
        }
        take(END + "x");
        splitter.quiet();

        assertThat(keys()).isEqualTo(MARK + "x");
        assertThat(splitter.nextPaste()).hasSize(PasteSplitter.KEPT_MAX);
    }

    @Test
    void ctrlCAfterSilenceEndsAPasteWhoseEndGotLost() {
        take(BEGIN + "lost");
        take("\u0003");
        take("\u0003k", true);
        assertThat(keys()).as("that is still the text").isEmpty();
        take("\u0003", true);
        take("k");

        assertThat(keys()).isEqualTo("\u0003k");
        take(BEGIN + "next" + END);
        splitter.quiet();
        assertThat(splitter.nextPaste()).isEqualTo("next");
    }

    @Test
    void reportsOfTheMouseStayInOrderWithKeysHoweverTheyAreCut() {
        String all = "a" + ESC + "[<0;12;3M" + "b" + ESC + "[<65;200;50M" + ESC + "[<0;12;3m" + "c";
        for (int cut = 1; cut < all.length(); cut++) {
            take(all.substring(0, cut));
            take(all.substring(cut));
            assertThat(keys()).as("cut at %d", cut).isEqualTo("a" + MOUSE + "b" + MOUSE + MOUSE + "c");
            assertThat(splitter.nextReport()).contains(new PasteSplitter.Report(0, 12, 3, false));
            assertThat(splitter.nextReport()).contains(new PasteSplitter.Report(65, 200, 50, false));
            assertThat(splitter.nextReport()).contains(new PasteSplitter.Report(0, 12, 3, true));
            assertThat(splitter.nextReport()).isEmpty();
        }
    }

    @Test
    void halfAReportIsNeverKeys() {
        take("k" + ESC + "[<0;1");
        splitter.quiet();
        assertThat(splitter.isUndecided()).as("nothing to wait for").isFalse();
        assertThat(keys()).isEqualTo("k");
        take("0;5Mz");
        assertThat(keys()).isEqualTo(MOUSE + "z");
        assertThat(splitter.nextReport()).contains(new PasteSplitter.Report(0, 10, 5, false));
    }

    @Test
    void reportsInAPasteArePartOfIt() {
        take(BEGIN + "x" + ESC + "[<0;1;1M" + END);
        splitter.quiet();
        assertThat(keys()).isEqualTo(String.valueOf(MARK));
        assertThat(splitter.nextPaste()).isEqualTo("x" + ESC + "[<0;1;1M");
        assertThat(splitter.nextReport()).isEmpty();
    }

    @Test
    void clicksAndTheWheelAreToldAndNothingElse() throws IOException {
        String text = ESC + "[<0;1;1M" + ESC + "[<0;1;1m" + ESC + "[<2;5;5M" + ESC + "[<64;80;24M" + ESC + "[<69;80;24M"
                + ESC + "[<32;3;3M" + ESC + "[<0;0;0M";
        PasteInput input = new PasteInput(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        InputDecoder decoder = new InputDecoder(new InputStreamReader(input, StandardCharsets.UTF_8));
        decoder.addProfile(new DefaultKeyDecodingProfile());
        List<Mouse> mice = new ArrayList<>();
        KeyStroke stroke = input.meant(decoder.getNextCharacter(true));
        while (stroke.getKeyType() != KeyType.EOF) {
            assertThat(stroke)
                    .as("no report is a key, or letting a button go would close a page")
                    .isInstanceOf(PasteInput.Moused.class);
            ((PasteInput.Moused) stroke).mouse().ifPresent(mice::add);
            stroke = input.meant(decoder.getNextCharacter(true));
        }
        assertThat(mice)
                .containsExactly(
                        new Mouse(Kind.CLICK, 0, 0),
                        new Mouse(Kind.WHEEL_UP, 79, 23),
                        new Mouse(Kind.WHEEL_DOWN, 79, 23));
    }

    @Test
    void theDecoderOfKeysGetsOneStrokeForAPaste() throws IOException {
        byte[] bytes = ("a" + BEGIN + "Walk" + END + ESC + "[Ab").getBytes(StandardCharsets.UTF_8);
        PasteInput input = new PasteInput(new ByteArrayInputStream(bytes));
        InputDecoder decoder = new InputDecoder(new InputStreamReader(input, StandardCharsets.UTF_8));
        decoder.addProfile(new DefaultKeyDecodingProfile());

        List<String> strokes = new ArrayList<>();
        KeyStroke stroke = input.meant(decoder.getNextCharacter(true));
        while (stroke.getKeyType() != KeyType.EOF) {
            boolean letter = stroke.getKeyType() == KeyType.Character;
            strokes.add(
                    stroke instanceof PasteInput.Pasted pasted
                            ? "pasted " + pasted.text()
                            : letter
                                    ? stroke.getCharacter().toString()
                                    : stroke.getKeyType().toString());
            stroke = input.meant(decoder.getNextCharacter(true));
        }
        assertThat(strokes).containsExactly("a", "pasted Walk", "ArrowUp", "b");
    }
}
