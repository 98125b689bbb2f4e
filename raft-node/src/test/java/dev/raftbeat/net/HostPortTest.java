package dev.raftbeat.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
    @ParameterizedTest
    @CsvSource({"n1:4001, n1, 4001", "127.0.0.1:0, 127.0.0.1, 0", "[::1]:65535, ::1, 65535"})
    void isReadAndWritten(String text, String host, int port) {
        assertThat(HostPort.parse(text)).isEqualTo(new HostPort(host, port)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":4001",
                "n1",
                "n1:",
                "n1:x",
                "n1:65536",
                "n1:-1",
                "::1:4001",
                " :4001",
                "[]:4001",
                "n1:+4001",
                "n1:04001",
                "n1:\u0664\u0660\u0660\u0661"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> HostPort.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"" + text + "\"");
    }
}
