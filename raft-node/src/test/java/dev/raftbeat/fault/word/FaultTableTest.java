package dev.raftbeat.fault.word;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.Part;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Test
    void aRowThatIsNotWholeIsRefused() {
        FaultWord.Row noMeans = new FaultWord.Row(FaultWord.Kind.FAULT, "freeze clock", Part.NODES)
                .help("freeze clock n2", "heal", "The clock stands still.")
                .says((line, scene) -> "the clock of " + line.names() + " stands still");
        FaultWord.Row noSentence = new FaultWord.Row(FaultWord.Kind.ACTION, "thaw", Part.NODES)
                .help("thaw n2", "", "The clock goes on.")
                .carriesOut((change, line) -> change.restart(line.nodes()));
        FaultWord.Row doesNothing = new FaultWord.Row(FaultWord.Kind.UNDO, "thaw clock", Part.NODES)
                .help("thaw clock n2", "", "The clock goes on.")
                .says((line, scene) -> "the clock of " + line.names() + " goes on");
        for (FaultWord.Row row : List.of(noMeans, noSentence, doesNothing)) {
            assertThatThrownBy(() -> row.in(new ArrayList<>()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is not whole");
        }
    }

    @Test
    void aWordThatNobodyKnowsIsNoLineAgain() {
        FaultBegan byHand =
                new FaultBegan(1, "drop n1 -> n2", "action", "by hand", List.of(), List.of(), List.of(), "");
        assertThat(FaultLanguage.told(byHand)).isEmpty();
    }
}
