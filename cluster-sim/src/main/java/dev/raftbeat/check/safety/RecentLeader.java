package dev.raftbeat.check.safety;

import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.PerNode;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.PeerProvenDead;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.VoteFact;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * I13, leader stickiness (thesis §4.2.3, §9.6; paper §6): where PreVote is on, a node that leads, or whose leader's last
 * heartbeat is younger than the least election timeout, promises and gives no vote and takes no term from a request for
 * one. A request by order of the leader that hands over is exempt, as its candidate tells; and so is a voter that acts on
 * proof of its own that the life of the leader that it heard is over.
 *
 * <p>Ages are taken between the deliveries of the heartbeat and of the request, both told by one node, at once, on one
 * clock; a node decides by the very readings that it tells. What is younger by less than a tenth is left undecided, since
 * a node's clock may gain on the one that stamps. A node whose clock was ever set to run fast is given that much.
 */
@Evidence(
        needs =
                "each node's settings, heartbeats and requests for votes; the candidate's BecamePreCandidate and BecameCandidate; clocks of one"
                        + " node only",
        unknown = "the age is within a tenth of the limit, or the candidate never told whether it was a transfer")
final class RecentLeader extends MessageCheck {
    /** When a node last heard its leader. */
    private static final class Ear {
        private Settings settings;
        private StampedFact heard;
        private long heardNanos;
        private FactId message;
        private boolean provenDead;
        private double pace = 1;
    }

    /** @param ageNanos 0 for a leader, which hears itself */
    private record Odd(NodeId node, long ageNanos, long leastNanos, String what, List<StampedFact> proof) {}

    /** An odd answer to a request for a vote or a promise, which its sender may yet excuse. */
    private record Open(Odd odd, Campaign campaign, FactId request) {}

    /**
     * @param term in which a vote is asked for
     * @param round of a question for promises; 0 of one for votes
     */
    private record Campaign(long term, NodeId candidate, long round) implements Comparable<Campaign> {
        private static final Comparator<Campaign> ORDER = Comparator.comparingLong(Campaign::term)
                .thenComparing(Campaign::candidate)
                .thenComparingLong(Campaign::round);

        @Override
        public int compareTo(Campaign other) {
            return ORDER.compare(this, other);
        }
    }

    private static final int CAMPAIGNS_KEPT = 10_000;

    /** Each is looked at with every fact that is heard. */
    private static final int OPEN_MAX = 100;

    private final PerNode<Ear> ears = new PerNode<>(Ear::new);
    private final SortedMap<Campaign, Boolean> transfers = new TreeMap<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Odd> odd = new ArrayList<>();

    RecentLeader() {
        this(new MessageEffects());
    }

    RecentLeader(MessageEffects turns) {
        super(
                "I13",
                "leaders are kept",
                "With PreVote on, nobody who just heard a leader promises or gives a vote, or takes a candidate's term.",
                turns);
    }

    @Override
    public void on(Booted fact) {
        Ear ear = ears.of(tellerPlace());
        ear.settings = fact.settings();
        ear.heard = null;
    }

    @Override
    public void on(SettingsChanged fact) {
        ears.of(tellerPlace()).settings = fact.settings();
    }

    @Override
    public void on(BecamePreCandidate fact) {
        remember(new Campaign(fact.term() + 1, teller(), fact.round()), fact.transfer());
    }

    @Override
    public void on(BecameCandidate fact) {
        remember(new Campaign(fact.term(), teller(), 0), fact.transfer());
    }

    private void remember(Campaign campaign, boolean transfer) {
        transfers.put(campaign, transfer);
        if (transfers.size() > CAMPAIGNS_KEPT) {
            transfers.remove(transfers.firstKey());
        }
    }

    /** Proof counts for whoever has it, for the life that it follows, and until a sign of life. */
    @Override
    public void on(PeerProvenDead fact) {
        Ear ear = ears.of(tellerPlace());
        ear.provenDead |=
                ear.heard != null && ear.message.node().equals(fact.peer()) && ear.message.boot() == fact.life();
    }

