package dev.raftbeat.lab.group;

/**
 * What one trial showed. Times are nanoseconds from the mishap on, {@link #NEVER} for what did not happen while it was
 * watched.
 *
 * @param sentPerMember messages sent in an interval at rest, by each member on average, each message once
 * @param sentBytesPerMember their bytes
 * @param busiest messages sent and received in an interval at rest by the member with most of them
 * @param busiestBytes the same in bytes
 * @param firstDoubt until the first other member suspected a victim
 * @param firstDead until the first other member declared a victim dead
 * @param allKnow until all others had declared all victims dead
 * @param allTrust from the end of the mishap until nobody held a victim dead any more
 * @param watcherMissed until a watcher that died before the victim was missed
 * @param mistakes how often a member declared a healthy one dead
 * @param mistakesOfTheWell the same at members that were well themselves
 * @param wronged how many healthy members were declared dead by anybody
 * @param doubts how often a member suspected a healthy one
 * @param events how many things happened in the simulation
 */
public record TrialOutcome(
        double sentPerMember,
        double sentBytesPerMember,
        double busiest,
        double busiestBytes,
        long firstDoubt,
        long firstDead,
        long allKnow,
        long allTrust,
        long watcherMissed,
        long mistakes,
        long mistakesOfTheWell,
        int wronged,
        long doubts,
        long events) {
    public static final long NEVER = Long.MAX_VALUE;
}
