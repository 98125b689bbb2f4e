package dev.raftbeat.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What something was from when to when. Keeps at most {@value #PIECES_MAX} pieces however long the run: when there are
 * more, stretches of pieces too short to be drawn are taken together, and marked as mixed.
 */
final class TimelineLane<T> {
    static final int PIECES_MAX = 4_000;

    private final List<Piece<T>> pieces = new ArrayList<>();
    private long grainNanos = 1_000_000;

    /**
     * @param mixed whether several short pieces were taken together; {@code what} is then the longest of them
     */
    record Piece<T>(long fromNanos, long toNanos, T what, boolean mixed) {
        long nanos() {
            return toNanos - fromNanos;
        }

        Piece<T> until(long nanos) {
            return new Piece<>(fromNanos, nanos, what, mixed);
        }
    }

    /** From this time on it is this. What is told late counts from where the last change was. */
    void note(long tNanos, T what) {
        Optional<Piece<T>> last = last();
        if (last.filter(piece -> piece.what.equals(what) && !piece.mixed).isPresent()) {
            return;
        }
        long at = last.map(piece -> Math.max(tNanos, piece.fromNanos)).orElse(tNanos);
        if (last.isPresent()) {
            pieces.remove(pieces.size() - 1);
            if (at > last.get().fromNanos) {
                pieces.add(last.get().until(at));
            }
        }
        pieces.add(new Piece<>(at, Long.MAX_VALUE, what, false));
        while (pieces.size() > PIECES_MAX) {
            coarsen();
        }
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** What it is now; empty before anything was noted. */
    Optional<Piece<T>> last() {
        return pieces.isEmpty() ? Optional.empty() : Optional.of(pieces.get(pieces.size() - 1));
    }

    private void coarsen() {
        grainNanos *= 2;
        List<Piece<T>> coarse = new ArrayList<>();
        for (Piece<T> piece : pieces) {
            Piece<T> before = coarse.isEmpty() ? null : coarse.get(coarse.size() - 1);
            boolean isOpen = piece.toNanos == Long.MAX_VALUE;
            if (before != null && !isOpen && piece.toNanos - before.fromNanos < grainNanos) {
                T most = piece.nanos() > before.nanos() ? piece.what : before.what;
                coarse.set(coarse.size() - 1, new Piece<>(before.fromNanos, piece.toNanos, most, true));
            } else {
                coarse.add(piece);
            }
        }
        pieces.clear();
        pieces.addAll(coarse);
    }

    /** All pieces, oldest first, the last one up to this time. */
    List<Piece<T>> pieces(long endNanos) {
        List<Piece<T>> all = new ArrayList<>(pieces);
        all.replaceAll(
                piece -> piece.toNanos == Long.MAX_VALUE ? piece.until(Math.max(piece.fromNanos, endNanos)) : piece);
        return all;
    }
}
