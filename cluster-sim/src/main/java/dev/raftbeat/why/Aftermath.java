package dev.raftbeat.why;

import dev.raftbeat.check.failover.Failover;
import dev.raftbeat.check.failover.Failover.Loss;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What came of an election: who stepped down, for how long nobody led, who won, and whether it had to be. */
final class Aftermath {
    private final RunFacts memory;
    private final List<Failover> failovers;

    Aftermath(RunFacts memory, List<Failover> failovers) {
        this.memory = memory;
        this.failovers = failovers;
    }

    /** The change of leader that somebody's campaign is part of, if it is part of one. */
    Optional<Failover> failover(StampedFact election) {
        long term = ((BecameCandidate) election.fact()).term();
        return failovers.stream()
                .filter(one -> one.fromTerm() < term && term <= one.toTerm())
                .filter(one -> term == one.toTerm()
                        || (election.tNanos() >= one.lossNanos() && election.tNanos() <= one.followedNanos())
                        || fell(one, election, term))
                .findFirst();
    }

    private boolean fell(Failover change, StampedFact election, long term) {
        return downs(election, term).stream()
                .anyMatch(down -> down.fact() instanceof SteppedDown fact && fact.term() == change.fromTerm());
    }

    /** What came of a campaign, up to the next leader; or that it changed nothing. */
    List<CauseStep> steps(StampedFact election) {
        long term = ((BecameCandidate) election.fact()).term();
        List<CauseStep> steps = new ArrayList<>();
        for (StampedFact down : downs(election, term)) {
            memory.cause(down).ifPresent(advanced -> steps.add(LeadershipLosses.stepDown(down, advanced)));
        }
        Optional<Failover> change = failover(election);
        Optional<Tenure> goingOn = change.isPresent() || !steps.isEmpty() ? Optional.empty() : goingOn(election, term);
        if (goingOn.isPresent()) {
            steps.add(CauseStep.aside(
                    election,
                    goingOn.get().life().node + " went on leading term "
                            + goingOn.get().term()));
            return steps;
        }
        Optional<StampedFact> winner = memory.tenures().stream()
                .filter(tenure -> tenure.term() >= term && tenure.fromNanos() >= election.tNanos())
                .min(Comparator.comparingLong(Tenure::fromNanos).thenComparingLong(Tenure::term))
                .map(Tenure::began);
        winner.ifPresent(leader -> {
            long won = ((BecameLeader) leader.fact()).term();
            change.ifPresent(one -> gap(steps, one, leader));
            steps.add(CauseStep.at(leader, elected(leader, won, term)));
        });
        steps.sort(Comparator.comparingLong(CauseStep::tNanos));
        if (winner.isEmpty()) {
            steps.add(CauseStep.aside(election, "nobody has been elected since"));
        }
        return steps;
    }

    private Optional<Tenure> goingOn(StampedFact election, long term) {
        return memory.tenures().stream()
                .filter(tenure -> tenure.term() < term
                        && tenure.fromNanos() <= election.tNanos()
                        && tenure.toNanos() > election.tNanos()
                        && memory.deadAt(tenure.life().node, election.tNanos()).isEmpty())
                .max(Comparator.comparingLong(Tenure::term));
    }

    /** Leaders that stepped down because of this term. */
    private List<StampedFact> downs(StampedFact election, long term) {
        List<StampedFact> downs = new ArrayList<>();
        for (Tenure tenure : memory.tenures()) {
            tenure.ended()
                    .filter(ended -> ended.fact() instanceof SteppedDown && ended.tNanos() >= election.tNanos())
                    .filter(down -> memory.cause(down)
                            .filter(cause -> cause.fact() instanceof TermAdvanced terms && terms.toTerm() == term)
                            .isPresent())
                    .ifPresent(downs::add);
        }
        return downs;
    }

    /** A gap of no length is none: the new one was followed before the old one was lost. */
    private static void gap(List<CauseStep> steps, Failover change, StampedFact leader) {
        if (change.durationNanos() >= 1_000_000) {
            steps.add(CauseStep.aside(leader, "no leader for " + PlainText.duration(change.durationNanos())));
        }
    }

    private static String elected(StampedFact leader, long won, long asked) {
        BecameLeader fact = (BecameLeader) leader.fact();
        String term = won == asked ? "" : " for term " + won;
        return leader.node() + " was elected" + term + " by " + PlainText.names(fact.votes());
    }

    /** Whether a change of leader was needed, and of what it was an alarm. */
    static String judgement(Failover change) {
        String word = switch (change.judgement()) {
            case JUSTIFIED -> "justified";
            case FALSE_ALARM -> "a false alarm";
            case ON_PURPOSE -> "on purpose";
            case UNKNOWN -> "undecided";
        };
        return word + ": " + how(change.how(), change);
    }

    private static String how(Loss loss, Failover change) {
        String old = change.from().name();
        return switch (loss) {
            case KILLED -> old + ", the leader, was dead";
            case PAUSED -> old + ", the leader, stood still";
            case CUT_OFF -> old + ", the leader, was cut off from a quorum";
            case QUORUM_DOWN -> "too few others ran to make a quorum with " + old;
            case HANDED_OVER -> old + " handed leadership over";
            case CAMPAIGN_ORDERED -> "somebody told a node to campaign";
            case DISTURBED -> old + " led well; a node that could not hear it, or had come back, raised the term";
            case TIMED_OUT -> "a timer ran out though no cut kept " + old + "'s heartbeats away";
            case QUORUM_SILENT -> old + " heard no quorum though no cut kept one away";
            case WINDOW_TOO_SHORT -> old + " led well; its window is too short for the answers to its heartbeats";
            case UNEXPLAINED -> "the facts do not tell how " + old + " was lost";
        };
    }
}
