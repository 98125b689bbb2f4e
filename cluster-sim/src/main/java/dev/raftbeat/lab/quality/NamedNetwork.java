package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.quality.NetworkModel.Delay;
import dev.raftbeat.lab.quality.NetworkModel.Loss;
import dev.raftbeat.lab.quality.NetworkModel.Spells;
import java.util.Locale;

/** The named networks. Each says what it is in one sentence; the numbers are ours, but for the last two. */
public enum NamedNetwork {
    LAN("0.1 ms and a little, hardly any loss, hiccups of a few milliseconds", lan(50)),
    WAN("35 ms and a few more, one heartbeat in a thousand lost", wan(100)),
    BURSTY("a wide-area link on which losses come in bursts of up to 50", wan(100).with(new Loss(0.001, 0.003, 1, 50))),
    LOSSY(
            "a local network that loses three heartbeats in ten, one by one: where detectors flap",
            lan(100).with(Loss.single(0.3))),
    GC(
            "a local network; the process stands still every 20 s or so, for 100 ms, at times for seconds",
            lan(50).withPauses(
                            new Spells(20 * NamedNetwork.S, 100 * NamedNetwork.MS, 1.2, (long) (15 * NamedNetwork.S)))),
    OVERLOADED(
            "a local network; the watcher has no processor for 2 s at a time, about every 8 s (Lifeguard's case)",
            lan(1000)
                    .withStalls(new Spells(8 * NamedNetwork.S, 2 * NamedNetwork.S, 0.8, (long) (30 * NamedNetwork.S)))),
    MOBILE(
            "80 ms and very uneven, one in a hundred lost, all held back for seconds about once a minute",
            NetworkModel.of((long) NamedNetwork.S, delay(40, 40, 1, 5_000), Loss.single(0.01))
                    .withOutages(
                            new Spells(60 * NamedNetwork.S, 2 * NamedNetwork.S, 0.7, (long) (60 * NamedNetwork.S)))),
    /**
     * The trace of Hayashibara et al. 2004, §5, by what is told of it: sent every 103.5 ms (deviation 0.19 ms), round trips
     * of 283.3 ms (deviation 27.3, 270.2 to 717.8), 0.4 % lost in 814 bursts of up to 1,093 among 5.8 million. One way
     * is taken for half a round trip, in order, and the tail of the bursts is chosen so that all the counts come out.
     */
    HAYASHIBARA(
            "Japan to Switzerland, after what is published of the trace of the phi accrual paper",
            new NetworkModel(
                    (long) (103.5 * NamedNetwork.MS),
                    (long) (0.19 * NamedNetwork.MS),
                    delay(135.1, 2.833, 1.2946, 358.9),
                    new Loss(0, 814.0 / 5_845_713, 0.665, 1093),
                    Spells.NONE,
                    Spells.NONE,
                    Spells.NONE,
                    true)),
    /** Chen, Toueg and Aguilera 2002, §7: interval 1, loss 0.01, delays exponential with mean 0.02. */
    CHEN(
            "the set-up of Chen, Toueg and Aguilera: every second, 1 % lost, delays exponential with mean 20 ms",
            new NetworkModel(
                    (long) NamedNetwork.S,
                    0,
                    new Delay(0, 20 * NamedNetwork.MS, NamedNetwork.EXPONENTIAL, Long.MAX_VALUE),
                    Loss.single(0.01),
                    Spells.NONE,
                    Spells.NONE,
                    Spells.NONE,
                    false));

    /** The shape that stands for an exponential distribution, whose mean is then in the place of the median. */
    static final double EXPONENTIAL = -1;

    static final double MS = 1e6;
    static final double S = 1e9;

    private final String sentence;
    private final NetworkModel model;

    NamedNetwork(String sentence, NetworkModel model) {
        this.sentence = sentence;
        this.model = model;
    }

    private static Delay delay(double leastMillis, double medianMillis, double shape, double mostMillis) {
        return new Delay((long) (leastMillis * MS), medianMillis * MS, shape, (long) (mostMillis * MS));
    }

    private static NetworkModel lan(long intervalMillis) {
        return NetworkModel.of((long) (intervalMillis * MS), delay(0.1, 0.1, 0.8, 50), Loss.single(0.000_01))
                .withPauses(new Spells(10 * S, 3 * MS, 1, (long) (50 * MS)));
    }

    private static NetworkModel wan(long intervalMillis) {
        return NetworkModel.of((long) (intervalMillis * MS), delay(35, 3, 0.8, 1_000), Loss.single(0.001));
    }

    NetworkModel model() {
        return model;
    }

    /** What it is, in words. */
    public String sentence() {
        return sentence;
    }

    /** How often a process beats on it unless told otherwise. */
    public long intervalNanos() {
        return model.intervalNanos();
    }

    /** The word that chooses it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * A stream drawn from a seed: the same for the same arguments, on every machine.
     *
     * @param everyNanos the interval, more than 0
     * @param beats how many heartbeats are sent, at least 1
     */
    public HeartbeatStream stream(long everyNanos, int beats, long seed) {
        return new StreamMaker(word(), model.every(everyNanos), seed).make(beats);
    }
}
