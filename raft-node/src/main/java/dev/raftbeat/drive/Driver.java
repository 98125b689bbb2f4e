package dev.raftbeat.drive;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SaveFailed;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.Message;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Protocol;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Carries a protocol's effects out in the one legal order: a ballot is durable before any fact or message that follows
 * from it, and none overtakes an earlier one. What came in, that a timer fired, and that a save began, is told at once.
 * The protocol itself runs ahead of the disk, so that a slow disk delays what it must delay and nothing else.
 *
 * <p>Not for use by two threads. A port may call back from within a call: what such an input leads to waits its turn.
 */
public final class Driver<M extends Message> {
    private final Protocol<M> protocol;
    private final Stamper stamper;
    private final Ports<M> ports;
    private final Deque<Debt<M>> debts = new ArrayDeque<>();
    private long wakeAt = Effects.NEVER;
    private boolean takingInArrivals;
    private boolean paying;
    private boolean stopped;
    private int unsaved;
    private Optional<FactId> lastArmed = Optional.empty();
    private Optional<FactId> lastRole = Optional.empty();

    public Driver(Protocol<M> protocol, Stamper stamper, Ports<M> ports) {
        this.protocol = protocol;
        this.stamper = stamper;
        this.ports = ports;
    }

    /** Tells how the node came up, and starts the protocol. Once, before anything else. */
    public void start(Booted booted) {
        Optional<FactId> cause =
                Optional.of(stamper.tell(booted, Optional.empty()).id());
        lastRole = cause;
        carryOut(new Debt<>(protocol.start(now()), false, cause));
    }

    /**
     * Goes on in the middle of a life, instead of {@link #start}: tells nothing, and starts nothing.
     *
     * @param wake when the protocol wants to be woken
     * @param armed the fact that told of its timer, and {@code role} that of its role, if they are known
     */
    public void goOn(long wake, Optional<FactId> armed, Optional<FactId> role) {
        lastArmed = armed;
        lastRole = role;
        wakeAt = wake;
        ports.wakeAt(wake);
    }

    /**
     * @param lamport the stamp that the message carried
     * @param copy 0 for the message itself, 1 and more for duplicates that the network made
     */
    public void receive(Envelope<M> envelope, long lamport, int copy) {
        if (stopped) {
            return;
        }
        stamper.heard(lamport);
        M message = envelope.message();
        Optional<FactId> id = envelope.id();
        Fact delivered = new MessageDelivered(id.orElseThrow(), envelope.from(), message.kind(), message.term(), copy);
        StampedFact told = stamper.tell(delivered, id);
        // The protocol lives by the very reading that was told: a process that stands still in between must not seem to
        // have decided by other ages than those that everybody sees.
        Effects<M> effects = protocol.receive(envelope, ports.now(told.tNanos()));
        if (effects.isNothing() && !stopped) {
            // So it is with most acknowledgements.
            wakeAt = effects.wakeAt();
            ports.wakeAt(wakeAt);
        } else {
            carryOut(new Debt<>(effects, false, Optional.of(told.id())));
        }
    }

    /**
     * The timer that was asked for through {@link Ports#wakeAt} went off. One that went off early, or twice, does
     * nothing. One that comes late may mean that this process stood still: what has arrived meanwhile is taken in before
     * any timer fires, or a freeze would look like a dead leader.
     */
    public void wake() {
        if (stopped || takingInArrivals) {
            return;
        }
        if (!isEarly() && now() - wakeAt > 0) {
            takingInArrivals = true;
            ports.afterArrivals(this::wakeAfterArrivals);
        } else {
            fireWhatIsDue();
        }
    }

    private void wakeAfterArrivals() {
        takingInArrivals = false;
        fireWhatIsDue();
    }

    private void fireWhatIsDue() {
        if (!stopped && isEarly()) {
            ports.wakeAt(wakeAt);
        } else if (!stopped) {
            fireTimers();
        }
    }

    private boolean isEarly() {
        return wakeAt == Effects.NEVER || now() - wakeAt < 0;
    }

    /**
     * That a timer fired is told at once, as what came in is, and not when the ballot that follows from it is durable: unless
     * it was armed by something that itself waits to be told.
     */
    private void fireTimers() {
        Effects<M> effects = protocol.wake(now());
        List<Fact> facts = effects.facts();
        if (debts.isEmpty() && !paying && !facts.isEmpty() && facts.get(0) instanceof TimerFired fired) {
            Optional<FactId> told = Optional.of(stamper.tell(fired, lastArmed).id());
            List<Fact> rest = facts.subList(1, facts.size());
            Effects<M> then = new Effects<>(effects.save(), effects.send(), rest, effects.wakeAt());
            carryOut(new Debt<>(then, false, told));
        } else {
            carryOut(new Debt<>(effects, true, Optional.empty()));
        }
    }

    /**
     * @param cause the world's fact that asked for it, if there is one
     * @return the facts that follow at once; those that wait for the disk among them, though they are told later
     */
    public List<Fact> command(Command command, Optional<FactId> cause) {
        if (stopped) {
            return List.of();
        }
        Effects<M> effects = protocol.command(command, now());
        carryOut(new Debt<>(effects, false, cause));
        return effects.facts();
    }

    /** @param cause the fact that told of the loss */
    public void connectionLost(NodeId peer, Optional<FactId> cause) {
        if (!stopped) {
            carryOut(new Debt<>(protocol.connectionLost(peer, now()), false, cause));
        }
    }

