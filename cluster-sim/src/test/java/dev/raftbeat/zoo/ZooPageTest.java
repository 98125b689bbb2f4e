package dev.raftbeat.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ZooPageTest {
    private static final Path PAGE = Path.of("..", "docs", "ZOO.md");

    @Test
    void thePageSaysWhatTheCodeDoes() throws IOException {
        if (Boolean.getBoolean("raftbeat.rewrite")) {
            Files.writeString(PAGE, ZooPage.markdown());
        }
        assertThat(PAGE).as("write it with -Draftbeat.rewrite=true").hasContent(ZooPage.markdown());
    }
}
