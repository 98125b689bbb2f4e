package dev.raftbeat.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Maps moments to places in a picture. Equal times are equally far apart, but for long stretches in which nothing happens:
 * each of them is drawn with the same small width, as a gap that has to be marked as such. Immutable.
 */
public final class BrokenAxis {
    /** More than this share of a picture is never given to gaps. */
    private static final double GAPS_MAX = 0.4;

    /** Where there would be more gaps than this, only the longer ones are cut short. */
    private static final int GAPS_COUNT_MAX = 14;

    private final List<Piece> pieces;

    /**
     * A piece of the axis.
     *
     * @param low the moment at {@code from}
     * @param high the moment at {@code to}
     * @param gap whether it stands for more time than its width
     */
    public record Piece(long low, long high, double from, double to, boolean gap) {
        /** How much time it stands for. */
        public long length() {
            return high - low;
        }
    }

    private BrokenAxis(List<Piece> pieces) {
        this.pieces = List.copyOf(pieces);
    }

    /**
     * An axis from {@code low} to {@code high}.
     *
     * @param moments at which something happens, in any order; those outside do not count
     * @param longest how long nothing may happen before the axis is broken; more than 0
     * @param from the place of {@code low}
     * @param to the place of {@code high}, more than {@code from}
     * @param gapWidth how wide a gap is drawn, where all gaps have room
     */
    public static BrokenAxis of(
            List<Long> moments, long low, long high, long longest, double from, double to, double gapWidth) {
        TreeSet<Long> all = new TreeSet<>(moments);
        long end = Math.max(high, low + 1);
        List<long[]> gaps = gaps(all, low, end, longest);
        for (long more = 2 * longest; gaps.size() > GAPS_COUNT_MAX; more *= 2) {
            gaps = gaps(all, low, end, more);
        }
        return laidOut(gaps, low, end, from, to, gapWidth);
    }

    private static List<long[]> gaps(TreeSet<Long> moments, long low, long high, long longest) {
        List<long[]> gaps = new ArrayList<>();
        long before = low;
        for (long moment : moments.subSet(low, true, high, true)) {
            gap(gaps, before, moment, longest, before > low, true);
            before = moment;
        }
        gap(gaps, before, high, longest, before > low, false);
        return gaps;
    }

    /** A gap keeps an eighth of the longest silence on each side that something stands at. */
    private static void gap(List<long[]> gaps, long from, long to, long longest, boolean atFrom, boolean atTo) {
        if (to - from > longest) {
            gaps.add(new long[] {from + (atFrom ? longest / 8 : 0), to - (atTo ? longest / 8 : 0)});
        }
    }

    private static BrokenAxis laidOut(List<long[]> gaps, long low, long high, double from, double to, double gapWidth) {
        long silent = gaps.stream().mapToLong(gap -> gap[1] - gap[0]).sum();
        double width = gaps.isEmpty() ? 0 : Math.min(gapWidth, GAPS_MAX * (to - from) / gaps.size());
        double perNano = (to - from - width * gaps.size()) / Math.max(1, high - low - silent);
        List<Piece> pieces = new ArrayList<>();
        long at = low;
        double place = from;
        for (long[] gap : gaps) {
            if (gap[0] > at) {
                double end = place + (gap[0] - at) * perNano;
                pieces.add(new Piece(at, gap[0], place, end, false));
                place = end;
            }
            pieces.add(new Piece(gap[0], gap[1], place, place + width, true));
            place += width;
            at = gap[1];
        }
        if (at < high) {
            pieces.add(new Piece(at, high, place, to, false));
        }
        return new BrokenAxis(pieces);
    }

    /** The place of a moment; one beyond the ends is drawn at the end. */
    public double at(long moment) {
        for (Piece piece : pieces) {
            if (moment < piece.high()) {
                double share = Math.max(0, (double) (moment - piece.low()) / Math.max(1, piece.length()));
                return piece.from() + share * (piece.to() - piece.from());
            }
        }
        return pieces.get(pieces.size() - 1).to();
    }

    /** Its pieces, from one end to the other. */
    public List<Piece> pieces() {
        return pieces;
    }
}
