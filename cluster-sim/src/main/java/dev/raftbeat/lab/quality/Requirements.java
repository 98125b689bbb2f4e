package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.quality.NetworkModel.Delay;
import dev.raftbeat.lab.quality.NetworkModel.Loss;
import dev.raftbeat.lab.quality.NetworkModel.Spells;

/**
 * What somebody who designs a heartbeat knows and wants.
 *
 * @param rttNanos the usual round trip, more than 0
 * @param loss the share of messages that are lost, 0 to less than 1
 * @param pauseNanos the pause that one in a hundred exceeds, of a collector or a scheduler; 0 for none
 * @param pauseEveryNanos the mean time between pauses
 * @param nodes how many processes there are, at least 2
 * @param detectNanos within which time 99 of 100 crashes are to be detected
 */
public record Requirements(
        long rttNanos, double loss, long pauseNanos, long pauseEveryNanos, int nodes, long detectNanos) {
    /** A normal deviate that one in a hundred exceeds. */
    private static final double ONE_IN_A_HUNDRED = 2.326;

    private static final double SPREAD = 1;

    Requirements within(long otherNanos) {
        return new Requirements(rttNanos, loss, pauseNanos, pauseEveryNanos, nodes, otherNanos);
    }

    /** Half a round trip, nine tenths of it fixed; independent losses; log-normal pauses with the tail that was told. */
    NetworkModel network(long intervalNanos) {
        double oneWay = rttNanos / 2.0;
        Spells pauses = pauseNanos == 0
                ? Spells.NONE
                : new Spells(
                        pauseEveryNanos, pauseNanos / Math.exp(SPREAD * ONE_IN_A_HUNDRED), SPREAD, 20 * pauseNanos);
        Delay delay = new Delay((long) (0.9 * oneWay), 0.1 * oneWay, SPREAD, Math.max(1, 20 * rttNanos));
        return NetworkModel.of(intervalNanos, delay, Loss.single(loss)).withPauses(pauses);
    }
}
