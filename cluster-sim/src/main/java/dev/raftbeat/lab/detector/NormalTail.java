package dev.raftbeat.lab.detector;

/**
 * The upper tail of the standard normal distribution on a logarithmic scale: phi of a silence that is {@code z} standard
 * deviations longer than the mean, and back.
 *
 * <p>The probability itself underflows at z = 38; its logarithm does not. Up to z = 3 the tail is one half less the power
 * series of Abramowitz and Stegun 26.2.11, which there costs at most three digits to cancellation; beyond, it is the
 * density times the continued fraction 26.2.14, of which only the logarithm is taken. Good to 12 digits over all of it.
 */
final class NormalTail {
    private static final double SERIES_UP_TO = 3;
    private static final double LN_10 = Math.log(10);
    private static final double LOG_SQRT_2_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double TINY = 1e-17;
    private static final int FRACTION_DEPTH = 120;

    private NormalTail() {}

    /** Minus the decimal logarithm of the probability to exceed {@code z}; 0 far below the mean, 0.30 at the mean. */
    static double phi(double z) {
        if (z < 0) {
            return -Math.log1p(-Math.exp(logTail(-z))) / LN_10;
        }
        return -logTail(z) / LN_10;
    }

    /** The z at which {@link #phi} reaches {@code phi}, which is more than 0; by Newton's steps within a bracket. */
    static double inverse(double phi) {
        double low = -40;
        // The tail is lighter than exp(-z^2/2), so that this is on the far side.
        double high = 1 + Math.sqrt(2 * LN_10 * phi);
        double z = (low + high) / 2;
        for (int step = 0; step < 200 && high - low > 1e-13 * Math.max(1, high); step++) {
            double error = phi(z) - phi;
            if (error > 0) {
                high = z;
            } else {
                low = z;
            }
            double next = z - error / slope(z);
            z = next > low && next < high ? next : (low + high) / 2;
        }
        return z;
    }

    /** The derivative of phi: density over tail, in decimal units. */
    private static double slope(double z) {
        double logDensity = -z * z / 2 - LOG_SQRT_2_PI;
        return Math.exp(logDensity + phi(z) * LN_10) / LN_10;
    }

    /** The natural logarithm of the tail at a z of 0 or more. */
    private static double logTail(double z) {
        double logDensity = -z * z / 2 - LOG_SQRT_2_PI;
        if (z > SERIES_UP_TO) {
            return logDensity + Math.log(fraction(z));
        }
        double term = z;
        double sum = z;
        for (int odd = 3; term > TINY * sum; odd += 2) {
            term *= z * z / odd;
            sum += term;
        }
        return Math.log(0.5 - Math.exp(logDensity) * sum);
    }

    /** 1/(z+ 1/(z+ 2/(z+ 3/(z+ ...)))), from the inside out; at z above 3 the depth is more than enough. */
    private static double fraction(double z) {
        double value = z;
        for (int k = FRACTION_DEPTH; k > 0; k--) {
            value = z + k / value;
        }
        return 1 / value;
    }
}
