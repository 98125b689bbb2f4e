package dev.raftbeat.scenario.expect;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How a number is compared with its limit. */
public enum Comparison {
    AT_LEAST(">="),
    AT_MOST("<="),
    EQUAL("=="),
    OTHER("!="),
    MORE(">"),
    LESS("<");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** {@code =} is as good as {@code ==}. */
    public static Optional<Comparison> of(String text) {
        String wanted = text.equals("=") ? EQUAL.sign : text;
        return Arrays.stream(values()).filter(one -> one.sign.equals(wanted)).findFirst();
    }

    public static List<String> signs() {
        return Arrays.stream(values()).map(Comparison::sign).toList();
    }

    boolean holds(double value, double limit) {
        return switch (this) {
            case AT_LEAST -> value >= limit;
            case AT_MOST -> value <= limit;
            case EQUAL -> value == limit;
            case OTHER -> value != limit;
            case MORE -> value > limit;
            case LESS -> value < limit;
        };
    }
}