    /** Whoever need not wait on this proof acts at once. It had not stood still, so that nothing has to be taken in before. */
    public void provenDead(NodeId peer, int life, DeathProof proof, Optional<FactId> cause) {
        if (!stopped) {
            long now = now();
            boolean early = wakeAt > now;
            carryOut(new Debt<>(protocol.provenDead(peer, life, proof, now), false, cause));
            if (early && wakeAt <= now) {
                fireWhatIsDue();
            }
        }
    }

    /**
     * The node ends here, in the middle of whatever it is doing, as in a crash: nothing is told, sent or taken in from now
     * on. Whoever wants it told says so before.
     */
    public void halt() {
        stopped = true;
    }

    /** Whether nothing is taken in any more. */
    public boolean isStopped() {
        return stopped;
    }

    /** Inputs whose facts and messages wait for the disk, or behind others that do. */
    public int owed() {
        return debts.size();
    }

    /** Ballots that are not durable yet. */
    public int unsaved() {
        return unsaved;
    }

    private long now() {
        return ports.now(stamper.hostNanos());
    }

    private void carryOut(Debt<M> debt) {
        wakeAt = debt.effects.wakeAt();
        // In the queue before any port is called: a port that answers or calls back at once must find it there.
        debts.add(debt);
        if (debt.effects.save().isPresent()) {
            save(debt.effects.save().get(), debt);
        }
        if (!stopped) {
            ports.wakeAt(wakeAt);
            payWhatIsDue();
        }
    }

    private void save(Ballot ballot, Debt<M> debt) {
        Fact began = new SaveBegan(ballot.term(), ballot.votedFor());
        Optional<FactId> cause =
                Optional.of(stamper.tell(began, causeOfFirst(debt)).id());
        long beganNanos = now();
        unsaved++;
        ports.save(ballot, new Ports.SaveAnswer() {
            @Override
            public void durable() {
                if (!stopped && debt.saved.isEmpty()) {
                    unsaved--;
                    debt.saved = Optional.of(
                            new Saved(new BallotSaved(ballot.term(), ballot.votedFor(), now() - beganNanos), cause));
                    payWhatIsDue();
                }
            }

            @Override
            public void failed(String reason) {
                if (!stopped) {
                    stopped = true;
                    stamper.tell(new SaveFailed(ballot.term(), ballot.votedFor(), reason), cause);
                    ports.stop("the ballot could not be saved: " + reason);
                }
            }
        });
    }

    /** One debt at a time, however deep in calls of calls this is asked for: a nested payment would overtake. */
    private void payWhatIsDue() {
        if (paying) {
            return;
        }
        paying = true;
        try {
            while (!stopped && !debts.isEmpty() && debts.peek().isDue()) {
                pay(debts.poll());
            }
        } finally {
            paying = false;
        }
    }

    private void pay(Debt<M> debt) {
        if (debt.saved.isPresent()) {
            stamper.tell(debt.saved.get().fact, debt.saved.get().cause);
        }
        Optional<FactId> cause = causeOfFirst(debt);
        // By index: what a node does is mostly this, and iterators would be much of its garbage.
        List<Fact> facts = debt.effects.facts();
        Fact end = null;
        for (int i = 0; i < facts.size() && !stopped; i++) {
            Fact fact = facts.get(i);
            if (fact instanceof Stopped) {
                end = fact;
                continue;
            }
            Optional<FactId> id = Optional.of(stamper.tell(fact, cause).id());
            cause = remember(fact, id) ? id : cause;
        }
        List<Envelope<M>> messages = debt.effects.send();
        for (int i = 0; i < messages.size() && !stopped; i++) {
            Envelope<M> envelope = messages.get(i);
            M message = envelope.message();
            var sent = stamper.tell(new MessageSent(envelope.to(), message.kind(), message.term()), cause);
            ports.send(envelope.sentAs(sent.id()), sent.lamport());
        }
        if (end != null && !stopped) {
            // The last fact of its life.
            stopped = true;
            stamper.tell(end, cause);
            ports.end();
        }
    }

    /** What time brings about follows from the timer that ran out, or else from the role in which the node waited. */
    private Optional<FactId> causeOfFirst(Debt<M> debt) {
        if (!debt.byTime) {
            return debt.trigger;
        }
        return hasTimerFired(debt.effects.facts()) ? lastArmed : lastRole;
    }

    /** A loop, since this is asked for every wake and a stream costs more than all else that a wake does. */
    private static boolean hasTimerFired(List<Fact> facts) {
        boolean fired = false;
        for (int i = 0; i < facts.size() && !fired; i++) {
            fired = facts.get(i) instanceof TimerFired;
        }
        return fired;
    }

    /** Keeps what later facts will name as their cause. Answers whether the facts behind this one follow from it. */
    private boolean remember(Fact fact, Optional<FactId> id) {
        if (fact instanceof TimerArmed) {
            lastArmed = id;
            return false;
        }
        // A heartbeat changes no role. It is asked first because most facts of roles are one, and this costs less.
        if (!(fact instanceof HeartbeatHeard) && fact instanceof RoleFact) {
            lastRole = id;
        }
        return true;
    }

    private record Saved(BallotSaved fact, Optional<FactId> cause) {}

    /** Effects that wait for the disk, or behind others that do. */
    private static final class Debt<M extends Message> {
        private final Effects<M> effects;
        private final boolean byTime;
        private final Optional<FactId> trigger;
        private Optional<Saved> saved = Optional.empty();

        /** @param trigger the fact that brought it about, if it was not time alone */
        private Debt(Effects<M> effects, boolean byTime, Optional<FactId> trigger) {
            this.effects = effects;
            this.byTime = byTime;
            this.trigger = trigger;
        }

        private boolean isDue() {
            return effects.save().isEmpty() || saved.isPresent();
        }
    }
}
