package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.quality.HeartbeatStream.Beat;
import dev.raftbeat.lab.quality.NetworkModel.Delay;
import dev.raftbeat.lab.quality.NetworkModel.Loss;
import dev.raftbeat.lab.quality.NetworkModel.Spells;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws a stream of heartbeats from a model and a seed. Every part of the model draws from a generator of its own, so that
 * turning one dial leaves the rest of the run as it was.
 */
final class StreamMaker {
    private final String name;
    private final NetworkModel model;
    private final SplittableRandom sending;
    private final SplittableRandom delays;
    private final SplittableRandom losses;
    private final Standstill pauses;
    private final Standstill stalls;
    private final Standstill outages;
    private int burstLeft;

    StreamMaker(String name, NetworkModel model, long seed) {
        SplittableRandom root = new SplittableRandom(seed);
        this.name = name;
        this.model = model;
        this.sending = root.split();
        this.delays = root.split();
        this.losses = root.split();
        this.pauses = new Standstill(model.pauses(), root.split());
        this.stalls = new Standstill(model.stalls(), root.split());
        this.outages = new Standstill(model.outages(), root.split());
    }

    HeartbeatStream make(int beats) {
        HeartbeatStream stream = new HeartbeatStream(name, model.intervalNanos());
        List<Beat> flights = new ArrayList<>(beats);
        double due = 0;
        long lastSent = -1;
        long lastArrived = Long.MIN_VALUE;
        for (long i = 0; i < beats; i++) {
            long sent = pauses.end((long) due);
            // A beat that a pause held up goes out as the process goes on; those after it in the same pause are
            // skipped.
            if (sent != lastSent) {
                long arrived = outages.end(sent + delay());
                arrived = model.ordered() ? Math.max(arrived, lastArrived) : arrived;
                if (lost()) {
                    stream.lose();
                } else {
                    lastArrived = arrived;
                    flights.add(new Beat(sent, arrived, numberOf(i, sent)));
                }
            }
            lastSent = sent;
            due = model.sendDeviationNanos() == 0
                    ? (double) (i + 1) * model.intervalNanos()
                    : due + Math.max(0, model.intervalNanos() + model.sendDeviationNanos() * sending.nextGaussian());
        }
        takeIn(flights, stream);
        return stream;
    }

    /** On the grid the sender numbers by the clock, so that what it skipped in a pause counts as beats that were missed. */
    private long numberOf(long i, long sent) {
        return model.sendDeviationNanos() == 0 ? sent / model.intervalNanos() : i;
    }

    /** The watcher takes heartbeats in as they come, or all at once when it no longer stands still. */
    private void takeIn(List<Beat> flights, HeartbeatStream stream) {
        flights.sort(Comparator.comparingLong(Beat::arrived));
        for (Beat flight : flights) {
            stream.arrival(flight.sent(), stalls.end(flight.arrived()), flight.sequence());
        }
        stalls.passed().forEach(spell -> stream.stall(spell[0], spell[1]));
    }

    private long delay() {
        Delay delay = model.delay();
        double more = delay.shape() == NamedNetwork.EXPONENTIAL
                ? -delay.medianNanos() * Math.log(1 - delays.nextDouble())
                : delay.medianNanos() * Math.exp(delay.shape() * delays.nextGaussian());
        return Math.min(delay.mostNanos(), delay.leastNanos() + Math.round(more));
    }

    private boolean lost() {
        Loss loss = model.loss();
        // Three draws a heartbeat, whatever comes of them.
        double starts = losses.nextDouble();
        double length = losses.nextDouble();
        boolean single = losses.nextDouble() < loss.single();
        if (burstLeft == 0 && starts < loss.burstStarts()) {
            burstLeft = (int) Math.min(loss.longest(), Math.pow(1 - length, -1 / loss.tail()));
        }
        if (burstLeft > 0) {
            burstLeft--;
            return true;
        }
        return single;
    }

    /** Spells of standing still, asked for in the order of time. */
    private static final class Standstill {
        private final Spells spells;
        private final SplittableRandom random;
        private final List<long[]> passed = new ArrayList<>();
        private long from = Long.MAX_VALUE;
        private long to = Long.MAX_VALUE;

        Standstill(Spells spells, SplittableRandom random) {
            this.spells = spells;
            this.random = random;
            if (spells.apartNanos() > 0) {
                draw(0);
            }
        }

        private void draw(long after) {
            from = after + Math.round(-spells.apartNanos() * Math.log(1 - random.nextDouble()));
            double length = spells.medianNanos() * Math.exp(spells.shape() * random.nextGaussian());
            to = from + Math.min(spells.longestNanos(), Math.max(1, Math.round(length)));
        }

        /** When what would happen at this time can happen: then, or at the end of the spell that it falls into. */
        long end(long nanos) {
            while (to <= nanos) {
                passed.add(new long[] {from, to});
                draw(to);
            }
            return nanos < from ? nanos : to;
        }

        List<long[]> passed() {
            return passed;
        }
    }
}
