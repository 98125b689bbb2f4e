package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingFolderTest {
    @TempDir
    private Path folder;

    @Test
    void aFolderThatItsNameDoesNotFindIsRefused() throws Exception {
        Path other = Files.createDirectories(folder.resolve("g??"));
        for (Path named : new Path[] {other, folder.resolve("none")}) {
            assertThatThrownBy(() -> WorkingFolder.require(named, folder))
                    .hasMessageContaining(named.toString())
                    .hasMessageContaining("set LC_ALL")
                    .isInstanceOfSatisfying(
                            UserError.class,
                            error -> assertThat(error.exitCode()).isEqualTo(ExitCodes.ENVIRONMENT));
        }
        assertThatCode(() -> WorkingFolder.require(folder.toAbsolutePath(), folder))
                .doesNotThrowAnyException();
    }
}
