package dev.raftbeat.topology;

import java.util.Optional;

/** The topologies, by the words of the command line. */
public enum TopologyKind {
    CENTRAL("central", "one monitor hears everybody, and answers with the news", Member.NEVER),
    REDUNDANT("redundant", "three monitors hear everybody; what two of them say counts", Member.NEVER),
    SWIM("swim", "each probes one other a period; news travels on the probes", Member.NEVER),
    LIFEGUARD("lifeguard", "SWIM among members that doubt themselves first", Member.NEVER);

    private final String word;
    private final String sentence;
    private final long membersMax;

    TopologyKind(String word, String sentence, long membersMax) {
        this.word = word;
        this.sentence = sentence;
        this.membersMax = membersMax;
    }

    public String word() {
        return word;
    }

    public String sentence() {
        return sentence;
    }

    /** Up to how many members it is simulated; beyond, N squared is absurd. */
    public int membersMax() {
        return (int) Math.min(membersMax, Rumour.MEMBERS_MAX);
    }

    public static Optional<TopologyKind> of(String word) {
        for (TopologyKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
