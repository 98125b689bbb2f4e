package dev.raftbeat.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The places inside a driver's work at which a process can die. */
public enum CrashPoint {
    /** A ballot is to be saved, and nothing of it is written yet. */
    BEFORE_SAVE("crashed before a save"),
    /** It is being written: what a restart finds is the old ballot, the old one beside a torn new one, or the new one. */
    DURING_SAVE("crashed during a save"),
    /** It is durable, and nobody has heard of it: no fact is told, nothing is sent. */
    AFTER_SAVE("crashed after a save"),
    /** A message is told as sent, and has not left. */
    BEFORE_SEND("crashed before a message left"),
    /** A message has left, and those behind it have not. */
    AFTER_SEND("crashed after a message left");

    private final String how;

    CrashPoint(String how) {
        this.how = how;
    }

    /** For {@code ProcessEnded}. */
    public String how() {
        return how;
    }

    /** As it stands in a line of the fault language: {@code before save}. */
    public String words() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What may stand at this place of those whose words begin so: {@code before}; then {@code save}, mostly {@code send}. */
    static List<String> next(int place, String begun) {
        return Arrays.stream(values())
                .map(CrashPoint::words)
                .filter(words -> words.startsWith(begun))
                .map(words -> words.split(" ")[place])
                .distinct()
                .toList();
    }

    /** @throws IllegalArgumentException when there is none of these words */
    static CrashPoint of(String words) {
        return valueOf(words.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }
}