    @Override
    public void on(FaultBegan fact) {
        super.on(fact);
        for (FaultEffect effect : fact.effects()) {
            if (effect.kind() == FaultEffect.Kind.SKEWS) {
                double pace = 1 + (double) effect.amount() / FaultEffect.WHOLE;
                fact.nodes().forEach(node -> ears.of(place(node)).pace = Math.max(ears.of(place(node)).pace, pace));
            }
        }
    }

    @Override
    protected void came(NodeEffects lane, Arrival arrival, StampedFact fact) {
        if (fact.fact() instanceof HeartbeatHeard) {
            Ear ear = ears.of(tellerPlace());
            ear.heard = fact;
            ear.heardNanos = arrival.fact.tNanos();
            ear.message = arrival.message.id();
            ear.provenDead = false;
        } else if (fact.fact() instanceof TermAdvanced || isAnswer(fact)) {
            judge(lane, arrival, fact);
        }
    }

    private static boolean isAnswer(StampedFact fact) {
        return fact.fact() instanceof VoteFact && !(fact.fact() instanceof VoteCounted);
    }

    private void judge(NodeEffects lane, Arrival arrival, StampedFact fact) {
        Ear ear = ears.of(tellerPlace());
        boolean request = arrival.is("RequestVote") || arrival.is("PreVoteRequest");
        if (!request || ear.settings == null || !ear.settings.preVote()) {
            return;
        }
        boolean leads = lane.standing == Role.LEADER;
        boolean actsOnProof = ear.provenDead && ear.settings.usesEvidence();
        boolean follows = lane.standing == Role.FOLLOWER && lane.leader != null && ear.heard != null && !actsOnProof;
        long age = leads ? 0 : arrival.fact.tNanos() - ear.heardNanos;
        long least = ear.settings.electionNanosMin();
        if (!leads && !follows || age >= least) {
            return;
        }
        boolean kept = !(fact.fact() instanceof TermAdvanced)
                && !(fact.fact() instanceof PreVoteGranted)
                && !(fact.fact() instanceof VoteGranted);
        if (kept) {
            count();
        } else if (!arrival.leaderJudged) {
            arrival.leaderJudged = true;
            StampedFact told = leads ? lane.standsBy : ear.heard;
            String who =
                    teller() + (leads ? ", which leads," : ", " + Amounts.time(age) + " after its leader's heartbeat,");
            String what = who + " let in " + NewerTerms.describe(arrival) + ": "
                    + fact.fact().name();
            note(arrival, fact, new Odd(teller(), age, least, what, List.of(told, arrival.fact, fact)));
        }
    }

    private void note(Arrival arrival, StampedFact answer, Odd one) {
        boolean promise = answer.fact() instanceof PreVoteGranted;
        if (arrival.is("PreVoteRequest") && !promise) {
            settle(one);
            return;
        }
        long round = promise ? ((PreVoteGranted) answer.fact()).round() : 0;
        Campaign campaign = new Campaign(arrival.term(), arrival.message.from(), round);
        open.add(new Open(one, campaign, arrival.message.id()));
        if (open.size() > OPEN_MAX) {
            open.remove(0);
            doubt();
        }
    }

    @Override
    protected void told() {
        if (open.isEmpty()) {
            return;
        }
        for (Iterator<Open> all = open.iterator(); all.hasNext(); ) {
            Open one = all.next();
            Boolean transfer = transfers.get(one.campaign);
            if (transfer != null) {
                if (transfer) {
                    count();
                } else {
                    settle(one.odd);
                }
                all.remove();
            } else if (hearing(one.campaign.candidate).isPast(one.request)) {
                doubt();
                all.remove();
            }
        }
    }

    private void settle(Odd one) {
        if (one.ageNanos > 0.9 * one.leastNanos) {
            doubt();
            return;
        }
        count();
        if (odd.size() < 10 * VIOLATIONS_MAX) {
            odd.add(one);
        }
    }

    @Override
    protected List<Violation> found() {
        return odd.stream()
                .filter(one -> one.ageNanos * ears.of(place(one.node)).pace < 0.9 * one.leastNanos)
                .map(one -> new Violation(id(), one.what, one.proof))
                .toList();
    }

    @Override
    protected long waiting() {
        return open.size();
    }
}
