package dev.raftbeat.lab.group;

/** What goes wrong in a trial. */
public enum TrialFault {
    CRASH("crash", 1, "one member ends for good"),
    PARTITION("partition", 10, "up to ten members are cut off from the others, and come back"),
    PAUSE("pause", 1, "one member stands still as a whole, and goes on"),
    OVERLOAD("overload", 10, "up to ten members, a monitor among them, read and send only now and then");

    private final String word;
    private final int victimsMax;
    private final String sentence;

    TrialFault(String word, int victimsMax, String sentence) {
        this.word = word;
        this.victimsMax = victimsMax;
        this.sentence = sentence;
    }

    public String word() {
        return word;
    }

    public String sentence() {
        return sentence;
    }

    /** How many it strikes: at most a tenth of the group, and at least one. */
    int victims(int members) {
        return Math.max(1, Math.min(victimsMax, members / 10));
    }
}
