package dev.raftbeat.nemesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.random.FaultKind;
import dev.raftbeat.random.SoakTally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakTallyTest {
    private static final SoakTally TALLY =
            new SoakTally(-7, 3, 4_000_000_000L, Map.of(FaultKind.ONE_WAY, 5L, FaultKind.KILL, 6L), 7, 8, 9, 10, 0);

    @TempDir
    private Path directory;

    @Test
    void aCountGoesOnWhereItWas() throws IOException {
        Path file = directory.resolve("deep/tally");
        TALLY.write(file);
        assertThat(SoakTally.read(file)).isEqualTo(TALLY);
        SoakTally.fresh(7).write(file);
        assertThat(SoakTally.read(file)).isEqualTo(SoakTally.fresh(7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            "rounds": 3      ; "rounds": -3              ; counts of 0 or more
            "rounds": 3      ; "rounds": "3"             ; tally:3: expected a whole number in "rounds"
            "rounds": 3,     ; ~~                        ; a whole number in "rounds"
            "rounds": 3      ; "rounds": 3, "rounds": 3  ; tally:3: expected JSON with each field once
            "rounds": 3      ; "rounds": 3, "more": 3    ; tally:3: expected no field "more"
            "KILL": 6        ; "KILL": -6                ; counts of 0 or more
            "KILL": 6        ; "KILLS": 6                ; tally:6: expected one of KILL
            """)
    void whatIsNoCountIsToldByItsLine(String whole, String damaged, String expected) throws IOException {
        Path file = directory.resolve("tally");
        TALLY.write(file);
        String text = Files.readString(file);
        assertThat(text).contains(whole);
        Files.writeString(file, text.replace(whole, damaged));
        assertThatThrownBy(() -> SoakTally.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(expected)
                .hasMessageNotContainingAny("jackson", "java.", "Mischief");
    }
}
