package dev.raftbeat.lab.group;

import dev.raftbeat.lab.topology.MemberStatus;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What is really the case, and how what members hold of each other compares with it. The victims of a fault are to be
 * found out; everybody else is well, and whoever declares one of them dead is mistaken.
 */
final class GroundTruth implements GroupObserver {
    private static final long NEVER = TrialOutcome.NEVER;
    private static final int NO_VICTIM = -1;

    private final int[] victims;
    private final int[] victimIndex;
    private final BitSet gone = new BitSet();
    private final BitSet cut = new BitSet();
    private final BitSet[] knowers;
    private final int[] knowing;
    private final long[] firstDoubt;
    private final long[] firstDead;
    private final long[] allKnow;
    private final BitSet wronged = new BitSet();
    private final BitSet overloaded = new BitSet();
    private long faultAt = NEVER;
    private long healedAt = NEVER;
    private long allTrustAt = NEVER;
    private long goneAt = NEVER;
    private long goneMissedAt = NEVER;
    private int observers;
    private long mistakes;
    private long mistakesOfTheWell;
    private long doubts;

    GroundTruth(int members, int[] victims) {
        this.victims = victims.clone();
        victimIndex = new int[members];
        Arrays.fill(victimIndex, NO_VICTIM);
        for (int i = 0; i < victims.length; i++) {
            victimIndex[victims[i]] = i;
        }
        knowers = new BitSet[victims.length];
        Arrays.setAll(knowers, i -> new BitSet());
        knowing = new int[victims.length];
        firstDoubt = filled(victims.length);
        firstDead = filled(victims.length);
        allKnow = filled(victims.length);
        observers = members - victims.length;
    }

    private static long[] filled(int length) {
        long[] times = new long[length];
        Arrays.fill(times, NEVER);
        return times;
    }

    /** The fault begins: from now on its victims ought to be found out. */
    void began(long now) {
        faultAt = now;
    }

    /** The victims cannot reach the others, nor be reached; what either side makes of the other is no mistake. */
    void cutOff() {
        for (int victim : victims) {
            cut.set(victim);
        }
    }

    /** The victims are slow: their mistakes are counted apart. */
    void overloaded() {
        for (int victim : victims) {
            overloaded.set(victim);
        }
    }

    /** Another member that died, who is neither to be found out nor to find out. */
    void gone(int member, long now) {
        goneAt = now;
        gone.set(member);
        observers--;
    }

    void healed(long now) {
        healedAt = now;
        cut.clear();
        checkTrust(now);
    }

    @Override
    public void hold(int observer, int subject, MemberStatus opinion, long now) {
        int index = victimIndex[subject];
        if (gone.get(subject) || gone.get(observer)) {
            goneMissedAt = opinion == MemberStatus.TRUSTED ? goneMissedAt : Math.min(goneMissedAt, now);
            return;
        }
        if (index != NO_VICTIM && now >= faultAt) {
            if (victimIndex[observer] == NO_VICTIM) {
                known(index, observer, opinion, now);
            }
            return;
        }
        if (cut.get(observer)) {
            return;
        }
        if (opinion == MemberStatus.DEAD) {
            mistakes++;
            wronged.set(subject);
            mistakesOfTheWell += overloaded.get(observer) ? 0 : 1;
        } else if (opinion == MemberStatus.SUSPECTED) {
            doubts++;
        }
    }

    private void known(int index, int observer, MemberStatus opinion, long now) {
        boolean late = now >= healedAt;
        if (opinion != MemberStatus.TRUSTED && !late) {
            firstDoubt[index] = Math.min(firstDoubt[index], now);
        }
        boolean knew = knowers[index].get(observer);
        boolean knows = opinion == MemberStatus.DEAD;
        if (knew == knows) {
            return;
        }
        knowers[index].set(observer, knows);
        knowing[index] += knows ? 1 : -1;
        if (knows && !late) {
            firstDead[index] = Math.min(firstDead[index], now);
            if (knowing[index] == observers) {
                allKnow[index] = Math.min(allKnow[index], now);
            }
        }
        checkTrust(now);
    }

    private void checkTrust(long now) {
        if (now < healedAt) {
            return;
        }
        for (int count : knowing) {
            if (count > 0) {
                allTrustAt = NEVER;
                return;
            }
        }
        allTrustAt = Math.min(allTrustAt, now);
    }

    boolean everybodyKnows() {
        return latest(allKnow) != NEVER;
    }

    boolean everybodyTrusts() {
        return allTrustAt != NEVER;
    }

    /** What was found out so far, with what was counted at rest. */
    TrialOutcome outcome(TrialOutcome.Rest rest, long events) {
        return new TrialOutcome(
                rest,
                since(earliest(firstDoubt), faultAt),
                since(earliest(firstDead), faultAt),
                since(latest(allKnow), faultAt),
                since(allTrustAt, healedAt),
                since(goneMissedAt, goneAt),
                mistakes,
                mistakesOfTheWell,
                wronged.cardinality(),
                doubts,
                events);
    }

    private static long since(long time, long from) {
        return time == NEVER ? NEVER : time - from;
    }

    private static long earliest(long[] times) {
        return Arrays.stream(times).min().orElse(NEVER);
    }

    private static long latest(long[] times) {
        return Arrays.stream(times).max().orElse(NEVER);
    }
}
