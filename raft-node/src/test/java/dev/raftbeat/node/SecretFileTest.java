package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.net.ClusterKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    private static final String SECRET = "s".repeat(ClusterKey.LENGTH_MIN);

    @TempDir
    private Path folder;

    private Path file(String content, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void aPrivateFileWithASecretIsRead() throws IOException {
        for (String permissions : List.of("rw-------", "r--------")) {
            assertThatCode(() -> SecretFile.key(file(SECRET + "\n", permissions)))
                    .doesNotThrowAnyException();
            Files.delete(folder.resolve("key"));
        }
        assertThatCode(() -> SecretFile.key(file(ClusterKey.newSecret(), "rw-------")))
                .doesNotThrowAnyException();
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("key"));
        assertThatCode(() -> SecretFile.key(link)).doesNotThrowAnyException();
    }

    @Test
    void aFileThatOthersMayOpenIsRefused() throws IOException {
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwx--x---")) {
            Path file = file(SECRET, permissions);
            assertThatThrownBy(() -> SecretFile.key(file))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file + " has the permissions " + permissions
                            + ": expected a cluster's key that nobody but its owner may read; chmod 600 " + file);
        }
    }

    @Test
    void whatIsNoKeyIsRefusedInASentence() throws IOException {
        assertThatThrownBy(() -> SecretFile.key(folder.resolve("missing"))).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> SecretFile.key(folder)).hasMessageContaining("is a folder: expected a cluster's key");
        assertThatThrownBy(() -> SecretFile.key(Path.of("/dev/zero"))).hasMessageContaining("/dev/zero is a device");
        for (String shortOne : List.of("", "\n", SECRET.substring(1) + "\n \n")) {
            assertThatThrownBy(() -> SecretFile.key(file(shortOne, "rw-------")))
                    .hasMessageContaining("holds no key: a cluster's key has at least 32 characters, not ");
        }
        assertThatThrownBy(() -> SecretFile.key(file("s".repeat(5_000), "rw-------")))
                .hasMessageContaining("5000 bytes long");
    }

    @Test
    void noTwoSecretsAreAlike() {
        assertThat(ClusterKey.newSecret()).hasSize(64).isNotEqualTo(ClusterKey.newSecret());
    }
}
