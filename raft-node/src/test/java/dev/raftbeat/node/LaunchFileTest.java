package dev.raftbeat.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.raftbeat.fault.rule.DiskMode;
import dev.raftbeat.fault.rule.LinkRule;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.NodeRules;
import dev.raftbeat.journal.Journal;
import dev.raftbeat.net.HostPort;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.store.StoreGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchFileTest {
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @TempDir
    private Path folder;

    /** One of each kind. */
    private static NodeRules rules() {
        FactId by = FactId.parse("world:1:17");
        LinkRules links = new LinkRules(new TreeMap<>(Map.of(
                N2,
                List.of(
                        new LinkRule.Cut(by),
                        new LinkRule.Slow(80_000_000, 20_000_000, by),
                        new LinkRule.Flap(600_000_000, -5, Bounds.NANOS_MAX, by),
                        new LinkRule.Chance(LinkRule.ChanceOf.LOSE, 1 / 3.0, 0, by),
                        new LinkRule.Chance(LinkRule.ChanceOf.REORDER, 1, 20_000_000, by)))));
        return new NodeRules(links, 1.05, DiskMode.STALL, Optional.of(by), Set.of(N2));
    }

    static NodeOptions options(Path folder, String listen, boolean insecure) {
        return new NodeOptions(
                N1,
                "c-1",
                Map.of(N1, HostPort.parse("127.0.0.1:7101"), N2, HostPort.parse("[::1]:7102")),
                HostPort.parse(listen),
                folder.resolve("with a blank"),
                Optional.of(HostPort.parse("localhost:7201")),
                Pace.CLASS.settings().withPreVote(false).withLog(5, 2).withQuorumWindow(4_000_000),
                42,
                rules(),
                OptionalLong.of(187_000_000),
                new NodeOptions.Output(
                        true,
                        Optional.of(folder.resolve("facts")),
                        Optional.of(new Journal(folder.resolve("n1.facts.ndjson"), true))),
                new NodeOptions.Guard(Optional.of(folder.resolve("token")), true, insecure, true, Optional.empty()),
                Optional.of("forgetful"),
                Optional.of(new StoreLink(HostPort.parse("127.0.0.1:7301"), StoreGuard.lease(120_000_000))));
    }

    @Test
    void whatIsWrittenIsRead() throws IOException {
        NodeOptions options = options(folder, "127.0.0.1:7101", false);
        Path file = folder.resolve("n1.json");
        LaunchFile.write(file, options);

        assertThat(LaunchFile.read(file)).isEqualTo(options);
    }

    @Test
    void aMissingOptionIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("n1.json"), "{\"id\": \"n1\"}\n");

        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no field cluster");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "2305843009213693953", "9223372036854775807", "9223372036854775808", "soon"})
    void anAlignedTimeoutIsATime(String nanos) throws IOException {
        Path file = folder.resolve("n1.json");
        LaunchFile.write(file, options(folder, "127.0.0.1:7101", false));
        Files.writeString(file, Files.readString(file).replace("187000000", nanos));

        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching(".*(an aligned election timeout lies|alignedDrawNanos: not|not JSON).*");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '~', textBlock = """
            "seed":42                 ; "seed":42,"more":1              ; unknown field more
            "seed":42                 ; "seed":42,"seed":42             ; repeated field seed
            "seed":42                 ; "seed":"42"                     ; seed: not an integer
            "seed":42                 ; "seed":4.2                      ; seed: not an integer
            "stay":true               ; "stay":1                        ; guard.stay: not true or false
            "preVote":false           ; "preVote":null                  ; settings.preVote: not true or false
            localhost:7201            ; localhost                       ; control: an address reads HOST:PORT
            "n2":"[::1]:7102"         ; "n2":7                          ; peers.n2: not a string
            "n2":"[::1]:7102"         ; "N2":"[::1]:7102"               ; peers: not a node name
            "kind":"Cut"              ; "kind":"Kill"                   ; not an object of one of [Chance, Cut, Flap, Slow]
            "kind":"Cut",             ; ~~                              ; rules.links.byPeer.n2[0].kind
            "by":"world:1:17"}        ; "by":"someone"}                 ; a fact's id reads NODE:BOOT:SEQ
            "delayNanos":80000000     ; "delayNanos":-1                 ; a rule's times lie between
            "everyNanos":600000000    ; "everyNanos":0                  ; a rule's times lie between
            "beganNanos":-5           ; "beganNanos":2305843009213693953 ; beganNanos: not an integer
            "share":1.0               ; "share":1.5                     ; a share lies between 0 and 1
            "share":1.0               ; "share":"1"                     ; share: not a number
            "share":1.0               ; "share":1e999                   ; share: not a number
            "what":"LOSE"             ; "what":"LOOSE"                  ; what: not one of its words
            "clockRate":1.05          ; "clockRate":0                   ; rules: a clock runs at a rate
            "disk":"STALL"            ; "disk":"OK"                     ; rules: a disk that is not OK
            "blackholed":["n2"]       ; "blackholed":{}                 ; rules.blackholed: not a list
            "blackholed":["n2"]       ; "blackholed":["n2",["n2"]]      ; rules.blackholed[1]: not a string
            """)
    void whatIsNotOfTheFormIsNamed(String whole, String damaged, String named) throws IOException {
        Path file = folder.resolve("n1.json");
        LaunchFile.write(file, options(folder, "127.0.0.1:7101", false));
        String text = Files.readString(file);
        assertThat(text).contains(whole);
        Files.writeString(file, text.replace(whole, damaged));

        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(named.substring(0, Math.min(60, named.length())));
    }

    @Test
    void noDamageWhateverGivesMoreThanASentence() throws IOException {
        Path file = folder.resolve("n1.json");
        LaunchFile.write(file, options(folder, "127.0.0.1:7101", false));
        String whole = Files.readString(file);
        SplittableRandom random = new SplittableRandom(20260101);
        int refused = 0;
        for (int i = 0; i < 2_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(32, 127));
            Files.writeString(file, text);
            try {
                LaunchFile.read(file);
            } catch (IllegalArgumentException e) {
                refused++;
                assertThat(e.getMessage()).doesNotContain("jackson", "java.", "Unexpected", "Unrecognized", "\n");
            }
        }
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void anAddressOffLoopbackNeedsTheWordForIt() {
        assertThatThrownBy(() -> options(folder, "0.0.0.0:7101", false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--insecure-network");
        assertThat(options(folder, "0.0.0.0:7101", true).listen().host()).isEqualTo("0.0.0.0");
    }
}
