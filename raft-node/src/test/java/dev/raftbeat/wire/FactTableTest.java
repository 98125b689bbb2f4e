package dev.raftbeat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FactTableTest {
    private static final Path PAGE = Path.of("..", "docs", "FACTS.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, FactTable.markdown());
        }
        assertThat(PAGE).as("write it with -Draftbeat.rewrite=true").hasContent(FactTable.markdown());
    }
}
