package dev.raftbeat.etcd;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of etcd's Raft says.
 *
 * @param peer the other member that it names, or empty
 * @param term the term that it says, or 0
 * @param word what stands in it besides: the kind of a message, or the vote of who was asked
 */
record RaftLine(Kind kind, String peer, long term, String word) {
    private static final String OWN = "[0-9a-f]{1,16} ";
    private static final String PEER = "(?<peer>[0-9a-f]{1,16})";
    private static final String ASK = "(?<word>Msg(?:Pre)?Vote)";
    private static final String TERM = "term (?<term>\\d+)";

    /** What there is to be said. */
    enum Kind {
        BOOTED("newRaft " + OWN + "\\[peers: \\[.*?], term: (?<term>\\d+), .*"),
        BECAME_FOLLOWER(OWN + "became follower at " + TERM),
        BECAME_PRE_CANDIDATE(OWN + "became pre-candidate at " + TERM),
        BECAME_CANDIDATE(OWN + "became candidate at " + TERM),
        BECAME_LEADER(OWN + "became leader at " + TERM),
        TIMER(OWN + "is starting a new election at " + TERM),
        ASKED(OWN + "\\[logterm: .*] sent " + ASK + " request to " + PEER + " at " + TERM),
        COUNTED(OWN + "received " + ASK + "Resp from " + PEER + " at " + TERM),
        REFUSED(OWN + "received " + ASK + "Resp rejection from " + PEER + " at " + TERM),
        CAST(OWN + "\\[logterm: .*] cast " + ASK + " for " + PEER + " .* at " + TERM),
        REJECTED(OWN
                + "\\[logterm: .*, vote: (?<vote>[0-9a-f]+)] rejected " + ASK + " from " + PEER + " .* at"
                + " " + TERM),
        LEASE(OWN + "\\[logterm: .*] ignored " + ASK + " from " + PEER + " .* at " + TERM + ": lease"
                + " is not expired.*"),
        HIGHER(OWN + "\\[term: \\d+] received a (?<word>\\w+) message with higher term from " + PEER
                + " \\[term: (?<term>\\d+)]"),
        LOWER(OWN + "\\[term: \\d+] ignored a (?<word>\\w+) message with lower term from " + PEER
                + " \\[term: (?<term>\\d+)]"),
        NO_QUORUM(OWN + "stepped down to follower since quorum is not active"),
        FOLLOWS("raft\\.node: " + OWN + "(?:elected leader|changed leader from [0-9a-f]+ to) " + PEER + " at term"
                + " (?<term>\\d+)"),
        LOST("raft\\.node: " + OWN + "lost leader " + PEER + " at " + TERM),
        TRANSFER(OWN + "\\[" + TERM + "] received MsgTimeoutNow from " + PEER + " and starts an election to get"
                + " leadership\\.?");

        private final Pattern form;

        Kind(String form) {
            this.form = Pattern.compile(form);
        }

        /** Empty where the form has none of that name. */
        private String group(Matcher found, String name) {
            return form.pattern().contains("(?<" + name + ">") ? found.group(name) : "";
        }
    }

    /** What Raft says and no fact needs. */
    private static final Pattern PASSED = Pattern.compile(
            "newRaft .*|" + OWN
                    + "(?:switched to configuration .*|has received \\d+ .*|\\[(?:term|logterm|commit|firstindex)[: ].*|starts to transfer .*|is already .*|became .*|received .*)");

    /** Whether Raft says it, understood or not. */
    static boolean isOfRaft(String text) {
        return of(text).isPresent() || PASSED.matcher(text).matches();
    }

    static Optional<RaftLine> of(String text) {
        for (Kind kind : Kind.values()) {
            Matcher found = kind.form.matcher(text);
            if (found.matches()) {
                String vote = kind.group(found, "vote");
                String word = kind.group(found, "word");
                String term = kind.group(found, "term");
                return term.length() > 15
                        ? Optional.empty()
                        : Optional.of(new RaftLine(
                                kind,
                                kind.group(found, "peer"),
                                term.isEmpty() ? 0 : Long.parseLong(term),
                                vote.isEmpty() ? word : word + " " + vote));
            }
        }
        return Optional.empty();
    }
}
