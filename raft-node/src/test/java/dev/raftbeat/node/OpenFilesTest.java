package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenFilesTest {
    @Test
    void tooFewAreToldBeforeAnythingIsOpened() {
        assertThat(OpenFiles.trouble(40))
                .hasValue("may open only 40 files here, and needs 128; raise it: ulimit -n 1024");
        assertThat(OpenFiles.trouble(127)).isPresent();
        assertThat(OpenFiles.trouble(128)).isEmpty();
        assertThat(OpenFiles.trouble(OpenFiles.most())).as("here").isEmpty();
    }
}
