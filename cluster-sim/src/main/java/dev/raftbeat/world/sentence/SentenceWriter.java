package dev.raftbeat.world.sentence;

import static dev.raftbeat.world.PlainText.clean;
import static dev.raftbeat.world.PlainText.count;
import static dev.raftbeat.world.PlainText.duration;
import static dev.raftbeat.world.PlainText.message;
import static dev.raftbeat.world.PlainText.names;
import static dev.raftbeat.world.sentence.Sentences.Line.detail;
import static dev.raftbeat.world.sentence.Sentences.Line.headline;

import dev.raftbeat.history.Transfers;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.GarbageCollected;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameFollower;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.StepDownReason;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.RoleFact.TermAdvanced;
import dev.raftbeat.protocol.RoleFact.TransferBegan;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.protocol.VoteFact.DenialReason;
import dev.raftbeat.protocol.VoteFact.PreVoteDenied;
import dev.raftbeat.protocol.VoteFact.PreVoteGranted;
import dev.raftbeat.protocol.VoteFact.VoteCounted;
import dev.raftbeat.protocol.VoteFact.VoteDenied;
import dev.raftbeat.protocol.VoteFact.VoteGranted;
import dev.raftbeat.protocol.WorldFact.FactsLost;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences.Line;
import java.util.Optional;

/** One sentence a fact. A plain visitor and no fold, so that a new fact breaks the build until it has its sentence. */
final class SentenceWriter extends LinkSentences {
    /** A save slower than this is worth a sentence: it delays votes. */
    private static final long SLOW_SAVE_NANOS = 50_000_000L;

    SentenceWriter(Sentences memory, NodeId node) {
        super(memory, node);
    }

    @Override
    public Optional<Line> booted(Booted fact) {
        String vote = fact.votedFor()
                .map(candidate -> ", its vote given to " + candidate)
                .orElse("");
        String repair = fact.repaired()
                .map(what -> "; its ballot file was repaired (" + clean(what) + ")")
                .orElse("");
        return headline(node + " is up in term " + fact.term() + vote + repair);
    }

    @Override
    public Optional<Line> settingsChanged(SettingsChanged fact) {
        return detail(node + " takes a setting: " + clean(fact.what()));
    }

    @Override
    public Optional<Line> saveBegan(SaveBegan fact) {
        return nothing();
    }

    @Override
    public Optional<Line> ballotSaved(BallotSaved fact) {
        return fact.tookNanos() < SLOW_SAVE_NANOS
                ? nothing()
                : detail(node + "'s disk took " + duration(fact.tookNanos()) + " to keep its ballot of term "
                        + fact.term());
    }

    @Override
    public Optional<Line> saveFailed(SaveFailed fact) {
        return headline(
                node + " could not save its ballot of term " + fact.term() + " and stops: " + clean(fact.reason()));
    }

    @Override
    public Optional<Line> commandRefused(CommandRefused fact) {
        return headline(node + " refuses \"" + clean(fact.command()) + "\": " + clean(fact.reason()));
    }

    @Override
    public Optional<Line> garbageCollected(GarbageCollected fact) {
        return headline(node + " stood still for " + duration(fact.tookNanos()) + ": Java collected its garbage, with "
                + fact.liveBytes() / 1_000_000 + " MB alive");
    }

    @Override
    public Optional<Line> stopped(Stopped fact) {
        return headline(node + " ends: " + clean(fact.reason()));
    }

    @Override
    public Optional<Line> timerArmed(TimerArmed fact) {
        memory.armed(node, fact);
        return nothing();
    }

    /** What the node does about it follows at once, and says both. */
    @Override
    public Optional<Line> timerFired(TimerFired fact) {
        memory.fired(node, fact);
        return nothing();
    }

    @Override
    public Optional<Line> preVoteGranted(PreVoteGranted fact) {
        return detail(node + " would vote for " + fact.candidate() + " in term " + fact.term());
    }

    @Override
    public Optional<Line> preVoteDenied(PreVoteDenied fact) {
        return detail(node + " would not vote for " + fact.candidate() + " in term " + fact.term() + ": "
                + why(fact.reason()));
    }

    @Override
    public Optional<Line> voteGranted(VoteGranted fact) {
        return detail(node + " votes for " + fact.candidate() + " in term " + fact.term());
    }

    @Override
    public Optional<Line> voteDenied(VoteDenied fact) {
        return detail(
                node + " refuses " + fact.candidate() + " its vote in term " + fact.term() + ": " + why(fact.reason()));
    }

    private static String why(DenialReason reason) {
        return switch (reason) {
            case STALE_TERM -> "that term is over";
            case ALREADY_VOTED -> "it has voted for another";
            case LOG_BEHIND -> "its own log is further on";
            case RECENT_LEADER -> "it hears a leader";
        };
    }

