package dev.raftbeat.lab.topology;

/** The topologies, by the words of the command line. */
public enum TopologyKind {
    CENTRAL("central", "one monitor hears everybody, and answers with the news", Rumour.MEMBERS_MAX),
    REDUNDANT("redundant", "three monitors hear everybody; what two of them say counts", Rumour.MEMBERS_MAX),
    HIERARCHICAL(
            "hierarchical", "groups of the square root, their leaders, a root; each has a deputy", Rumour.MEMBERS_MAX),
    ALL_TO_ALL("all-to-all", "everybody hears everybody", 2000),
    RING("ring", "each hears the one before, and news goes round", Rumour.MEMBERS_MAX),
    GOSSIP("gossip", "each sends its table of heartbeat counters to one other an interval", 2000),
    SWIM("swim", "each probes one other a period; news travels on the probes", Rumour.MEMBERS_MAX),
    LIFEGUARD("lifeguard", "SWIM among members that doubt themselves first", Rumour.MEMBERS_MAX);

    private final String word;
    private final String sentence;
    private final int membersMax;

    TopologyKind(String word, String sentence, int membersMax) {
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
        return membersMax;
    }
}
