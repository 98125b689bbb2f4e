package dev.raftbeat.cli.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import dev.raftbeat.cli.option.ExitCodes;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code raftbeat monitor} says to options that cannot be. */
class MonitorCommandTest {
    @ParameterizedTest
    @CsvSource({
        "--hold-when, 0, --hold-when takes a percentage",
        "--hold-when, 101, --hold-when takes a percentage",
        "--hold-when, Never, --hold-when takes a percentage",
        "--hold-when, 0%, --hold-when takes a percentage",
        "--hold-when, 101%, --hold-when takes a percentage",
        "--hold-when, -5%, --hold-when takes a percentage",
        "--hold-when, 3e1%, --hold-when takes a percentage",
        "--hold-when, NaN%, --hold-when takes a percentage",
        "--hold-when, 30 %, --hold-when takes a percentage",
        "--hold-when, 30%%, --hold-when takes a percentage",
        "--on-change-url, 127.0.0.1:9000, takes an http or https address",
        "--on-change-url, file:///etc/passwd, takes an http or https address",
        "--max-workers, 0, 1 to 20000",
        "--max-workers, 20001, 1 to 20000",
        "--max-per-address, 0, at least 1",
        "--max-metadata, 0, from 1 to 4096",
        "--detector, phi 8 window 100000, at most 6710"
    })
    void isOneSentence(String option, String value, String sentence) {
        StringWriter err = new StringWriter();
        int code = Main.run(
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                "monitor",
                "--port",
                "0",
                "--for",
                "1ms",
                option + "=" + value);
        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains(sentence);
    }
}
