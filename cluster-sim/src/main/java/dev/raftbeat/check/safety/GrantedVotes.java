package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.FactCoverage;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which votes were given, and which replies certainly carried none. */
final class GrantedVotes {
    /** Whether a vote was given. */
    enum Answer {
        GIVEN,
        NOT_GIVEN,
        NOT_KNOWN
    }

    /** Beyond so many, the oldest are forgotten: a claim about them stays undecided. */
    private static final int REMEMBERED = 10_000;

    private record Vote(NodeId voter, NodeId candidate, long term) implements Comparable<Vote> {
        private static final Comparator<Vote> ORDER =
                Comparator.comparingLong(Vote::term).thenComparing(Vote::voter).thenComparing(Vote::candidate);

        @Override
        public int compareTo(Vote other) {
            return ORDER.compare(this, other);
        }
    }

    /** A reply: its term, and whether all that its sender did from the request to the reply was heard. */
    private record Reply(long term, boolean wholeStory) {}

    private final SortedMap<Vote, FactId> given = new TreeMap<>();
    private final SortedMap<Vote, FactId> asked = new TreeMap<>();
    private final SortedMap<FactId, Reply> replies = new TreeMap<>(Check.BY_ID);

    void granted(StampedFact stamped, VoteGranted fact) {
        given.putIfAbsent(new Vote(stamped.node(), fact.candidate(), fact.term()), stamped.id());
        forgetOldest(given);
    }

    void asked(StampedFact stamped, MessageDelivered fact) {
        asked.putIfAbsent(new Vote(stamped.node(), fact.from(), fact.term()), stamped.id());
        forgetOldest(asked);
    }

    void answered(StampedFact stamped, MessageSent fact, FactCoverage hearing) {
        FactId request = asked.get(new Vote(stamped.node(), fact.to(), fact.term()));
        boolean whole = request != null && request.boot() == stamped.boot() && hearing.unbrokenSince(request.seq());
        replies.put(stamped.id(), new Reply(fact.term(), whole));
        forgetOldest(replies);
    }

    Answer find(NodeId voter, NodeId candidate, long term, FactId reply) {
        FactId grant = given.get(new Vote(voter, candidate, term));
        if (grant != null && Check.BY_ID.compare(grant, reply) < 0) {
            return Answer.GIVEN;
        }
        Reply heard = replies.get(reply);
        if (heard == null) {
            return Answer.NOT_KNOWN;
        }
        // A reply of another term carries no vote of this one, whatever else was heard.
        return heard.term != term || heard.wholeStory ? Answer.NOT_GIVEN : Answer.NOT_KNOWN;
    }

    private static void forgetOldest(SortedMap<?, ?> map) {
        if (map.size() > REMEMBERED) {
            map.remove(map.firstKey());
        }
    }
}
