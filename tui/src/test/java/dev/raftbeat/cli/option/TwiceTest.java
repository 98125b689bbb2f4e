package dev.raftbeat.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is named twice in a list is refused, and neither the first nor the last is quietly dropped. */
class TwiceTest {
    private static final String NODE = "node --id n1 --listen 127.0.0.1:1 --dir DIR --peers ";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                NODE + "n1=127.0.0.1:1,n2=127.0.0.1:2,n2=127.0.0.1:3"
                        + "|--peers names n2 twice, at 127.0.0.1:2 and at 127.0.0.1:3: each member has one address",
                NODE + "n1=127.0.0.1:1,n2=127.0.0.1:2 --peers n2=127.0.0.1:2|--peers names n2 twice, at 127.0.0.1:2",
                NODE + "n1=127.0.0.1:1,n2=127.0.0.1:2,n3=127.0.0.1:2|--peers names 127.0.0.1:2 twice",
                NODE + "n1=127.0.0.1:1,n2=a:2,n3=A:2|--peers names a:2 twice, which is also A:2",
                NODE + "n1=127.0.0.1:1,n2=localhost:1|--peers names 127.0.0.1:1 twice, which is also localhost:1",
                NODE + "n1=127.0.0.1:1,n2|--peers takes NAME=HOST:PORT, not \"n2\"",
                "monitor --dir DIR --peers http://127.0.0.1:1,http://localhost:1"
                        + "|--peers names 127.0.0.1:1 twice, which is also localhost:1",
                "monitor --dir DIR --port 8123 --peers http://localhost:8123"
                        + "|--peers names 127.0.0.1:8123, which is this monitor itself",
                "worker --dir DIR --monitor http://127.0.0.1:1,http://127.0.0.1:1/"
                        + "|--monitor names 127.0.0.1:1 twice",
                "watch http://127.0.0.1:1 http://[::1]:1 --plain"
                        + "|the command line names 127.0.0.1:1 twice, which is also [::1]:1",
                "watch 127.0.0.1:1 127.0.0.1:1 --token-file DIR/t|the command line names 127.0.0.1:1 twice",
            })
    void isRefused(String line, String sentence) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] words = line.replace("DIR", directory.toString()).split(" ");
        assertThat(Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words))
                .as(err.toString())
                .isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).startsWith("raftbeat: " + sentence);
        assertThat(out.toString()).isEmpty();
    }
}
