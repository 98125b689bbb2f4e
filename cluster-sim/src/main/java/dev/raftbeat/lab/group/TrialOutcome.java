package dev.raftbeat.lab.group;

/**
 * What one trial showed. Times are nanoseconds from the mishap on, {@link #NEVER} for what did not happen while it was
 * watched.
 *
 * @param rest what it costs before anything goes wrong
 * @param firstDoubt until the first other member suspected a victim
 * @param firstDead until the first other member declared a victim dead
 * @param allKnow until all others had declared all victims dead
 * @param allTrust from the end of the mishap until nobody held a victim dead any more
 * @param watcherMissed until a watcher that died before the victim was missed
 * @param mistakes how often a member declared a healthy one dead, each member's opinion counted by itself
 * @param mistakesOfTheWell the same at members that were well themselves
 * @param wronged how many healthy members were declared dead by anybody
 * @param doubts how often a member suspected a healthy one, whether or not it was refuted in time
 * @param events how many things happened in the simulation
 */
public record TrialOutcome(
        Rest rest,
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

    /**
     * What happens in an interval at rest.
     *
     * @param sentPerMember messages sent, by each member on average, each message once
     * @param sentBytesPerMember their bytes
     * @param busiest messages sent and received by the member with most of them
     * @param busiestBytes the same in bytes
     */
    public record Rest(double sentPerMember, double sentBytesPerMember, double busiest, double busiestBytes) {}
}
