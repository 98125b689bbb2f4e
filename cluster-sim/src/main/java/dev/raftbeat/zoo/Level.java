package dev.raftbeat.zoo;

import java.util.Locale;

/** How well a rule is hidden. */
public enum Level {
    /** What everybody tries shows it: crashes, cuts, losses, disks, messages that come twice. */
    EASY(12),
    /** It takes delays, logs, odd shapes or sizes, or several lines in the right order. */
    HARD(20);

    private final int tries;

    Level(int tries) {
        this.tries = tries;
    }

    /** How many scenarios may be tried. */
    public int tries() {
        return tries;
    }

    /** As it is written: {@code easy}, {@code hard}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
