package dev.raftbeat.node;

import dev.raftbeat.drive.RateLimit;
import dev.raftbeat.drive.TermBudget;
import dev.raftbeat.drive.TermClaims;
import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a node takes from its peers, whoever they are: not every cluster has a key, and who holds it may lie. Decides before
 * the message has any effect, and by {@link Bounds} alone, so that no honest message is refused while the disk can follow. How many
 * frames there may be at all, the network decides before it reads them. On the event loop only.
 */
final class PeerLimits {
    private final LongSupplier term;
    private final LongSupplier electionNanosMin;
    private final TermBudget terms;
    private final TermClaims claims = new TermClaims();
    private final RateLimit timeoutNows = new RateLimit(Bounds.TIMEOUT_NOWS_A_SECOND);

    /**
     * @param term the node's own at any time
     * @param electionNanosMin the same of the least election timeout
     */
    PeerLimits(int members, LongSupplier term, LongSupplier electionNanosMin, long now) {
        this.term = term;
        this.electionNanosMin = electionNanosMin;
        terms = new TermBudget(members, term.getAsLong(), now);
    }

    /** Why a message is not taken in. */
    record Refusal(RefusalReason reason, String detail) {}

    /**
     * @param from whose message it is
     * @param owed inputs whose facts and messages wait for the disk
     * @param unsaved ballots that wait for it
     */
    Optional<Refusal> refusal(NodeId from, RaftMessage message, int owed, int unsaved, long now) {
        if (owed >= Bounds.OWED_MAX) {
            return tooOften(owed + " messages wait for the disk");
        }
        if (message instanceof TimeoutNow && !timeoutNows.allows(now)) {
            return tooOften("more than " + Bounds.TIMEOUT_NOWS_A_SECOND + " TimeoutNow a second");
        }
        long own = term.getAsLong();
        // A promise repeats the term that was asked about, and whoever is not in it has no use for it.
        boolean promise = message instanceof PreVoteReply && ((PreVoteReply) message).granted();
        long aMinute = TermClaims.aMinute(electionNanosMin.getAsLong());
        // Asked first, and always: who is refused has made its claim.
        boolean likely = promise || claims.allows(from, own, message.term(), aMinute, now);
        if (!promise && !(terms.allows(own, message.term(), now) && likely)) {
            String what = Message.words(message.kind()) + " of term " + message.term() + "; mine is " + own;
            return Optional.of(new Refusal(
                    RefusalReason.TERM_OUT_OF_RANGE, likely ? what : what + ", at most " + aMinute + " more a minute"));
        }
        boolean raises = message.term() > own && !promise && !(message instanceof PreVoteRequest);
        if (raises && unsaved >= Bounds.UNSAVED_MAX) {
            return tooOften("one term more, and " + unsaved + " ballots wait for the disk");
        }
        return Optional.empty();
    }

    private static Optional<Refusal> tooOften(String detail) {
        return Optional.of(new Refusal(RefusalReason.TOO_OFTEN, detail));
    }
}
