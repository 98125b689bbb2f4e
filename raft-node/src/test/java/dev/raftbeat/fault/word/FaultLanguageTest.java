package dev.raftbeat.fault.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.protocol.NodeId;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultLanguageTest {

    /** What lines of garbage are put together from. */
    private static final List<String> PIECES = List.of(
            "kill",
            "cut",
            "set",
            "slow",
            "flap",
            "every",
            "for",
            "log",
            "election",
            "n1",
            "leader",
            "all",
            "+",
            "-",
            "->",
            "<->",
            "..",
            ".",
            ",",
            "|",
            "%",
            "@",
            "1",
            "99999999999999999",
            "0.000001",
            "ms",
            "E",
            "s",
            " ",
            "\t",
            "#",
            ";",
            "\n",
            "+-",
            "±",
            "\uD83D\uDE00",
            "\uD83D",
            "\u0000",
            "end",
            "skew",
            "lose",
            "partition",
            "on");

    private static final List<NodeId> MEMBERS = List.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kill n1,n2,leader",
                "kill leader+2",
                "crash leader,n2 before save",
                "crash all after send",
                "restart dead",
                "cut all <-> old-leader,one",
                "cut n1- -> n-3",
                "partition",
                "partition n1",
                "partition leader,one | others",
                "partition n1 | n2 | n3",
                "slow all -> all 1.5E",
                "slow n1 <-> n2 0.25s +-3us",
                "lose 0.5% n1 -> n2",
                "duplicate 100% n1 -> n2",
                "reorder 0% n1 -> n2",
                "skew n1,n2 -12.5%",
                "skew leader 0%",
                "flap followers -> leader every 600ms",
                "end 17",
                "set election 150..300ms on n2",
                "set election 500ms..1s",
                "set heartbeat 2.5ms on majority",
                "set window default on n3",
                "set window 2E",
                "set log all 0@0",
                "set priority n1,leader+1 100",
                "set priority all 0",
                "set prevote on",
                "set pace lan on minority",
                "set defaults on same"
            })
    void aCanonicalLineIsReadAndWrittenBack(String line) throws FaultSyntaxException {
        Fault fault = FaultLanguage.parse(line);
        assertThat(fault.text()).isEqualTo(line);
        assertThat(FaultLanguage.parse(fault.text())).isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    KILL N1 , n2              ; kill n1,n2
                    cut n1->n3                ; cut n1 -> n3
                    cut n1<->n3               ; cut n1 <-> n3
                    Cut Leader ->  n3 # why   ; cut leader -> n3
                    partition n1,n2|n3        ; partition n1,n2 | n3
                    slow n1->n3 80 ms+-20ms   ; slow n1 -> n3 80ms +-20ms
                    slow n1->n3 80.50ms ±20ms ; slow n1 -> n3 80.5ms +-20ms
                    skew leader +5%           ; skew leader +5%
                    skew leader+1 5%          ; skew leader+1 +5%
                    skew n1 -0%               ; skew n1 0%
                    lose 30.0 % all -> n3     ; lose 30% all -> n3
                    flap n1->n3 every 2e      ; flap n1 -> n3 every 2E
                    set election 150ms..300ms ; set election 150..300ms
                    set log 5@2               ; set log all 5@2
                    set log 5@2 on n1         ; set log n1 5@2
                    set priority 3            ; set priority all 3
                    Set Priority 3 on n1      ; set priority n1 3
                    SET PREVOTE OFF           ; set prevote off
                    """)
    void spellingIsForgiven(String typed, String canonical) throws FaultSyntaxException {
        assertThat(FaultLanguage.parse(typed).text()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    ''                      ; 1  ; the end of the line ; a word such as kill
                    kil n1                  ; 1  ; "kil"               ; did you mean "kill"
                    42                      ; 1  ; "42"                ; a word such as kill
                    set prevot off          ; 5  ; "prevot"            ; did you mean "prevote"
                    stall n1                ; 7  ; "n1"                ; disk
                    kill                    ; 5  ; the end of the line ; a node, or a word for nodes
                    kill n1,                ; 9  ; the end of the line ; a node, or a word for nodes
                    kill n1 n2              ; 9  ; "n2"                ; the end of the line
                    cut n1 n3               ; 8  ; "n3"                ; "->" or "<->"
                    cut n1 -> n1            ; 11 ; "n1"                ; no node has a link to itself
                    cut n1 → n3             ; 8  ; "→"                 ; "->" or "<->"
                    crash n1                ; 9  ; the end of the line ; before, during, after
                    crash n1 befor save     ; 10 ; "befor"             ; did you mean "before"
                    crash n1 during send    ; 17 ; "send"              ; save
                    lose 101% n1 -> n2      ; 6  ; "101"               ; between 0% and 100%
                    lose 30 n1 -> n2        ; 9  ; "n1"                ; "%"
                    skew n1 -95%            ; 9  ; "-"                 ; between -90% and 900%
                    slow n1 -> n2 5         ; 16 ; the end of the line ; a unit: us, ms, s, min (or m), h, E
                    slow n1 -> n2 5d        ; 16 ; "d"                 ; a unit: us, ms, s, min (or m), h, E
                    slow n1 -> n2 90000s    ; 15 ; "90000"             ; at most a day
                    slow n1 -> n2 1234567890123456789ms ; 15 ; "1234567890123456789" ; at most 18 digits
                    flap n1 -> n2 every 0s  ; 21 ; "0"                 ; a time above 0
                    flap n1 -> n2 2E        ; 15 ; "2"                 ; "every"
                    end 1.5                 ; 5  ; "1.5"               ; a whole number
                    end soon                ; 5  ; "soon"              ; the number of a fault, or last
                    set election 300..150ms ; 19 ; "150"               ; at least 300ms
                    set election 150ms      ; 19 ; the end of the line ; ".."
                    set election 1..2E      ; 14 ; "1"                 ; times in ms or s
                    set heartbeat 0.5ms     ; 15 ; "0.5"               ; between 1ms and 10 minutes
                    set window 0E           ; 12 ; "0"                 ; between 1ms and 10 minutes
                    set pace slow           ; 10 ; "slow"              ; lan, containers, class
                    set prevote maybe       ; 13 ; "maybe"             ; on, off
                    set priority n1 101     ; 17 ; "101"               ; a priority from 0 to 100
                    set priority n1 -1      ; 17 ; "-"                 ; a priority from 0 to 100
                    set priority n1         ; 16 ; the end of the line ; a priority from 0 to 100
                    kill leader+100         ; 13 ; "100"               ; up to 99
                    ring n1                 ; 6  ; "n1"                ; the end of the line
                    """)
    void whatIsWrongIsSaidWithItsColumn(String line, int column, String found, String expected) {
        FaultSyntaxException e = error(line);
        assertThat(e.column()).isEqualTo(column);
        assertThat(e.found()).isEqualTo(found);
        assertThat(e.expected()).contains(expected);
        assertThat(e).hasMessage("column " + column + ": found " + found + ", expected " + e.expected());
    }

    private static FaultSyntaxException error(String line) {
        return catchThrowableOfType(FaultSyntaxException.class, () -> FaultLanguage.parse(line));
    }

    @Test
    void oneLineIsOneLine() {
        assertThat(error("heal; kill n1")).hasMessage("column 5: found \";\", expected the end of the line");
    }

    @Test
    void aTooLongNameIsAnError() {
        assertThat(error("kill " + "n".repeat(33)).column()).isEqualTo(6);
    }

    @Test
    void severalLinesAreAList() throws FaultSyntaxException {
        assertThat(FaultLanguage.parseAll("kill n1; # all; of it\n\n cut n1 -> n2 ;heal;"))
                .extracting(Fault::text)
                .containsExactly("kill n1", "cut n1 -> n2", "heal");
        assertThat(FaultLanguage.parseAll(" # nothing")).isEmpty();
        FaultSyntaxException e =
                catchThrowableOfType(FaultSyntaxException.class, () -> FaultLanguage.parseAll("heal; kill n1; kil n2"));
        assertThat(e.column()).isEqualTo(16);
    }

    @Test
    void garbageIsRefusedAndNothingElse() {
        long seed = 20_260_101;
        SplittableRandom random = new SplittableRandom(seed);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                line.append(PIECES.get(random.nextInt(PIECES.size()))).append(random.nextBoolean() ? " " : "");
            }
            String text = line.toString();
            try {
                for (Fault fault : FaultLanguage.parseAll(text)) {
                    read++;
                    assertThat(FaultLanguage.parse(fault.text())).as(text).isEqualTo(fault);
                }
            } catch (FaultSyntaxException e) {
                assertThat(e.column()).as(text).isBetween(1, text.length() + 1);
            }
            FaultLanguage.complete(text, MEMBERS);
            FaultLanguage.hint(text);
        }
        assertThat(read).as("lines that were read, seed " + seed).isGreaterThan(50);
    }

    @Test
    void completionOffersWhatMayFollow() {
        assertThat(FaultLanguage.complete("", MEMBERS)).contains("kill", "set", "majorities-ring", "stall");
        assertThat(FaultLanguage.complete("ki", MEMBERS)).containsExactly("kill");
        assertThat(FaultLanguage.complete("kill ", MEMBERS)).contains("n1", "n2", "n3", "leader", "all");
        assertThat(FaultLanguage.complete("kill n1,l", MEMBERS)).containsExactly("leader");
        assertThat(FaultLanguage.complete("cut n1 ", MEMBERS)).containsExactly("->", "<->");
        assertThat(FaultLanguage.complete("cut n1 -> n", MEMBERS)).containsExactly("n1", "n2", "n3");
        assertThat(FaultLanguage.complete("lose 30% n1 -", MEMBERS)).containsExactly("->");
        assertThat(FaultLanguage.complete("flap n1 -> n2 e", MEMBERS)).containsExactly("every");
        assertThat(FaultLanguage.complete("flap n1 -> n2 every 2E ", MEMBERS)).containsExactly("for");
        assertThat(FaultLanguage.complete("set ", MEMBERS)).contains("prevote", "defaults");
        assertThat(FaultLanguage.complete("set prevote ", MEMBERS)).containsExactly("on", "off");
        assertThat(FaultLanguage.complete("set prevote off ", MEMBERS)).containsExactly("on");
        assertThat(FaultLanguage.complete("set pace ", MEMBERS)).containsExactly("lan", "containers", "class");
        assertThat(FaultLanguage.complete("partition n1 ", MEMBERS)).containsExactly("|");
        assertThat(FaultLanguage.complete("end ", MEMBERS)).containsExactly("last");
        assertThat(FaultLanguage.complete("heal ", MEMBERS)).isEmpty();
    }

    @Test
    void aHintShowsSyntaxAndMeaning() {
        assertThat(FaultLanguage.hint("slow n1 ->")).startsWith("slow LINKS TIME [+-TIME]: Every message");
        assertThat(FaultLanguage.hint("st")).isEqualTo("stop NODES   star NODE   stall disk NODES");
        assertThat(FaultLanguage.hint("set prevote off")).startsWith("set prevote on|off [on NODES]: ");
        assertThat(FaultLanguage.hint("")).isEmpty();
    }
}
