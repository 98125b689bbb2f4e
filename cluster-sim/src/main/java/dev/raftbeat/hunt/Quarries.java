package dev.raftbeat.hunt;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What can be hunted: those rules of the zoo that a check catches, and that a cluster which is only brought up does not
 * give away. Those that only an expectation of a scenario catches are not among them.
 */
final class Quarries {
    private static final List<Quarry> ALL = List.of(
            new Quarry("votes-twice", Level.EASY, Topic.VOTES, "I2", 2),
            new Quarry("counts-replies-twice", Level.EASY, Topic.VOTES, "I5", 3),
            new Quarry("pre-vote-ignores-leader", Level.EASY, Topic.VOTES, "I13", 3),
            new Quarry("saves-term-alone", Level.EASY, Topic.DISK, "I4", 4),
            new Quarry("leaves-last-save-buffered", Level.EASY, Topic.DISK, "I4", 4),
            new Quarry("answers-before-save", Level.EASY, Topic.DISK, "I4", 4),
            new Quarry("ignores-failed-save", Level.EASY, Topic.DISK, "I4", 5),
            new Quarry("leader-never-gives-up", Level.EASY, Topic.TIMERS, "L8", 4),
            new Quarry("step-down-too-late", Level.EASY, Topic.TIMERS, "L8", 4),
            new Quarry("term-goes-back", Level.HARD, Topic.VOTES, "I3", 3),
            new Quarry("counts-old-votes", Level.HARD, Topic.VOTES, "I5", 3),
            new Quarry("heartbeat-clears-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Quarry("candidate-forgets-own-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Quarry("step-down-clears-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Quarry("log-newer-by-both", Level.HARD, Topic.VOTES, "L1", 4),
            new Quarry("pre-vote-never-raises-term", Level.HARD, Topic.VOTES, "L1", 7),
            new Quarry("candidate-ignores-leader", Level.HARD, Topic.TIMERS, "I8", 2),
            new Quarry("denial-resets-timer", Level.HARD, Topic.TIMERS, "I10", 2),
            new Quarry("backs-off-from-silent-peers", Level.HARD, Topic.TIMERS, "L1", 3),
            new Quarry("silent-peer-blocks-others", Level.HARD, Topic.TIMERS, "L2", 3));

    private Quarries() {}

    static List<Quarry> all() {
        return ALL;
    }

    /** The one that a seed stands for: the same for everybody who was given that seed. */
    static Quarry of(Level level, long seed) {
        List<Quarry> some =
                ALL.stream().filter(quarry -> quarry.level() == level).toList();
        return some.get(new SplittableRandom(seed).nextInt(some.size()));
    }
}
