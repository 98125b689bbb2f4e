package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.Hostile.Said;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.zoo.Attempt;
import dev.raftbeat.zoo.Hunt;
import dev.raftbeat.zoo.HuntFile;
import dev.raftbeat.zoo.Level;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that somebody else wrote: recordings, scenarios, lessons, hunts, scores, tokens, and their names. */
class HostileFilesTest {
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-f]{4})");
    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    @TempDir
    private Path directory;

    private static List<Fact> facts() {
        String evil = Hostile.TEXT;
        return List.of(
                new FaultBegan(1, evil, "fault", evil, List.of(), List.of(N1), List.of(new Link(N1, N2)), evil),
                new FaultBegan(2, "cut n1 -> n2 # " + evil, evil, evil, List.of(), List.of(), List.of(), evil),
                new FaultEnded(1, evil),
                new ProcessEnded(N2, evil),
                new LinkDown(N2, evil),
                new FrameRefused(RefusalReason.MALFORMED, evil, evil),
                new CommandRefused(evil, evil),
                new SettingsChanged(Pace.LAN.settings(), evil),
                new SaveFailed(3, Optional.empty(), evil),
                new TermAdvanced(1, 2, N2, evil),
                new StoreOpened(evil, Optional.empty(), 0, 0),
                new Booted(1, Optional.empty(), List.of(N1, N2), Pace.LAN.settings(), 0, Optional.of(evil)),
                new Stopped(evil));
    }

    /** A line of facts as another program would write it: of the harmful characters only those of C0 are escaped. */
    private static String line(StampedFact fact) {
        Matcher escapes = ESCAPE.matcher(FactCodec.line(fact));
        return escapes.replaceAll(one -> {
            char unit = (char) Integer.parseInt(one.group(1), 16);
            boolean raw = unit >= 0x7F && !Character.isSurrogate(unit);
            return Matcher.quoteReplacement(raw ? String.valueOf(unit) : one.group());
        });
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** A run with hostile facts behind it, in a folder with a hostile name. */
    private Path recording() throws IOException {
        Path scenario = write("a.scenario", "cluster 3 seed 2\nrun until stable\nkill leader\nrun until leader\n");
        Path store = directory.resolve("store");
        assertThat(Hostile.run("run", scenario.toString(), "--record", store.toString())
                        .code())
                .isEqualTo(ExitCodes.VALID);
        Path folder = Files.move(
                store.resolve("a/latest").toRealPath(),
                Files.createDirectory(store.resolve("b")).resolve(Hostile.NAME));
        List<String> lines = new ArrayList<>(Files.readAllLines(folder.resolve("facts.ndjson")));
        long seq = 100_000;
        for (Fact fact : facts()) {
            boolean ofWorld =
                    fact.getClass().getEnclosingClass().getSimpleName().equals("WorldFact");
            seq++;
            lines.add(line(new StampedFact(
                    5_000_000_000L + seq, ofWorld ? NodeId.WORLD : N1, 1, seq, seq, Optional.empty(), fact)));
        }
        lines.add("{\"v\":1,\"fact\":\"" + Hostile.LINE + "\"}");
        lines.add(Hostile.LINE);
        Files.write(folder.resolve("facts.ndjson"), lines);
        assertThat(Files.readString(folder.resolve("facts.ndjson"))).contains("\u202e", "\u009b", "\\u001B");
        Files.writeString(
                folder.resolve("results.json"),
                "{\"scenario\":\"\\u001b[2J\u202e\u009b\",\"seed\":\"\u2028\",\"replay\":\"\\u0007\",\"verdict\":\"valid\","
                        + "\"findings\":[{\"line\":1,\"text\":\"\\u001b]0;\u202e\",\"reason\":\"\\r\u2066\",\"verdict\":\"\\u001b\"}]}");
        Files.writeString(folder.resolve("scenario"), "cluster 3\r\n# \u001b[2J\u202e " + Hostile.LINE + "\n");
        return folder;
    }

    private static void assertClean(Path file) throws IOException {
        String text = Files.readString(file);
        assertThat(text.codePoints()
                        .filter(point -> point != '\n' && CleanText.isHarmful(point))
                        .mapToObj(Integer::toHexString))
                .as("harmful in %s", file.getFileName())
                .isEmpty();
        assertThat(text.lines().filter(line -> line.strip().startsWith(Hostile.FORGED)))
                .isEmpty();
    }

    @Test
    void aRecordingHarmsNobody() throws IOException {
        String run = recording().toString();
        assertThat(Hostile.run(List.of("replay", run, "--plain")).out())
                .contains("\\u001b[2J\\u001b]0;owned\\u0007\\u009b31m");
        Hostile.run(List.of("replay", run, "--plain", "--fork-at", "1s", "--apply", "heal"));
        Hostile.run(List.of("why", run));
        Hostile.run(List.of("why", run, "n1:1:100013"));
        assertThat(Hostile.run(List.of("why", run, "-o", "json")).json().isObject())
                .isTrue();
        for (String form : List.of("mermaid", "perfetto", "otlp", "shiviz")) {
            assertThat(Hostile.run(List.of("export", run, "--as", form)).out())
                    .as(form)
                    .isNotEmpty();
        }
        Path out = directory.resolve("out" + Hostile.NAME);
        Said report = Hostile.run(List.of("report", run, "--out", out.toString()));
        assertThat(report.out()).contains("lines are no whole facts", "report: ");
        assertClean(out.resolve("report.html"));
        assertClean(out.resolve("timeline.svg"));
        assertThat(Files.readString(out.resolve("report.html"))).contains("\\u202e", "\\u009b");
    }

    @Test
    void heartbeatsOfARecordingHarmNobody() throws IOException {
        Path folder = recording();
        Path svg = directory.resolve("x.svg");
        List<String> line =
                List.of("detectors", "--trace", folder.toString(), "--detector", "fixed 1s", "--svg", svg.toString());
        assertThat(Hostile.run(line).code()).isEqualTo(ExitCodes.VALID);
        assertClean(svg);
        List<String> json = new ArrayList<>(line);
        json.addAll(List.of("-o", "json"));
        assertThat(Hostile.run(json).json().path("stream").asString()).contains("\u001b[2J");
    }

    @Test
    void whatARunWritesDownHarmsNobody() throws IOException {
        Path scenario = write(
                "x" + Hostile.NAME + ".scenario", "# " + Hostile.LINE + "\ncluster 3 seed 2\nrun 1s\nexpect leader\n");
        Path store = directory.resolve("store");
        Said said = Hostile.run(List.of("run", scenario.toString(), "--record", store.toString()));
        assertThat(said.code()).isEqualTo(ExitCodes.VALID);
        try (Stream<Path> all = Files.walk(store)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                // The scenario is the one that was played, byte for byte.
                if (!file.endsWith("scenario")) {
                    assertClean(file);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HOSTILE",
                "cluster HOSTILE",
                "cluster 3 pace HOSTILE",
                "cluster 3\nHOSTILE",
                "cluster 3\nkill HOSTILE",
                "cluster 3\nkill leader # HOSTILE",
                "cluster 3\nrun until HOSTILE",
                "cluster 3 seed 1\nrun 1s\nexpect saw HOSTILE",
                "cluster 3 seed 1\nrun 1s\nexpect leader # HOSTILE",
                "cluster 3 seed 1\nrun 1s\nexpect no leader # HOSTILE",
                "cluster 3 seed 1\nrun 1s\n----\nHOSTILE\n----"
            })
    void aScenarioHarmsNobody(String text) throws IOException {
        String file = write("x" + Hostile.NAME + ".scenario", text.replace("HOSTILE", Hostile.LINE))
                .toString();
        Hostile.run(List.of("run", file));
        Hostile.run(List.of("run", file, "--seeds", "2"));
        Hostile.run(List.of("why", file));
        Said json = Hostile.run(List.of("why", file, "-o", "json"));
        assertThat(json.out().isEmpty() || json.json().isObject()).isTrue();
        Hostile.run(List.of("twins", file, "--left", "prevote on", "--right", "prevote off", "--plain"));
        String hunt = directory.resolve("h.hunt").toString();
        Hostile.run(List.of("hunt", "--seed", "1", "--hunt", hunt));
        Hostile.run(List.of("hunt", "try", file, "--hunt", hunt));
    }

    @Test
    void aHuntHarmsNobody() throws IOException {
        Path file = directory.resolve("x" + Hostile.NAME + ".hunt");
        Hunt evil = Hunt.begin(Hostile.LINE, 2, Level.EASY).with(new Attempt(3, Optional.empty(), Hostile.TEXT));
        HuntFile.write(file, evil);
        assertThat(Hostile.run(List.of("hunt", "--hunt", file.toString())).out())
                .contains("\\u001b[2J");
        Hostile.run(List.of("hunt", "results", file.toString()));
        Said json = Hostile.run(List.of("hunt", "results", file.toString(), "-o", "json"));
        assertThat(json.json().get(0).path("student").asString()).isEqualTo(Hostile.LINE);
        Hostile.run(List.of("hunt", "give-up", "--hunt", file.toString()));
        for (String text : List.of(Hostile.TEXT, "{\"hunt\": 2,\n\"" + Hostile.LINE + "\": 1}")) {
            Files.writeString(file, text.replace("\ud800", ""));
            assertThat(Hostile.run(List.of("hunt", "--hunt", file.toString())).code())
                    .isEqualTo(ExitCodes.USAGE);
        }
    }

    private static final String LESSON = """
            lesson 90 HOSTILE
            minutes 3
            == page HOSTILE
            Some HOSTILE text.
              HOSTILE
            == cluster
            cluster 3 seed 4 # HOSTILE
            run until stable
            == ask Who leads HOSTILE now?
            - Nobody HOSTILE | no leader
            - Somebody HOSTILE | leader
            == play
            kill leader # HOSTILE
            run 4E
            == ask HOSTILE?
            - One | prints "HOSTILE"
            - Other HOSTILE | never prints "HOSTILE"
            == command raftbeat zoo "HOSTILE"
            hide "HOSTILE"
            == scenario mine
            cluster 3 # HOSTILE
            == try
            HOSTILE
            == teacher
            HOSTILE
            """;

    @Test
    void aLessonHarmsNobody() throws IOException {
        String file = write("x" + Hostile.NAME + ".lesson", LESSON.replace("HOSTILE", Hostile.LINE))
                .toString();
        String scores = directory.resolve("scores").toString();
        Said said = Hostile.run(List.of("lesson", file, "--score", scores, "--answers", "2,2"));
        assertThat(said.out()).contains("You foresaw ", "\\u202e");
        Hostile.run(List.of("lesson", file, "--score", scores, "--teacher"));
        Hostile.run(List.of("lesson", "--score", scores));
        for (String line : LESSON.split("\n")) {
            String wrong = LESSON.replace(line + "\n", line.split(" ")[0] + " " + Hostile.LINE + "\n");
            Files.writeString(Path.of(file), wrong);
            Hostile.run(List.of("lesson", file, "--score", scores, "--plain", "--answers", "1,1"));
        }
        for (String text :
                List.of(Hostile.TEXT, "{\"v\": 1, \"lessons\": {\"" + Hostile.LINE + "\": 3}}", "{\"\\u001b")) {
            Files.writeString(Path.of(scores), text.replace("\ud800", ""));
            Hostile.run(List.of("lesson", "--score", scores));
        }
    }

    @Test
    void aTokenFileHarmsNobody() throws IOException {
        Path token = directory.resolve("x" + Hostile.NAME);
        for (byte[] bytes : List.of(
                Hostile.TEXT.getBytes(StandardCharsets.UTF_8), "a\nb".getBytes(StandardCharsets.UTF_8), new byte[] {-101
                })) {
            Files.write(token, bytes);
            for (String line : List.of(
                    "watch 127.0.0.1:1",
                    "watch http://127.0.0.1:1",
                    "monitor --port 0 --for 1s",
                    "worker --monitor http://127.0.0.1:1 --for 1s")) {
                List<String> args = new ArrayList<>(List.of(line.split(" ")));
                args.addAll(List.of("--token-file", token.toString()));
                Said said = Hostile.run(args);
                assertThat(said.code()).as(line).isEqualTo(ExitCodes.USAGE);
                assertThat(said.err().lines()).as(line).hasSize(1);
            }
        }
    }
}