    @Override
    public Optional<Line> voteCounted(VoteCounted fact) {
        if (fact.preVote() && fact.have() >= fact.need()) {
            memory.promised(node, fact.term());
        }
        boolean own = fact.voter().equals(node);
        if (own) {
            return nothing();
        }
        String what = fact.preVote() ? "promises" : "votes";
        return detail(node + " has " + fact.have() + " of " + fact.need() + " " + what + " for term " + fact.term()
                + ", now " + fact.voter() + "'s");
    }

    @Override
    public Optional<Line> becameFollower(BecameFollower fact) {
        memory.takeFired(node);
        return fact.leader().isEmpty()
                ? nothing()
                : detail(node + " follows " + fact.leader().get() + " in term " + fact.term());
    }

    @Override
    public Optional<Line> becamePreCandidate(BecamePreCandidate fact) {
        String asks = " asks whether it could win term " + (fact.term() + 1);
        return detail(fact.transfer() ? node + " is to take over: it" + asks : memory.occasion(node) + ": it" + asks);
    }

    @Override
    public Optional<Line> becameCandidate(BecameCandidate fact) {
        String which = " in term " + fact.term() + " (election " + memory.election(fact.term()) + ")";
        if (fact.transfer()) {
            return headline(node + " is handed leadership and campaigns" + which);
        }
        if (memory.takePromised(node, fact.term())) {
            memory.takeFired(node);
            return headline(node + " was promised a quorum: it campaigns" + which);
        }
        return headline(memory.occasion(node) + ": it campaigns" + which);
    }

    @Override
    public Optional<Line> becameLeader(BecameLeader fact) {
        memory.takeFired(node);
        return headline(node + " leads term " + fact.term() + ", elected by " + names(fact.votes()));
    }

    @Override
    public Optional<Line> heartbeatHeard(HeartbeatHeard fact) {
        return nothing();
    }

    @Override
    public Optional<Line> quorumLost(QuorumLost fact) {
        memory.quorumLost(node, fact);
        return detail(node + " has had no answer from a quorum for " + duration(fact.windowNanos()));
    }

    @Override
    public Optional<Line> steppedDown(SteppedDown fact) {
        if (fact.reason() == StepDownReason.HIGHER_TERM) {
            return headline(node + " stepped down: term " + fact.term() + " is over, it heard of a later one");
        }
        return headline(node + " stepped down: a quorum has not answered"
                + memory.takeQuorumLost(node, fact.term())
                        .map(lost -> " for " + duration(lost.windowNanos()) + " (silent: " + names(lost.silent()) + ")")
                        .orElse(""));
    }

    @Override
    public Optional<Line> termAdvanced(TermAdvanced fact) {
        return detail(node + " moves from term " + fact.fromTerm() + " to " + fact.toTerm() + ", told by "
                + fact.because() + "'s " + message(fact.kind()));
    }

    @Override
    public Optional<Line> transferBegan(TransferBegan fact) {
        return headline(node + " hands term " + fact.term() + " over to " + fact.target());
    }

    static Line transferFailed(Transfers.Failed failed) {
        String lost = failed.lost()
                .map(reason -> "; the request was lost: " + PlainText.because(reason))
                .orElse("");
        return new Line(
                Sentence.Weight.HEADLINE,
                failed.leader() + " gave up handing term " + failed.term() + " over to " + failed.target()
                        + ", which did not take over within " + duration(failed.timeoutNanos()) + lost);
    }

    @Override
    public Optional<Line> messageSent(MessageSent fact) {
        return nothing();
    }

    @Override
    public Optional<Line> messageDelivered(MessageDelivered fact) {
        return nothing();
    }

    @Override
    public Optional<Line> messageLost(MessageLost fact) {
        return nothing();
    }

    @Override
    public Optional<Line> faultBegan(FaultBegan fact) {
        return headline(fact.sentence().isBlank() ? clean(fact.text()) : clean(fact.sentence()));
    }

    @Override
    public Optional<Line> faultNarrowed(FaultNarrowed fact) {
        return headline(clean(fact.sentence()));
    }

    @Override
    public Optional<Line> faultEnded(FaultEnded fact) {
        return headline("over: " + clean(fact.text()));
    }

    @Override
    public Optional<Line> processBegan(ProcessBegan fact) {
        return detail(fact.target() + "'s process was started (" + fact.pid() + ")");
    }

    @Override
    public Optional<Line> processEnded(ProcessEnded fact) {
        return headline(fact.target() + "'s process is no more (" + clean(fact.how()) + ")");
    }

    @Override
    public Optional<Line> factsLost(FactsLost fact) {
        return detail(count(fact.count(), "routine fact") + " of " + node + " did not reach us");
    }
}
