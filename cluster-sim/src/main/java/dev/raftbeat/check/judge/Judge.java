package dev.raftbeat.check.judge;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.FactCoverages;
import dev.raftbeat.check.HandledFacts;
import dev.raftbeat.check.Invariant;
import dev.raftbeat.check.LivenessProperty;
import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.safety.Invariants;
import dev.raftbeat.check.safety.MessageCheck;
import dev.raftbeat.check.safety.MessageChecks;
import dev.raftbeat.check.safety.MessageEffects;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Feeds all invariants, or liveness properties, with the same facts. Not for use by two threads. */
public final class Judge {
    private static final String HEARTBEAT = "AppendEntries";
    private static final String REPLY = "AppendEntriesReply";

    private final List<Invariant> invariants;
    private final FactCoverages hearings = new FactCoverages();
    private final List<Check> checks = new ArrayList<>();
    /** Those that are no checks of facts in any order, and hear for themselves. */
    private final Invariant[] others;
    /** Those that want to know of every fact. */
    private final Check[] following;

    private final List<MessageEffects> turns = new ArrayList<>();
    private final List<MessageChecks> ofTurns = new ArrayList<>();

    // Most facts are routine, and most checks have nothing to say about them.

    private final Map<Class<?>, Check[]> caring = new LinkedHashMap<>();
    private final Check[] heartbeatSent;
    private final Check[] heartbeatDelivered;
    private final Check[] replySent;
    private final Check[] replyDelivered;
    private final Check[] heartbeatHeard;
    private final Check[] timerArmed;

    /** With all invariants. */
    public Judge() {
        this(Invariants.all());
    }

    public Judge(List<? extends Invariant> invariants) {
        this.invariants = List.copyOf(invariants);
        List<Check> every = new ArrayList<>();
        for (Invariant invariant : invariants) {
            if (invariant instanceof Check check) {
                check.hearWith(hearings);
                checks.add(check);
                if (!(check instanceof MessageCheck) && HandledFacts.of(check).everything()) {
                    every.add(check);
                }
            }
        }
        following = every.toArray(Check[]::new);
        others = invariants.stream()
                .filter(invariant -> !(invariant instanceof Check))
                .toArray(Invariant[]::new);
        groupByTurns();
        heartbeatSent = caringFor(MessageSent.class, HEARTBEAT);
        heartbeatDelivered = caringFor(MessageDelivered.class, HEARTBEAT);
        replySent = caringFor(MessageSent.class, REPLY);
        replyDelivered = caringFor(MessageDelivered.class, REPLY);
        heartbeatHeard = caringAbout(HeartbeatHeard.class);
        timerArmed = caringAbout(TimerArmed.class);
    }

    private void groupByTurns() {
        List<MessageCheck> left = new ArrayList<>();
        checks.stream()
                .filter(MessageCheck.class::isInstance)
                .map(MessageCheck.class::cast)
                .forEach(left::add);
        while (!left.isEmpty()) {
            MessageEffects shared = left.get(0).turns();
            List<MessageCheck> group =
                    left.stream().filter(check -> check.turns() == shared).toList();
            turns.add(shared);
            ofTurns.add(new MessageChecks(group));
            left.removeAll(group);
        }
    }

    private Check[] caringAbout(Class<? extends Fact> kind) {
        return checks.stream()
                .filter(check -> HandledFacts.of(check).include(kind))
                .toArray(Check[]::new);
    }

    private Check[] caringFor(Class<? extends Fact> kind, String message) {
        return Arrays.stream(caringAbout(kind))
                .filter(check -> check.caresFor(message))
                .toArray(Check[]::new);
    }

    /** What one invariant says at the moment: one lamp on a screen. Immutable. */
    public record Lamp(
            String id,
            String title,
            String sentence,
            Verdict verdict,
            long judged,
            long undecided,
            List<Violation> violations) {
        public Lamp {
            violations = List.copyOf(violations);
        }

        /** What is told of it when it is found violated; only then. */
        public String finding() {
            return "VIOLATED: " + title + ". " + violations.get(0).sentence();
        }
    }

    public void hear(StampedFact fact) {
        for (Invariant other : others) {
            other.hear(fact);
        }
        if (!hearings.take(fact)) {
            return;
        }
        hear(fact.fact());
        if (hearings.isWorlds()) {
            return;
        }
        for (int i = 0; i < turns.size(); i++) {
            turns.get(i).hear(fact, hearings.teller(), hearings.ofTeller());
            ofTurns.get(i).tell(turns.get(i), fact);
        }
        for (Check check : following) {
            check.heardOf();
        }
    }

    /** Of a hundred facts of a cluster at rest, all are of these six kinds: they go straight to their methods. */
    private void hear(Fact what) {
        if (what instanceof MessageSent sent && isOfHeartbeat(sent.kind())) {
            for (Check check : sent.kind().equals(HEARTBEAT) ? heartbeatSent : replySent) {
                check.on(sent);
            }
        } else if (what instanceof MessageDelivered delivered && isOfHeartbeat(delivered.kind())) {
            for (Check check : delivered.kind().equals(HEARTBEAT) ? heartbeatDelivered : replyDelivered) {
                check.on(delivered);
            }
        } else if (what instanceof HeartbeatHeard heard) {
            for (Check check : heartbeatHeard) {
                check.on(heard);
            }
        } else if (what instanceof TimerArmed armed) {
            for (Check check : timerArmed) {
                check.on(armed);
            }
        } else {
            for (Check check :
                    caring.computeIfAbsent(what.getClass(), kind -> caringAbout(kind.asSubclass(Fact.class)))) {
                what.accept(check);
            }
        }
    }

    private static boolean isOfHeartbeat(String messageKind) {
        return messageKind.equals(HEARTBEAT) || messageKind.equals(REPLY);
    }

    /**
     * Ends the run for those that judge what must come about in time: see {@link LivenessProperty#endOfRun}.
     *
     * @param nowNanos the host's monotonic clock
     */
    public void endOfRun(long nowNanos) {
        for (Invariant invariant : invariants) {
            if (invariant instanceof LivenessProperty property) {
                property.endOfRun(nowNanos);
            }
        }
    }

    public List<Invariant> invariants() {
        return invariants;
    }

    /** One lamp an invariant that applies, in the order of their ids. */
    public List<Lamp> lamps() {
        return invariants.stream()
                .filter(Invariant::applies)
                .map(invariant -> new Lamp(
                        invariant.id(),
                        invariant.title(),
                        invariant.sentence(),
                        invariant.verdict(),
                        invariant.judged(),
                        invariant.undecided(),
                        invariant.violations()))
                .toList();
    }

    /** Violated outranks unknown, unknown outranks valid; of no invariants, unknown. */
    public Verdict verdict() {
        return invariants.stream()
                .filter(Invariant::applies)
                .map(Invariant::verdict)
                .reduce(Verdict::and)
                .orElse(Verdict.UNKNOWN);
    }

    public List<Violation> violations() {
        return invariants.stream()
                .flatMap(invariant -> invariant.violations().stream())
                .toList();
    }
}
