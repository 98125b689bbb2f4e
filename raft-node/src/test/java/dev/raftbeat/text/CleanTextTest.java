package dev.raftbeat.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What does harm where it is shown is seen as its escape, and everything else stays as it is. */
class CleanTextTest {
    @ParameterizedTest
    @CsvSource({
        "0000, nothing",
        "0007, a bell",
        "0008, a backspace",
        "0009, a tab",
        "000a, a line end",
        "000b, a vertical tab",
        "000c, a form feed",
        "000d, a carriage return",
        "001b, an escape",
        "007f, delete",
        "0085, the next line of C1",
        "009b, the control sequence of C1",
        "009d, the system command of C1",
        "00ad, a soft hyphen",
        "034f, a joiner of graphemes",
        "061c, a mark of direction",
        "115f, a filler",
        "180e, a separator of vowels",
        "200b, a space of no width",
        "200d, a joiner of no width",
        "200e, left to right",
        "200f, right to left",
        "2028, a separator of lines",
        "2029, a separator of paragraphs",
        "202a, an embedding",
        "202e, an override",
        "2060, a joiner of words",
        "2066, an isolate",
        "2069, the end of an isolate",
        "d800, half a pair",
        "dfff, the other half",
        "e000, private use",
        "fe0f, a selector of variations",
        "feff, a mark of byte order",
        "fff9, an annotation",
        "ffff, no character",
        "e0041, a tag",
        "e0100, a selector of variations beyond the basic plane",
        "f0000, private use beyond the basic plane",
        "10ffff, no character beyond the basic plane"
    })
    void whatIsHarmfulIsEscaped(String hex, String what) {
        int point = Integer.parseInt(hex, 16);
        String text = "a" + new String(Character.toChars(point)) + "b";
        assertThat(CleanText.isHarmful(point)).as(what).isTrue();
        String line = CleanText.line(text);
        assertThat(line.codePoints().filter(CleanText::isHarmful)).as(what).isEmpty();
        assertThat(line).startsWith("a").endsWith("b").hasSizeGreaterThan(2);
        assertThat(CleanText.line(line)).isEqualTo(line);
        assertThat(CleanText.lines(text).replaceAll("[\\t\\n]", "").codePoints().filter(CleanText::isHarmful))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain text: ~!",
                "caf\u00e9 na\u00efve",
                "\u4e2d\u6587",
                "\ud83d\ude00",
                "e\u0301",
                "\u2605\u2192\u2502",
                "a\u00a0b"
            })
    void whatIsHarmlessStays(String text) {
        assertThat(CleanText.line(text)).isSameAs(text);
        assertThat(CleanText.lines(text)).isSameAs(text);
    }

    @Test
    void anEscapeIsTheOneOfJson() {
        assertThat(CleanText.line("\u001b[2J\u202e")).isEqualTo("\\u001b[2J\\u202e");
        assertThat(CleanText.line("\udb40\udc41")).isEqualTo("\\udb40\\udc41");
        assertThat(CleanText.line("\ud800 lone")).isEqualTo("\\ud800 lone");
    }

    @Test
    void aLineStaysOneLineAndLinesStayLines() {
        assertThat(CleanText.line("a\nb\r\nc\td")).isEqualTo("a\\u000ab\\u000d\\u000ac d");
        assertThat(CleanText.lines("a\nb\r\nc\td\re\r")).isEqualTo("a\nb\nc\td\\u000de\\u000d");
    }

    @Test
    void aQuotedValueIsShort() {
        assertThat(CleanText.quoted("  a\t\n b\u0007 ", 80)).isEqualTo("a b\\u0007");
        assertThat(CleanText.quoted("x".repeat(80), 80)).hasSize(80).doesNotContain("...");
        assertThat(CleanText.quoted("x".repeat(79) + "  ", 80)).hasSize(79);
        assertThat(CleanText.quoted("x".repeat(81), 80)).isEqualTo("x".repeat(77) + "...");
        assertThat(CleanText.quoted("\u001b".repeat(1_000_000), 80))
                .hasSizeLessThanOrEqualTo(80)
                .endsWith("...");
        assertThat(CleanText.quoted("\ud83d\ude00".repeat(50), 80).codePoints().filter(CleanText::isHarmful))
                .as("no pair is cut in two")
                .isEmpty();
    }

    @Test
    void markupHoldsNeitherMarkupNorControls() {
        assertThat(CleanText.markup("<a href=\"x\" id='y'>&\u001b\n"))
                .isEqualTo("&lt;a href=&quot;x&quot; id=&#39;y&#39;&gt;&amp;\\u001b\\u000a");
    }
}
