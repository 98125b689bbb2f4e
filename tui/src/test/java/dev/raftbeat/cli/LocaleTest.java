package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is printed is the same in every country: with other digits, points or small letters no program could read it. */
@Tag("process")
class LocaleTest {
    private static final int PATIENCE_MINUTES = 8;

    private static final List<String> ROOT = List.of("-Duser.language=", "-Duser.country=");
    private static final List<String> EGYPT = List.of("-Duser.language=ar", "-Duser.country=EG");
    private static final List<String> TURKEY = List.of("-Duser.language=tr", "-Duser.country=TR");
    private static final List<String> GERMANY = List.of("-Duser.language=de", "-Duser.country=DE");

    /** Each command at least once with what it finds; those that take running processes, with what they refuse. */
    private static final String LINES = """
            run kill.scenario --record store
            run kill.scenario
            run kill.scenario -o json
            run kill.scenario --seeds 3
            run kill.scenario --seeds 3 -o csv
            replay store/kill/latest --plain
            report store/kill/latest --out report.html
            page store/kill/latest --out pages
            import --from etcd nowhere.log
            why store/kill/latest
            why kill.scenario -o json
            export kill.scenario --as mermaid
            export kill.scenario --as csv --table failovers
            export store/kill/latest --as perfetto
            export store/kill/latest --as otlp
            export store/kill/latest --as shiviz
            twins kill.scenario --left prevote~on --right prevote~off --plain
            twins kill.scenario --left prevote~on --right prevote~off -o csv
            faults store/kill/latest
            faults store/kill/latest -o csv
            sweep --seeds 3
            sweep --seeds 3 -o json
            sweep --seeds 3 --shard 1/1 --result shard
            sweep merge shard
            nemesis --on sim --time-limit 5s --seed 3
            nemesis --on sim --time-limit 5s --seed 3 -o json
            soak --on sim --time-limit 5s --round 5s --seed 3 --store soak
            explore --terms 1 --depth 2
            zoo
            zoo votes-twice
            hunt --hunt prey --seed 12
            hunt results prey
            lesson
            lesson 1 --teacher
            demo --nodes 10
            figure election-timeouts --trials 1 --svg figure.svg
            figure election-timeouts --trials 1 --svg figure.svg -o csv
            detectors --network gc --beats 2000
            detectors --network gc --beats 2000 -o json
            detectors --networks
            topologies --nodes 10 --trials 1
            topologies --nodes 10 --trials 1 -o csv
            topologies --topologies
            checklist --nodes 1000 --rtt 40ms --loss 2%
            completion bash
            up --nodes 0
            watch --dir nowhere
            status --dir nowhere
            fault heal --dir nowhere
            logs n1 --dir nowhere
            down --dir nowhere
            node --id n1
            store --port 0
            monitor --port 0 --for soon
            worker
            bench
            train-archive --loud
            """;

    @TempDir
    private Path directory;

    private Path folder(String name) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        Files.writeString(folder.resolve("kill.scenario"), """
                cluster 3 seed 2
                run until stable
                kill leader
                run 20E
                expect gap <= 20E
                expect leader-changes == 1
                """);
        List<String> lines = new ArrayList<>();
        Main.everyCommand().getSubcommands().keySet().forEach(command -> lines.add(command + " --help"));
        LINES.lines().forEach(lines::add);
        Files.write(folder.resolve("lines"), lines);
        return folder;
    }

    @Test
    void everyCommandIsAmongTheLines() {
        assertThat(LINES.lines().map(line -> line.split(" ")[0]).toList())
                .containsAll(Commands.all().stream().map(Commands.Entry::name).toList());
    }

    @Test
    void allIsPrintedAlikeInEveryCountry() throws Exception {
        String plain = all("root", ROOT);
        assertThat(plain).contains("leader-changes == 1", "99 of 100 crashes detected within", "== zoo: 0");
        assertThat(all("egypt", EGYPT)).isEqualTo(plain);
        assertThat(all("turkey", TURKEY)).isEqualTo(plain);
        assertThat(all("germany", GERMANY)).isEqualTo(plain);
    }

    /** What all lines say in one process of this country. */
    private String all(String name, List<String> locale) throws Exception {
        Path folder = folder(name);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(locale);
        command.addAll(List.of(
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocaleLines.class.getName(),
                "lines"));
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)).isTrue();
        String said = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** The process that users start begins as the lines above do. */
    @Test
    void theCommandItselfKeepsToOneLocale() throws Exception {
        String[] args = {"run", "kill.scenario", "--seeds", "3"};
        Path folder = folder("command");
        assertThat(RaftbeatProcess.output(folder, EGYPT, ExitCodes.VALID, args))
                .isEqualTo(RaftbeatProcess.output(folder, ROOT, ExitCodes.VALID, args));
    }
}
