package dev.raftbeat.zoo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One student's hunt for one hidden rule, as it stands. Immutable. The rule follows from level and seed alone, so that a
 * class with one seed hunts one rule.
 *
 * @param hinted whether the hint was taken
 * @param over whether the rule was revealed, after which nothing is won
 * @param shots what was tried, in its order
 */
public record Hunt(String student, long seed, Level level, boolean hinted, boolean over, List<Attempt> shots) {
    /** For a scenario that shows the wrong rule. */
    static final int WIN = 50;

    /** For one as short as the shortest known; shorter ones get more. */
    static final int BREVITY = 50;

    /** What each line beyond that costs, and each line less is worth. */
    static final int LINE = 5;

    /** What each try before the first that wins costs. */
    static final int MISS = 2;

    static final int HINT = 20;

    /** No win is worth less. */
    static final int LEAST = 5;

    public Hunt {
        shots = List.copyOf(shots);
    }

    /** One that begins. */
    public static Hunt begin(String student, long seed, Level level) {
        return new Hunt(student, seed, level, false, false, List.of());
    }

    /** The hint is taken. Where nothing more depends on it, because the hunt was won or is over, that costs nothing. */
    public Hunt withHint() {
        return !state().equals("open") ? this : new Hunt(student, seed, level, true, over, shots);
    }

    public Hunt revealed() {
        return new Hunt(student, seed, level, hinted, true, shots);
    }

    public Hunt with(Attempt shot) {
        List<Attempt> more = new ArrayList<>(shots);
        more.add(shot);
        return new Hunt(student, seed, level, hinted, over, more);
    }

    Target quarry() {
        return Targets.of(level, seed);
    }

    /** What nodes follow in this hunt; not to be named before it is over. */
    public WrongRule animal() {
        return quarry().animal();
    }

    /** What the rule is about, in a few words. */
    public String topic() {
        return quarry().topic().words();
    }

    /** The hint, in a sentence. */
    public String hint() {
        Target quarry = quarry();
        return quarry.par() + " lines can make it break " + quarry.check() + ": "
                + PlayedAttempt.sentences().get(quarry.check());
    }

    public int triesLeft() {
        return level.tries() - shots.size();
    }

    /** The fewest lines that won; empty when none did. */
    public OptionalInt lines() {
        return shots.stream()
                .filter(shot -> shot.check().isPresent())
                .mapToInt(Attempt::lines)
                .min();
    }

    /** The best of what was tried: the shortest that won, the first of these. */
    public Optional<Attempt> best() {
        OptionalInt fewest = lines();
        return shots.stream()
                .filter(shot -> shot.check().isPresent() && fewest.isPresent() && shot.lines() == fewest.getAsInt())
                .findFirst();
    }

    /** {@code won}, {@code given up}, {@code lost} for want of tries, or {@code open}. */
    public String state() {
        if (lines().isPresent()) {
            return "won";
        }
        return over ? "given up" : triesLeft() == 0 ? "lost" : "open";
    }

    /** 0 without a win. */
    public int points() {
        if (lines().isEmpty()) {
            return 0;
        }
        int brevity = Math.max(0, BREVITY - LINE * (lines().getAsInt() - quarry().par()));
        int misses =
                (int) shots.stream().takeWhile(shot -> shot.check().isEmpty()).count();
        return Math.max(LEAST, WIN + brevity - MISS * misses - (hinted ? HINT : 0));
    }
}
