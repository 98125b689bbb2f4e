package dev.raftbeat.lab.detector;

import java.util.function.DoubleUnaryOperator;

/**
 * What NFD-S does, in closed form (Chen, Toueg and Aguilera 2002, Theorem 5): how long from one mistake to the next, how
 * long a mistake lasts, and how often a question is answered rightly. Times are in any one unit.
 *
 * @param detectionMax T_D^U, the worst detection time
 * @param mistakeRecurrence E(T_MR), the mean time from the start of one mistake to the start of the next
 * @param mistakeDuration E(T_M)
 * @param queryAccuracy P_A, the share of time without a mistake
 */
public record NfdSAnalysis(
        double detectionMax, double mistakeRecurrence, double mistakeDuration, double queryAccuracy) {
    /** Even; Simpson's rule over one interval. */
    private static final int STEPS = 20_000;

    /**
     * Works it out.
     *
     * @param eta the interval between heartbeats
     * @param delta how long after a heartbeat's sending it is due
     * @param loss the chance that a heartbeat is lost, 0 to 1
     * @param laterThan the chance that a heartbeat which is not lost takes longer than this; 1 for what is negative
     */
    public static NfdSAnalysis of(double eta, double delta, double loss, DoubleUnaryOperator laterThan) {
        int k = (int) Math.ceil(delta / eta);
        DoubleUnaryOperator noneFresh = x -> {
            double product = 1;
            for (int j = 0; j <= k; j++) {
                product *= loss + (1 - loss) * laterThan.applyAsDouble(delta + x - j * eta);
            }
            return product;
        };
        double inTime = (1 - loss) * (1 - laterThan.applyAsDouble(delta + eta));
        double mistakeStarts = inTime * noneFresh.applyAsDouble(0);
        double mistaken = integral(noneFresh, eta);
        return new NfdSAnalysis(delta + eta, eta / mistakeStarts, mistaken / mistakeStarts, 1 - mistaken / eta);
    }

    private static double integral(DoubleUnaryOperator f, double to) {
        double width = to / STEPS;
        double sum = f.applyAsDouble(0) + f.applyAsDouble(to);
        for (int i = 1; i < STEPS; i++) {
            sum += (i % 2 == 1 ? 4 : 2) * f.applyAsDouble(i * width);
        }
        return sum * width / 3;
    }
}
