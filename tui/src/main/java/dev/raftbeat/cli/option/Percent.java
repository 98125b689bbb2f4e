package dev.raftbeat.cli.option;

import dev.raftbeat.text.Amounts;
import picocli.CommandLine.TypeConversionException;

/**
 * A percentage on the command line, such as {@code 0.1%}, or {@code 0.1}: what the number of an option that takes a
 * percentage means is not in doubt.
 *
 * @param value 0 or more
 * @param text as it was typed
 */
public record Percent(double value, String text) {
    /** @throws TypeConversionException when the text is no percentage */
    public static Percent parse(String text) {
        return Amounts.percent(text.endsWith("%") ? text : text + "%")
                .map(value -> new Percent(value.doubleValue(), text))
                .orElseThrow(
                        () -> new TypeConversionException("takes a percentage such as 0.1%, not \"" + text + "\""));
    }

    /**
     * As a share, from 0 to 1.
     *
     * @throws UserError when it is more than the most, which is in percent
     */
    public double share(String option, int most) {
        if (value > most) {
            throw UserError.usage(
                    option + " takes a percentage from 0 to " + most + ", such as 0.1%, not \"" + text + "\"");
        }
        return value / 100;
    }
}
