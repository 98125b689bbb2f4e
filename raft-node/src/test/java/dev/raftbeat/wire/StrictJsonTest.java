package dev.raftbeat.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Documents bound to records: what is not of the form is refused by its line, in one sentence of our own. */
class StrictJsonTest {
    private static final NodeId N1 = new NodeId("n1");

    /** One field of each kind that documents have. */
    private record Sample(
            String name,
            int count,
            long nanos,
            double share,
            boolean record,
            Colour colour,
            Optional<String> variant,
            OptionalLong aligned,
            List<NodeId> nodes,
            Map<NodeId, Link> links,
            Optional<FactId> cause,
            Optional<Settings> settings) {}

    private enum Colour {
        RED,
        GREEN
    }

    private static final Sample SAMPLE = new Sample(
            "a \"b\" \u00e9",
            3,
            1L << 53,
            0.25,
            true,
            Colour.GREEN,
            Optional.of("x"),
            OptionalLong.of(7),
            List.of(N1),
            new TreeMap<>(Map.of(N1, Link.parse("n1 -> n2"))),
            Optional.of(FactId.parse("n1:2:3")),
            Optional.of(Pace.LAN.settings()));

    private static final String TEXT = """
            {
              "name": "a \\"b\\" \u00e9",
              "count": 3,
              "nanos": 9007199254740992,
              "share": 0.25,
              "record": true,
              "colour": "GREEN",
              "variant": "x",
              "aligned": 7,
              "nodes": [
                "n1"
              ],
              "links": {
                "n1": "n1 -> n2"
              },
              "cause": "n1:2:3",
              "settings": null
            }
            """;

    private static Sample read(String text) {
        return StrictJson.STANDARD.read(text, Sample.class);
    }

    @Test
    void aRecordComesBackAsItWas() {
        assertThat(read(StrictJson.STANDARD.line(SAMPLE))).isEqualTo(SAMPLE);
        assertThat(read(StrictJson.STANDARD.pretty(SAMPLE))).isEqualTo(SAMPLE);
        assertThat(read(StrictJson.STANDARD.file(SAMPLE))).isEqualTo(SAMPLE);
    }

    @Test
    void onlyWhatIsOptionalMayBeMissing() {
        Sample sample = read(TEXT);
        assertThat(sample.settings()).isEmpty();
        assertThat(StrictJson.STANDARD.pretty(sample)).isEqualTo(TEXT);
        Sample least = read(TEXT.replace("  \"variant\": \"x\",\n", "").replace("  \"aligned\": 7,\n", ""));
        assertThat(least.variant()).isEmpty();
        assertThat(least.aligned()).isEmpty();
        assertThat(read(TEXT.replace("\"x\"", "null")).variant()).isEmpty();
    }

    @Test
    void jsonIsQuotedAndIndented() {
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("text", "a \"b\"\\\n\u00e9");
        value.put("list", List.of(1, true, List.of()));
        value.put("nothing", null);
        value.put("map", Map.of());
        assertThat(StrictJson.STANDARD.pretty(value)).isEqualTo("""
                {
                  "text": "a \\"b\\"\\\\\\n\u00e9",
                  "list": [
                    1,
                    true,
                    []
                  ],
                  "nothing": null,
                  "map": {}
                }
                """);
    }

