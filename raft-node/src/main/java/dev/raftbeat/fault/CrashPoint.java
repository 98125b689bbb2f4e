package dev.raftbeat.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

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

    /** The first words, each once: {@code before}, {@code during}, {@code after}. */
    static List<String> moments() {
        return Arrays.stream(values())
                .map(point -> point.words().split(" ")[0])
                .distinct()
                .toList();
    }

    /** What may follow such a first word: {@code save}, and mostly {@code send}. */
    static List<String> deeds(String moment) {
        return Arrays.stream(values())
                .map(point -> point.words().split(" "))
                .filter(words -> words[0].equals(moment))
                .map(words -> words[1])
                .toList();
    }

    static Optional<CrashPoint> of(String moment, String deed) {
        return Arrays.stream(values())
                .filter(point -> point.words().equals(moment + " " + deed))
                .findFirst();
    }
}
