package dev.raftbeat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.Percent;
import dev.raftbeat.cli.option.TypedTime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** Whatever is typed where a number belongs ends in one sentence, before anything is done. */
class NumbersTest {
    private static final List<String> ODD = List.of(
            "-1",
            "-0",
            "+5",
            "",
            "1_000",
            "0x10",
            "1e3",
            "1e308",
            "NaN",
            "Infinity",
            "-9223372036854775808",
            "9223372036854775807",
            "9223372036854775808",
            "9007199254740992",
            "\u0661\u0662",
            "\uff11",
            "5d",
            "0x1p3",
            "007.",
            "five");

    /** What commands need besides, so that the number is what is told of. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "run", List.of("x.scenario"),
            "why", List.of("x.scenario"),
            "replay", List.of("x"),
            "twins", List.of("x.scenario", "--left=prevote on", "--right=prevote off"),
            "bench", List.of("sim"),
            "figure", List.of("election-timeouts"));

    record Asked(List<String> command, String option) {
        @Override
        public String toString() {
            return String.join(" ", command) + " " + option;
        }
    }

    private static boolean isNumber(OptionSpec option) {
        return Stream.concat(Stream.of(option.type()), Stream.of(option.auxiliaryTypes()))
                .anyMatch(type -> List.of(int.class, long.class, double.class, Integer.class, Long.class, Double.class)
                        .contains(type));
    }

    static List<Asked> numbers() {
        List<Asked> all = new ArrayList<>();
        collect(Main.everyCommand(), List.of(), all);
        return all;
    }

    private static void collect(CommandLine command, List<String> words, List<Asked> all) {
        command.getCommandSpec().options().stream()
                .filter(NumbersTest::isNumber)
                .forEach(option -> all.add(new Asked(words, option.longestName())));
        command.getSubcommands().forEach((name, below) -> {
            List<String> longer = new ArrayList<>(words);
            longer.add(name);
            collect(below, longer, all);
        });
    }

    @Test
    void thereAreMany() {
        assertThat(numbers()).hasSizeGreaterThan(40);
    }

    private static void percents(CommandLine command, List<OptionSpec> all) {
        command.getCommandSpec().options().stream()
                .filter(option -> option.paramLabel().contains("PERCENT") || option.type() == Percent.class)
                .forEach(all::add);
        command.getSubcommands().values().forEach(below -> percents(below, all));
    }

    /** Whoever reads PERCENT in the help may leave out the sign or not. */
    @Test
    void everyPercentageTakesTheSignAndDoesWithoutIt() throws Exception {
        List<OptionSpec> all = new ArrayList<>();
        percents(Main.everyCommand(), all);
        assertThat(all).hasSizeGreaterThanOrEqualTo(3);
        for (OptionSpec option : all) {
            assertThat(option.type()).as(option.longestName()).isEqualTo(Percent.class);
            for (String typed : List.of("2", "2%", "0.5", "0.5%")) {
                double value = option.converters().length == 0
                        ? Percent.parse(typed).value()
                        : ((Percent) option.converters()[0].convert(typed)).value();
                assertThat(value).as(option.longestName() + " " + typed).isEqualTo(typed.startsWith("2") ? 2 : 0.5);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void anOddNumberIsRefused(Asked asked) {
        for (String odd : ODD) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            List<String> args = new ArrayList<>(asked.command());
            args.addAll(NEEDED.getOrDefault(asked.command().get(0), List.of()));
            args.add(asked.option() + "=" + odd);
            int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
            assertThat(code).as(args + ": " + err).isEqualTo(ExitCodes.USAGE);
            assertThat(out.toString()).as("nothing was done").isEmpty();
            assertThat(err.toString())
                    .as(odd)
                    .contains(asked.option(), "it takes a ")
                    .doesNotContain("Exception", "\tat ", "defect");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1s",
                "0",
                "0s",
                "-0s",
                "0.0000001ms",
                "1e3s",
                "0x10s",
                "5ds",
                "2d",
                "2",
                "2 s",
                "2S",
                "02s",
                "5sec",
                "NaN",
                "NaNs",
                "Infinity",
                "1_0s",
                "\u0661s",
                "9223372036854775807h",
                "1e308h",
                "s",
                "",
                "+5s",
                ".5s",
                "5.s"
            })
    void anOddTimeIsRefused(String text) {
        assertThat(refused("demo", "--for=" + text))
                .isEqualTo("raftbeat: --for takes a time such as 30s, 500ms or 10m "
                        + "(units: us, ms, s, min (or m), h), not \"" + text + "\"\n");
    }

    @Test
    void aTimeIsRead() {
        assertThat(TypedTime.parse("1.5s").nanos()).isEqualTo(1_500_000_000L);
        assertThat(TypedTime.parse("2m").nanos())
                .isEqualTo(TypedTime.parse("2min").nanos())
                .isEqualTo(120_000_000_000L);
        assertThat(TypedTime.parse("72h").nanos()).isEqualTo(259_200_000_000_000L);
        assertThat(TypedTime.parse("0.5ms").nanos()).isEqualTo(500_000L);
    }

    private static String refused(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        assertThat(code).as(err.toString()).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
        return err.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "checklist --loss=x | --loss takes a percentage such as 0.1%, not \"x\"",
                "checklist --loss=-1% | --loss takes a percentage such as 0.1%, not \"-1%\"",
                "checklist --loss=5%% | --loss takes a percentage such as 0.1%, not \"5%%\"",
                "checklist --loss=95% | --loss takes a percentage from 0 to 90, such as 0.1%, not \"95%\"",
                "topologies --loss=51% | --loss takes a percentage from 0 to 50, such as 0.1%, not \"51%\"",
                "checklist --rtt=2h | --rtt takes a time up to an hour, not \"2h\"",
                "detectors --interval=2h | --interval takes a time from 1ms to 1h, not \"2h\"",
                "topologies --interval=1ms | --interval takes a time from 10ms to 10m, not \"1ms\"",
                "checklist --pace=brisk | --pace takes lan, containers or class, not \"brisk\"",
                "detectors --network=moon | there is no network \"moon\"; there are lan, wan, bursty, lossy, gc, overloaded, mobile, hayashibara, chen",
                "topologies --fail=rain | --fail takes crash, partition, pause or overload, not \"rain\"",
                "up --pace=brisk | --pace takes lan, containers or class, not \"brisk\""
            })
    void aValueThatIsNoneIsNamedWithWhatIsTaken(String line, String sentence) {
        assertThat(refused(line.split(" "))).isEqualTo("raftbeat: " + sentence + "\n");
    }
}
