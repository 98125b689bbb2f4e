package dev.raftbeat.check.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.check.safety.Invariants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckTableTest {
    private static final Path PAGE = Path.of("..", "docs", "CHECKS.md");

    private static List<Invariant> all() {
        List<Invariant> all = new ArrayList<>(Invariants.all());
        all.addAll(Liveness.all());
        return all;
    }

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(PAGE, CheckTable.markdown());
        }
        assertThat(PAGE).as("write it with -Draftbeat.rewrite=true").hasContent(CheckTable.markdown());
    }

    @Test
    void idsAreInOrderAndTitlesFitALamp() {
        assertThat(all())
                .extracting(Invariant::id)
                .containsExactly("I1 I2 I3 I4 I5 I6 I7 I8 I9 I10 I11 I12 I13 I14 I15 I16"
                        .concat(" L1 L2 L3 L4 L5 L6 L7 L8")
                        .split(" "));
        assertThat(all()).extracting(Invariant::title).doesNotHaveDuplicates().allSatisfy(title -> {
            assertThat(title.split(" ")).hasSizeBetween(2, 4);
            assertThat(title.length()).isLessThanOrEqualTo(20);
        });
    }

    @Test
    void everyCheckSaysWhatItRestsOnInOneSentence() {
        assertThat(all()).allSatisfy(check -> {
            Evidence grounds = check.getClass().getAnnotation(Evidence.class);
            assertThat(grounds).as(check.id()).isNotNull();
            assertThat(grounds.needs() + grounds.unknown()).doesNotContain("|");
            assertThat(check.sentence()).endsWith(".").doesNotContain("|");
        });
    }
}
