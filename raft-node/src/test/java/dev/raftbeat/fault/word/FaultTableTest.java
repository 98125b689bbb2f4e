package dev.raftbeat.fault.word;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTableTest {
    private static final Path PAGE = Path.of("..", "docs", "FAULTS.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, FaultTable.markdown());
        }
        assertThat(PAGE).as("write it with -Draftbeat.rewrite=true").hasContent(FaultTable.markdown());
    }

    @ParameterizedTest
    @MethodSource("dev.raftbeat.fault.word.FaultWords#all")
    void everyExampleIsALineOfItsWordInItsCanonicalForm(FaultWord word) throws FaultSyntaxException {
        assertThat(FaultLanguage.parse(word.example()).word()).isEqualTo(word);
        assertThat(FaultLanguage.parse(word.example()).text()).isEqualTo(word.example());
        assertThat(word.meaning()).endsWith(".");
    }

    @ParameterizedTest
    @MethodSource("dev.raftbeat.fault.word.FaultWords#all")
    void everyFaultHasAnUndo(FaultWord word) throws FaultSyntaxException {
        if (word.kind() == FaultWord.Kind.FAULT || word.kind() == FaultWord.Kind.SETTING) {
            FaultLanguage.parse(word.undo());
        } else {
            assertThat(word.undo()).isEmpty();
        }
    }

    @Test
    void noTwoWordsAreTheSame() {
        TreeSet<String> texts = new TreeSet<>();
        for (FaultWord word : FaultWords.all()) {
            assertThat(texts.add(word.text())).as(word.text()).isTrue();
        }
    }
}
