package dev.raftbeat.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A hunt on the disk: the same when it is read again, and refused by file and line when another hand was at it. */
class HuntFileTest {
    private static final Hunt HUNT = Hunt.begin("Ada Lovelace", 7, Level.HARD)
            .with(new Attempt(9, Optional.empty(), "a b.scenario"))
            .withHint()
            .with(new Attempt(6, Optional.of("I13"), "ü.scenario"));

    @TempDir
    private Path directory;

    private Path file() {
        return directory.resolve("ada.hunt");
    }

    @Test
    void isReadAsItWasWritten() throws Exception {
        for (Hunt hunt : List.of(HUNT, HUNT.revealed(), Hunt.begin("x", (1L << 53) - 1, Level.EASY))) {
            HuntFile.write(file(), hunt);
            assertThat(HuntFile.read(file())).isEqualTo(hunt);
        }
        try (var all = Files.list(directory)) {
            assertThat(all).as("nothing is left beside it").containsExactly(file());
        }
    }

    @Test
    void everyCutAndEveryChangedCharacterIsNoticed() throws Exception {
        byte[] whole = HuntFile.text(HUNT).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < whole.length; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole, i);
            assertDamaged(cut);
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertDamaged(changed);
        }
        assertDamaged((HuntFile.text(HUNT) + "x\n").getBytes(StandardCharsets.UTF_8));
        assertDamaged(new byte[100_000]);
    }

    private void assertDamaged(byte[] bytes) throws Exception {
        Files.write(file(), bytes);
        assertThatThrownBy(() -> HuntFile.read(file()))
                .isInstanceOf(HuntFile.DamagedException.class)
                .hasMessageMatching("(?s).*ada\\.hunt:\\d+: expected .*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            "lines": 6         ; "lines": 2           ; 21
            "check": null      ; "check": "I2"        ; 21
            "hinted": true     ; "hinted": false      ; 21
            "seed": 7          ; "seed": 8            ; 21
            "seed": 7,         ; "seed":  7,          ; 21
            "level": "hard"    ; "level": "hardly"    ; 5
            "lines": 6         ; "lines": "six"       ; 16
            "hunt": 2          ; "hunt": 1            ;
            "seed": 7          ; "seed": -7           ;
            "revealed": false, ; ~~                   ;
            "seed": 7          ; "seed": 7, "more": 1 ; 4
            """)
    void aChangeByHandIsToldByItsLine(String from, String to, Integer line) throws Exception {
        String text = HuntFile.text(HUNT);
        assertThat(text).contains(from);
        Files.writeString(file(), text.replace(from, to));
        assertThatThrownBy(() -> HuntFile.read(file()))
                .hasMessageMatching("(?s).*ada\\.hunt:" + (line == null ? "\\d+" : line.toString()) + ": expected .*");
    }

    @Test
    void aMissingFileIsNoDamage() {
        assertThatThrownBy(() -> HuntFile.read(file())).isInstanceOf(NoSuchFileException.class);
    }
}
