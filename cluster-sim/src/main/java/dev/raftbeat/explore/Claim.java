package dev.raftbeat.explore;

/** What is demanded of every state and of every step, each a sentence. Ids as in the checks of facts. */
public enum Claim {
    ONE_LEADER("I1", "At most one node leads in any term."),
    ONE_VOTE("I2", "A node votes for at most one candidate in a term, through all its restarts."),
    TERMS_NEVER_FALL("I3", "A node's term never falls, through all its restarts."),
    QUORUM(
            "I5",
            "A leader was voted for by a quorum of distinct nodes in that very term; nothing else counts as a vote."),
    SAVED_FIRST("I6", "A vote is given, asked for or counted only when its ballot is durable."),
    HARMLESS_PREVOTE("I12", "A PreVote request changes nothing in the voter."),
    OWN_HEARTBEATS("I14", "A node sends heartbeats only while it leads, and of the term that it leads.");

    private final String id;
    private final String sentence;

    Claim(String id, String sentence) {
        this.id = id;
        this.sentence = sentence;
    }

    public String id() {
        return id;
    }

    public String sentence() {
        return sentence;
    }
}
