package dev.raftbeat.sim;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.fault.rule.LinkRules;
import dev.raftbeat.fault.rule.MessageFate;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.raft.RaftMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Stands between the network and the driver, and does to messages what the rules of their links ask for. */
final class SimGate {
    private final SimProcess life;
    private final Driver<RaftMessage> driver;
    private final Stamper stamper;
    private final SplittableRandom random;
    private final List<Held> held = new ArrayList<>();
    private LinkRules rules = LinkRules.NONE;
    private long drawsOwed;

    SimGate(SimProcess life, Driver<RaftMessage> driver, Stamper stamper, SplittableRandom random) {
        this.life = life;
        this.driver = driver;
        this.stamper = stamper;
        this.random = random;
    }

    /** Puts new rules in force; what is being delayed on a link that they cut dies now. */
    void rules(LinkRules next) {
        rules = next;
        for (Held waiting : List.copyOf(held)) {
            next.cutBy(waiting.flight.envelope.from(), now()).ifPresent(fault -> loseHeld(waiting, fault));
        }
    }

    void arrived(Flight flight) {
        Envelope<RaftMessage> envelope = flight.envelope;
        if (rules.isEmpty()) {
            // Its draws decide nothing, and are made up for when some do: most messages come while there are no rules.
            drawsOwed += LinkRules.DRAWS;
            driver.receive(envelope, flight.lamport, flight.copy);
            return;
        }
        for (; drawsOwed > 0; drawsOwed--) {
            random.nextLong();
        }
        MessageFate judgement = rules.judge(envelope.from(), now(), random);
        if (judgement instanceof MessageFate.Lost lost) {
            if (flight.copy == 0) {
                lose(flight, lost.reason(), lost.fault());
            }
            return;
        }
        List<Long> delays = ((MessageFate.Delivered) judgement).delaysNanos();
        for (int i = 0; i < delays.size() && !life.isOver(); i++) {
            long delay = delays.get(i);
            if (delay == 0) {
                driver.receive(envelope, flight.lamport, flight.copy + i);
            } else {
                Held waiting = new Held(flight, flight.copy + i, now());
                held.add(waiting);
                life.host().world().queue().plan(waiting, now() + delay);
            }
        }
    }

    /** The process is over, and with it what it held back. */
    void end() {
        held.forEach(waiting -> {
            waiting.cancelled = true;
            if (waiting.copy == 0) {
                waiting.flight.missed();
            }
        });
        held.clear();
    }

    private long now() {
        return life.host().world().now();
    }

    private void release(Held waiting) {
        held.remove(waiting);
        Optional<FactId> cut = rules.cutWithin(waiting.flight.envelope.from(), waiting.since, now());
        if (cut.isPresent()) {
            loseHeld(waiting, cut.get());
        } else {
            driver.receive(waiting.flight.envelope, waiting.flight.lamport, waiting.copy);
        }
    }

    private void loseHeld(Held waiting, FactId fault) {
        waiting.cancelled = true;
        held.remove(waiting);
        if (waiting.copy == 0) {
            lose(waiting.flight, LossReason.CUT_WHILE_DELAYED, fault);
        }
    }

    private void lose(Flight flight, LossReason reason, FactId fault) {
        stamper.heard(flight.lamport);
        life.lost(flight.envelope, reason, Optional.of(fault));
    }

    /** A message, or a copy of one, on its delayed way. */
    final class Held extends ProcessEvent {
        final Flight flight;
        final int copy;
        private final long since;

        private Held(Flight flight, int copy, long since) {
            super(SimGate.this.life);
            this.flight = flight;
            this.copy = copy;
            this.since = since;
        }

        @Override
        void arrive() {
            release(this);
        }

        /** Loses it by hand, which its receiver does not come to know. */
        void drop(FactId fault) {
            cancelled = true;
            held.remove(this);
            if (copy == 0) {
                flight.lose(LossReason.LOSS, Optional.of(fault));
            }
        }
    }
}
