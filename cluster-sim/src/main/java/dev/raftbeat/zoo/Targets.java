package dev.raftbeat.zoo;

import java.util.List;
import java.util.SplittableRandom;

/**
 * What can be hunted: those rules of the zoo that a check catches, and that a cluster which is only brought up does not
 * give away. Those that only an expectation of a scenario catches are not among them.
 */
final class Targets {
    private static final List<Target> ALL = List.of(
            new Target("votes-twice", Level.EASY, Topic.VOTES, "I2", 2),
            new Target("counts-replies-twice", Level.EASY, Topic.VOTES, "I5", 3),
            new Target("pre-vote-ignores-leader", Level.EASY, Topic.VOTES, "I13", 3),
            new Target("saves-term-alone", Level.EASY, Topic.DISK, "I4", 4),
            new Target("leaves-last-save-buffered", Level.EASY, Topic.DISK, "I4", 4),
            new Target("answers-before-save", Level.EASY, Topic.DISK, "I4", 4),
            new Target("ignores-failed-save", Level.EASY, Topic.DISK, "I4", 5),
            new Target("leader-never-gives-up", Level.EASY, Topic.TIMERS, "L8", 4),
            new Target("step-down-too-late", Level.EASY, Topic.TIMERS, "L8", 4),
            new Target("term-goes-back", Level.HARD, Topic.VOTES, "I3", 3),
            new Target("counts-old-votes", Level.HARD, Topic.VOTES, "I5", 3),
            new Target("heartbeat-clears-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Target("candidate-forgets-own-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Target("step-down-clears-vote", Level.HARD, Topic.VOTES, "I2", 3),
            new Target("log-newer-by-both", Level.HARD, Topic.VOTES, "L1", 4),
            new Target("pre-vote-never-raises-term", Level.HARD, Topic.VOTES, "L1", 7),
            new Target("candidate-ignores-leader", Level.HARD, Topic.TIMERS, "I8", 2),
            new Target("denial-resets-timer", Level.HARD, Topic.TIMERS, "I10", 2),
            new Target("backs-off-from-silent-peers", Level.HARD, Topic.TIMERS, "L1", 3),
            new Target("silent-peer-blocks-others", Level.HARD, Topic.TIMERS, "L2", 3));

    private Targets() {}

    static List<Target> all() {
        return ALL;
    }

    /** The one that a seed stands for: the same for everybody who was given that seed. */
    static Target of(Level level, long seed) {
        List<Target> some =
                ALL.stream().filter(quarry -> quarry.level() == level).toList();
        return some.get(new SplittableRandom(seed).nextInt(some.size()));
    }
}
