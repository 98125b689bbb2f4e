package dev.raftbeat.plot;

import java.util.ArrayList;
import java.util.List;

/**
 * Maps values to places in a picture. Immutable.
 *
 * @param low the value at {@code from}; more than 0 on a logarithmic axis
 * @param high the value at {@code to}, more than {@code low}
 * @param from the place of the least value, in units of the picture
 * @param to the place of the greatest
 * @param logarithmic whether equal factors, not equal differences, are equally far apart
 */
public record Axis(double low, double high, double from, double to, boolean logarithmic) {
    /** An axis on which equal differences are equally far apart. */
    public static Axis linear(double low, double high, double from, double to) {
        return new Axis(low, high, from, to, false);
    }

    /** An axis on which equal factors are equally far apart. */
    public static Axis logarithmic(double low, double high, double from, double to) {
        return new Axis(low, high, from, to, true);
    }

    /** A logarithmic axis of whole decades, at least one, in which all these values have room. */
    public static Axis decades(double least, double most, double from, double to) {
        double low = Math.pow(10, Math.floor(Math.log10(least)));
        double high = Math.pow(10, Math.ceil(Math.log10(most)));
        return logarithmic(low, Math.max(10 * low, high), from, to);
    }

    /** The place of a value; one beyond the ends is drawn at the end. */
    public double at(double value) {
        double bounded = Math.max(low, Math.min(high, value));
        double share = logarithmic ? Math.log(bounded / low) / Math.log(high / low) : (bounded - low) / (high - low);
        return from + (to - from) * share;
    }

    /** The powers of ten from one end to the other, for an axis of decades. */
    public List<Double> powersOfTen() {
        List<Double> all = new ArrayList<>();
        for (double tick = low; tick <= high * 1.01; tick *= 10) {
            all.add(tick);
        }
        return all;
    }

    /** Round values from one end to the other, equally far apart: multiples of 1, 2 or 5 times a power of ten. */
    public List<Double> roundTicks(int most) {
        double least = (high - low) / most;
        double power = Math.pow(10, Math.floor(Math.log10(least)));
        double step = 10 * power;
        for (int times : new int[] {5, 2, 1}) {
            step = times * power >= least ? times * power : step;
        }
        List<Double> all = new ArrayList<>();
        for (long i = (long) Math.ceil(low / step); i * step <= high * (1 + 1e-9); i++) {
            all.add(i * step);
        }
        return all;
    }
}
