package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.history.Quorum;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I5: a leader has the votes of a quorum of distinct voters of that very term (paper §5.2), and each of them was given: to
 * every vote that it counted from another node belongs a {@code VoteGranted} of that node, told no later than the reply
 * that carried it. Undecided when the voter's story breaks off, or was not heard, before that reply.
 */
@Evidence(
        needs = "Booted, campaigns, votes counted; of each voter its VoteGranted and what it sent",
        unknown = "a voter's story breaks off, or was not heard, before the reply that carried its vote")
final class QuorumOfVotes extends Check {
    /** A campaign, as its candidate tells it. */
    private static final class Campaign {
        private final StampedFact began;
        private final long term;
        private final SortedMap<NodeId, StampedFact> counted = new TreeMap<>();

        private Campaign(StampedFact began, long term) {
            this.began = began;
            this.term = term;
        }
    }

    /** A vote that was counted for a leader, and whose giving has yet to be heard of. */
    private record Claim(StampedFact leader, StampedFact counted, VoteCounted vote, FactId reply) {}

    /** Each is looked at with every fact that is heard. */
    private static final int CLAIMS_MAX = 100;

    private final SortedMap<NodeId, Integer> clusterSize = new TreeMap<>();
    private final SortedMap<NodeId, Campaign> campaigns = new TreeMap<>();
    private final List<Claim> claims = new ArrayList<>();
    private final GrantedVotes granted = new GrantedVotes();

    QuorumOfVotes() {
        super("I5", "elected by a quorum", "A leader was voted for by a quorum of distinct nodes in that very term.");
    }

    @Override
    public void on(Booted fact) {
        clusterSize.put(teller(), fact.members().size());
        campaigns.remove(teller());
    }

    @Override
    public void on(BecameCandidate fact) {
        campaigns.put(teller(), new Campaign(now(), fact.term()));
    }

    @Override
    public void on(VoteCounted fact) {
        Campaign campaign = campaigns.get(teller());
        if (!fact.preVote() && campaign != null && campaign.term == fact.term()) {
            campaign.counted.putIfAbsent(fact.voter(), now());
        }
    }

    @Override
    public void on(VoteGranted fact) {
        granted.granted(now(), fact);
    }

    @Override
    public boolean caresFor(String messageKind) {
        return messageKind.startsWith("RequestVote");
    }

    @Override
    public void on(MessageDelivered fact) {
        if (fact.kind().equals("RequestVote")) {
            granted.asked(now(), fact);
        }
    }

    @Override
    public void on(MessageSent fact) {
        if (fact.kind().equals("RequestVoteReply")) {
            granted.answered(now(), fact, hearingOfTeller());
        }
    }

    @Override
    public void on(BecameLeader fact) {
        Campaign campaign = campaigns.get(teller());
        boolean known = campaign != null && campaign.term == fact.term();
        if (!known && unbrokenSince(1)) {
            count();
            violated(teller() + " leads term " + fact.term() + " without having campaigned in it", now());
        } else if (known && unbrokenSince(campaign.began.seq())) {
            judge(fact, campaign);
        } else if (known) {
            doubt();
        }
        // Otherwise the election was before our time, and is not ours to judge.
    }

    private void judge(BecameLeader fact, Campaign campaign) {
        Integer size = clusterSize.get(teller());
        if (size == null) {
            doubt();
            return;
        }
        int need = Quorum.of(size);
        if (campaign.counted.size() < need) {
            List<StampedFact> proof = new ArrayList<>(campaign.counted.values());
            proof.add(0, now());
            count();
            violated(
                    teller() + " leads term " + fact.term() + " with the votes of " + campaign.counted.size() + " of "
                            + size + " nodes: " + need + " make a quorum",
                    proof);
            return;
        }
        campaign.counted.forEach(this::claim);
    }

    private void claim(NodeId voter, StampedFact counted) {
        VoteCounted vote = (VoteCounted) counted.fact();
        if (voter.equals(teller())) {
            count();
            return;
        }
        Optional<FactId> reply = vote.message();
        if (reply.isEmpty() || !reply.get().node().equals(voter)) {
            count();
            violated(
                    teller() + " counted " + voter + "'s vote in term " + vote.term() + " without a message from it",
                    now(),
                    counted);
            return;
        }
        claims.add(new Claim(now(), counted, vote, reply.get()));
        settle();
        if (claims.size() > CLAIMS_MAX) {
            claims.remove(0);
            doubt();
        }
    }

    @Override
    public void heardOf() {
        if (!claims.isEmpty()) {
            settle();
        }
    }

    private void settle() {
        for (Iterator<Claim> open = claims.iterator(); open.hasNext(); ) {
            Claim claim = open.next();
            NodeId candidate = claim.leader.node();
            GrantedVotes.Answer answer = granted.find(claim.vote.voter(), candidate, claim.vote.term(), claim.reply);
            if (answer == GrantedVotes.Answer.GIVEN) {
                count();
                open.remove();
            } else if (answer == GrantedVotes.Answer.NOT_GIVEN) {
                count();
                violated(
                        candidate + " counted a vote of " + claim.vote.voter() + " in term " + claim.vote.term()
                                + " that was never given",
                        claim.leader,
                        claim.counted);
                open.remove();
            } else if (hearing(claim.vote.voter()).isPast(claim.reply)) {
                doubt();
                open.remove();
            }
        }
    }

    @Override
    protected long waiting() {
        return claims.size();
    }
}
