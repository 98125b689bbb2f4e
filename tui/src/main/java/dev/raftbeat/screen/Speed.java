package dev.raftbeat.screen;

import java.util.Locale;

/** The speeds that the keys choose from, in virtual seconds in a second of real time. */
public final class Speed {
    private static final double[] ALL = {
        0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 1000, Double.POSITIVE_INFINITY
    };

    private Speed() {}

    public static double slower(double speed) {
        for (int i = ALL.length - 1; i > 0; i--) {
            if (ALL[i] < speed) {
                return ALL[i];
            }
        }
        return ALL[0];
    }

    public static double faster(double speed) {
        for (double one : ALL) {
            if (one > speed) {
                return one;
            }
        }
        return ALL[ALL.length - 1];
    }

    public static String word(double speed) {
        if (Double.isInfinite(speed)) {
            return "fastest";
        }
        return speed == Math.rint(speed)
                ? "×" + Math.round(speed)
                : "×" + String.format(Locale.ROOT, "%.3f", speed).replaceFirst("0+$", "");
    }
}
