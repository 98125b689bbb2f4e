package dev.raftbeat.cli;

import dev.raftbeat.cli.option.Percent;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.lab.group.TrialFault;
import dev.raftbeat.lab.quality.NamedNetwork;
import dev.raftbeat.lab.topology.TopologyKind;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Values as they are typed in options, each read in one way ({@link Amounts}). No option takes a negative number.
 */
final class Numbers {

    private Numbers() {}

    /** Lets all options of a command be read in this way. */
    static void readBy(CommandLine command) {
        // Each once: of two equal ones the class-data archive of Java 17 cannot be made.
        ITypeConverter<Integer> ints = text -> (int) whole(text, Integer.MAX_VALUE, "2^31");
        ITypeConverter<Long> longs = text -> whole(text, Ballot.TERM_MAX, "2^53");
        ITypeConverter<Double> doubles = Numbers::typed;
        command.registerConverter(int.class, ints).registerConverter(Integer.class, ints);
        command.registerConverter(long.class, longs).registerConverter(Long.class, longs);
        command.registerConverter(double.class, doubles).registerConverter(Double.class, doubles);
        command.registerConverter(TypedTime.class, TypedTime::parse);
        command.registerConverter(Percent.class, Percent::parse);
        readBy(command, "", Pace.class, Pace::word);
        readBy(command, "network", NamedNetwork.class, NamedNetwork::word);
        readBy(command, "topology", TopologyKind.class, TopologyKind::word);
        readBy(command, "", TrialFault.class, TrialFault::word);
    }

    private static long whole(String text, long most, String end) {
        long value = Amounts.whole(text).orElse(Long.MAX_VALUE);
        if (value > most) {
            throw new TypeConversionException("it takes a whole number below " + end + ", not \"" + text + "\"");
        }
        return value;
    }

    /** @param what its values are, where there are many; empty where a sentence can name them all */
    private static <E extends Enum<E>> void readBy(
            CommandLine command, String what, Class<E> all, Function<E, String> word) {
        String words = Stream.of(all.getEnumConstants()).map(word).collect(Collectors.joining(", "));
        command.registerConverter(
                all,
                text -> Stream.of(all.getEnumConstants())
                        .filter(one -> word.apply(one).equals(text.toLowerCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> new TypeConversionException(
                                what.isEmpty()
                                        ? "takes " + words.replaceFirst(", (\\w+)$", " or $1") + ", not \"" + text
                                                + "\""
                                        : "there is no " + what + " \"" + text + "\"; there are " + words)));
    }

    private static double typed(String text) {
        return Amounts.decimal(text)
                .map(BigDecimal::doubleValue)
                .orElseThrow(() -> new TypeConversionException("it takes a number such as 0.5, not \"" + text + "\""));
    }
}