    @Test
    void whatIsHarmfulToShowIsEscaped() {
        String evil = "\u202e \u001b[2J \u009b31m \u2028";
        String text = StrictJson.STANDARD.pretty(Map.of("text", evil));
        assertThat(text).contains("\\u202e", "\\u001", "\\u009b", "\\u2028").doesNotContain("\u202e", "\u001b");
        assertThat(StrictJson.STANDARD.readMap(text)).isEqualTo(Map.of("text", evil));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            "count": 3,          ; "count": 3, "more": 1,    ; 3 ; no field "more"
            "count": 3,          ; "count": 3, "count": 3,   ; 3 ; JSON with each field once
            "count": 3,          ; ~~                        ; ~~; a whole number in "count"
            "count": 3,          ; "count": null,            ; 3 ; a whole number in "count"
            "count": 3,          ; "count": "3",             ; 3 ; a whole number in "count"
            "count": 3,          ; "count": "",              ; 3 ; a whole number in "count"
            "count": 3,          ; "count": 3.0,             ; 3 ; a whole number in "count"
            "count": 3,          ; "count": true,            ; 3 ; a whole number in "count"
            "count": 3,          ; "count": [3],             ; 3 ; a whole number in "count"
            "count": 3,          ; "count": 4294967299,      ; 3 ; a number that is not so large in "count"
            9007199254740992     ; 99999999999999999999      ; 4 ; a number that is not so large in "nanos"
            9007199254740992     ; 1e3                       ; 4 ; a whole number in "nanos"
            "share": 0.25        ; "share": "0.25"           ; 5 ; a number in "share"
            "share": 0.25        ; "share": NaN              ; 5 ; JSON
            "record": true       ; "record": "true"          ; 6 ; true or false in "record"
            "record": true       ; "record": 1               ; 6 ; true or false in "record"
            "GREEN"              ; "green"                   ; 7 ; one of RED, GREEN in "colour"
            "GREEN"              ; 1                         ; 7 ; one of RED, GREEN in "colour"
            "GREEN"              ; ""                        ; 7 ; one of RED, GREEN in "colour"
            "GREEN"              ; null                      ; ~~; one of RED, GREEN in "colour"
            "variant": "x"       ; "variant": 5              ; 8 ; text in "variant"
            "variant": "x"       ; "variant": false          ; 8 ; text in "variant"
            "name": "a           ; "name": 5, "x": "a        ; 2 ; text in "name"
            "aligned": 7         ; "aligned": 7.5            ; 9 ; a whole number in "aligned"
            "aligned": 7         ; "aligned": "7"            ; 9 ; a whole number in "aligned"
            [                    ; {                         ; ~~; a list in "nodes"
            "n1"                 ; "N1"                      ; 11; "nodes[0]"
            "n1"                 ; null                      ; 11; "nodes
            "n1"                 ; 1                         ; 11; text in "nodes[0]"
            "n1":                ; "N1":                     ; 14; "links
            n1 -> n2             ; n1 => n2                  ; 14; a value that fits in "links.n1" (a link reads FROM -> TO)
            n1:2:3               ; n1:02:3                   ; 16; a value that fits in "cause" (its one spelling, n1:2:3)
            """)
    void whatIsNotOfTheFormIsToldByItsLine(String whole, String damaged, String line, String expected) {
        String text = TEXT.replace(whole, damaged);
        assertThat(text).isNotEqualTo(TEXT);
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("line " + line)
                .hasMessageContaining(expected);
    }

    @Test
    void whatARecordRefusesIsSaidInItsWords() {
        String text =
                StrictJson.STANDARD.pretty(SAMPLE).replaceFirst("\"heartbeatNanos\": \\d+", "\"heartbeatNanos\": 1");
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining("the heartbeat lies between")
                .hasMessageContaining("\"settings\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            ~~          ; 1
            ~ ~         ; 1
            {           ; 1
            null        ; 1
            3           ; 1
            "text"      ; 1
            []          ; 1
            {}x         ; 1
            {} {}       ; 1
            {"name      ; 1
            {'a': 1}    ; 1
            // a        ; 1
            """)
    void whatIsNoDocumentIsRefused(String text, int line) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(DocumentException.class)
                .hasMessageStartingWith("line " + line + ": expected ");
    }

    @Test
    void whatIsTooDeepOrTooLongIsRefused() {
        for (String text : List.of(
                "[".repeat(20_000),
                "{\"a\":".repeat(100),
                "{\"" + "x".repeat(3_000) + "\":1}",
                "{\"count\":" + "1".repeat(3_000) + "}",
                TEXT + " x",
                TEXT + TEXT)) {
            assertThatThrownBy(() -> StrictJson.STANDARD.readMap(text)).isInstanceOf(DocumentException.class);
        }
    }

    @Test
    void noDamageWhateverGivesMoreThanOneSentenceOfOurs() {
        SplittableRandom random = new SplittableRandom(20260101);
        String whole = StrictJson.STANDARD.pretty(SAMPLE);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.setLength(at);
                case 1 -> text.deleteCharAt(at);
                default -> text.setCharAt(at, (char) random.nextInt(1, 300));
            }
            try {
                read(text.toString());
            } catch (DocumentException e) {
                refused++;
                assertThat(e.in("a.json"))
                        .matches("a\\.json:\\d+: expected [^\\n]+")
                        .doesNotContain(
                                "jackson",
                                "java.",
                                "dev.raftbeat",
                                "Unrecognized",
                                "token",
                                "Unexpected",
                                "Sample",
                                "null");
            }
        }
        assertThat(refused).isGreaterThan(10_000);
    }
}
