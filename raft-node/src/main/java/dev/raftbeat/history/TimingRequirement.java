package dev.raftbeat.history;

import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The timing requirement of paper §5.6: a round trip is far shorter than an election timeout. Here it is asked of all
 * that must fit an election timeout: heartbeats, the quorum window, the network and pauses. Nothing is refused because
 * of it; it is said, with what to change.
 *
 * @param settings those of each member; members may differ
 * @param network what is known, or was measured, of the network and the processes
 */
public record TimingRequirement(List<Settings> settings, Network network) {
    private static final long MILLI = 1_000_000L;
    private static final long INTERVAL_MAX = 600_000 * MILLI;
    private static final double MINUTE_NANOS = 60e9;
    /** How many heartbeats, or round trips, an election timeout should have room for. */
    private static final int ROOM = 3;
    /** A pause of more timeouts than that is an outage: no timeout is to outlast it. */
    private static final int OUTAGE = 4;
    /** How many heartbeats in a row are counted on to be lost at the most: beyond, the loss itself is the trouble. */
    private static final int LOST_MAX = 20;

    /**
     * What heartbeats and votes travel through.
     *
     * @param roundTripNanos between a leader and the quorum that is nearest to it; empty when nobody knows
     * @param loss the share of heartbeats that were lost on the link that loses most, 0 to 1
     * @param pauseNanos the longest time for which a process stood still
     */
    public record Network(OptionalLong roundTripNanos, double loss, long pauseNanos) {
        /** Nothing is known. */
        public static final Network UNKNOWN = new Network(OptionalLong.empty(), 0, 0);

        /**
         * The round trip to its quorum of the member that has the shortest.
         *
         * @param delayNanos what a message takes on a link; empty when nobody knows
         * @return empty when no member's is known
         */
        public static OptionalLong roundTrip(List<NodeId> members, Function<Link, OptionalLong> delayNanos) {
            int others = Quorum.of(members.size()) - 1;
            return members.stream()
                    .map(node -> trips(node, members, delayNanos))
                    .filter(trips -> trips.length >= others && others > 0)
                    .mapToLong(trips -> trips[others - 1])
                    .min();
        }

        private static long[] trips(NodeId node, List<NodeId> members, Function<Link, OptionalLong> delayNanos) {
            return members.stream()
                    .filter(peer -> !peer.equals(node))
                    .map(peer -> new Link(node, peer))
                    .filter(link -> delayNanos.apply(link).isPresent()
                            && delayNanos.apply(link.reversed()).isPresent())
                    .mapToLong(link -> delayNanos.apply(link).getAsLong()
                            + delayNanos.apply(link.reversed()).getAsLong())
                    .sorted()
                    .toArray();
        }

        long trip() {
            return roundTripNanos.orElse(0);
        }
    }

    /** How bad it is, the worst first. */
    public enum Severity {
        /** No leader stays, or none is elected. */
        FAILS,
        /** Leaders change again and again. */
        FLAPS,
        /** One loss or one delay changes the leader. */
        NEAR,
        /** It works, but other than people expect. */
        ODD
    }

    /**
     * Two times that do not fit.
     *
     * @param what the two times, and what happens
     * @param remedy a line of the fault language that changes it, or two
     */
    public record Misfit(Severity severity, String what, String remedy) {
        /** Both in one sentence. */
        public String text() {
            return what + "; better: " + remedy;
        }
    }

    public TimingRequirement {
        settings = List.copyOf(settings);
    }

    /** Of a cluster whose members have the same settings, and of whose network nothing is known. */
    public static TimingRequirement of(Settings all, int members) {
        return new TimingRequirement(Collections.nCopies(members, all), Network.UNKNOWN);
    }

    /** What does not fit, the worst first; nothing in a cluster of one, which needs no heartbeats. */
    public List<Misfit> misfits() {
        List<Misfit> all = new ArrayList<>();
        if (settings.size() > 1) {
            heartbeat().ifPresent(all::add);
            window().ifPresent(all::add);
            roundTrip().ifPresent(all::add);
            spread().ifPresent(all::add);
            loss().ifPresent(all::add);
            pause().ifPresent(all::add);
        }
        all.sort(Comparator.comparing(Misfit::severity));
        return all;
    }

    /** What was measured beside the least timeout, in one line for a screen. */
    public String measured() {
        String trip = network.roundTripNanos.isPresent() ? shown(network.trip()) : "unknown";
        return "timeout " + shown(quickest().electionNanosMin()) + "; heartbeat " + shown(slowestBeat()) + ", RTT "
                + trip + ", pause " + shown(network.pauseNanos) + ", loss " + percent(network.loss);
    }

    private Settings quickest() {
        return settings.stream()
                .min(Comparator.comparingLong(Settings::electionNanosMin))
                .orElseThrow();
    }

    private long slowestBeat() {
        return settings.stream().mapToLong(Settings::heartbeatNanos).max().orElseThrow();
    }

    private Optional<Misfit> heartbeat() {
        long beat = slowestBeat();
        Settings quickest = quickest();
        String head = "a heartbeat of " + shown(beat) + " is ";
        String timeout = "the election timeout of " + range(quickest);
        String remedy = either(beatWithin(quickest), timeoutAbove(beat));
        if (beat >= quickest.electionNanosMax()) {
            return fails(head + "not below " + timeout + ": followers campaign before they hear one", remedy);
        }
        if (beat >= quickest.electionNanosMin()) {
            return flaps(head + "within " + timeout + ": followers campaign before they hear one", remedy);
        }
        return 2 * beat <= quickest.electionNanosMin()
                ? Optional.empty()
                : near(head + "near " + timeout + ": one that is lost or late makes a follower campaign", remedy);
    }

    /** Of the leader whose window leaves the least room. */
    private Optional<Misfit> window() {
        return settings.stream()
                .filter(Settings::checkQuorum)
                .min(Comparator.comparingLong(one -> one.effectiveQuorumWindowNanos() - one.heartbeatNanos()))
                .flatMap(this::window);
    }

    private Optional<Misfit> window(Settings one) {
        long window = one.effectiveQuorumWindowNanos();
        long gap = Math.max(one.heartbeatNanos(), network.trip());
        boolean trip = network.trip() > one.heartbeatNanos();
        String head = "a quorum window of " + shown(window) + " is ";
        String other = (trip ? "the round trip of " : "the heartbeat of ") + shown(gap);
        long needed = ROOM * gap + one.heartbeatNanos();
        boolean defaultFits = one.withQuorumWindow(0).effectiveQuorumWindowNanos() >= gap + one.heartbeatNanos();
        String remedy = defaultFits ? "set window default" : "set window " + typed(Math.min(needed, INTERVAL_MAX));
        if (window <= gap) {
            return fails(head + "not above " + other + ": a leader steps down before it can be answered", remedy);
        }
        return window >= gap + one.heartbeatNanos()
                ? Optional.empty()
                : near(head + "near " + other + ": one lost answer makes a leader step down", remedy);
    }

    private Optional<Misfit> roundTrip() {
        long trip = network.trip();
        Settings quickest = quickest();
        String head = "a round trip of " + shown(trip) + " is ";
        String timeout = "the election timeout of " + range(quickest);
        String remedy = timeoutAbove(Math.max(trip, slowestBeat()));
        String before = ": a candidate's timeout ends before its votes come";
        if (trip >= quickest.electionNanosMax()) {
            return fails(head + "not below " + timeout + before, remedy);
        }
        if (trip >= quickest.electionNanosMin()) {
            return flaps(head + "within " + timeout + before, remedy);
        }
        if (2 * trip > quickest.electionNanosMin()) {
            return near(head + "near " + timeout + ": candidates overlap and split the vote", remedy);
        }
        long beat = slowestBeat();
        return trip <= beat
                ? Optional.empty()
                : misfit(
                        Severity.ODD,
                        head + "above the heartbeat of " + shown(beat) + ": several heartbeats are under way together",
                        "set heartbeat " + typed(Math.min(trip, quickest.electionNanosMin() / 2)));
    }

    /** The randomness of §9.3: without it all candidates stand at once, again and again. */
    private Optional<Misfit> spread() {
        Settings quickest = quickest();
        long spread = quickest.electionNanosMax() - quickest.electionNanosMin();
        long least = Math.min(quickest.electionNanosMin(), INTERVAL_MAX / 2);
        // Where the whole timeout is too short for the round trip, that is said already.
        return spread > network.trip() / 2 || 2 * network.trip() > quickest.electionNanosMin()
                ? Optional.empty()
                : flaps(
                        "an election timeout of " + range(quickest)
                                + " varies too little: followers campaign at the same time and split the vote",
                        timeout(least));
    }

    private Optional<Misfit> loss() {
        long beat = slowestBeat();
        long least = quickest().electionNanosMin();
        long inRow = Math.max(1, least / beat);
        double aMinute = timesAMinute(inRow);
        if (network.loss <= 0 || aMinute < 1) {
            return Optional.empty();
        }
        long enough = inRow;
        while (enough < LOST_MAX && timesAMinute(enough) >= 1.0 / 60) {
            enough++;
        }
        String happens = inRow == 1 ? "a heartbeat is lost" : inRow + " heartbeats in a row are lost";
        return misfit(
                aMinute >= 10 ? Severity.FLAPS : Severity.NEAR,
                "at a loss of " + percent(network.loss) + " " + happens + " about " + Math.round(aMinute)
                        + " times a minute, and a follower campaigns",
                timeout(enough * beat));
    }

    private double timesAMinute(long inRow) {
        return MINUTE_NANOS / slowestBeat() * Math.pow(network.loss, inRow);
    }

    private Optional<Misfit> pause() {
        Settings quickest = quickest();
        long least = quickest.electionNanosMin();
        return network.pauseNanos < least || network.pauseNanos > OUTAGE * least
                ? Optional.empty()
                : near(
                        "a pause of " + shown(network.pauseNanos) + " is not below the least election timeout of "
                                + shown(least) + ": it looks like a dead leader",
                        timeout(2 * network.pauseNanos));
    }

    private static Optional<Misfit> fails(String what, String remedy) {
        return misfit(Severity.FAILS, what, remedy);
    }

    private static Optional<Misfit> flaps(String what, String remedy) {
        return misfit(Severity.FLAPS, what, remedy);
    }

    private static Optional<Misfit> near(String what, String remedy) {
        return misfit(Severity.NEAR, what, remedy);
    }

    private static Optional<Misfit> misfit(Severity severity, String what, String remedy) {
        return Optional.of(new Misfit(severity, what, remedy));
    }

    /** Empty when no heartbeat is short enough. */
    private static String beatWithin(Settings quickest) {
        long beat = quickest.electionNanosMin() / ROOM / MILLI * MILLI;
        return beat == 0 ? "" : "set heartbeat " + typed(beat);
    }

    private static String timeoutAbove(long nanos) {
        return timeout(ROOM * nanos);
    }

    private static String timeout(long least) {
        long round = roundUp(least);
        return "set election " + typed(Math.min(round, INTERVAL_MAX)) + ".." + typed(Math.min(2 * round, INTERVAL_MAX));
    }

    /** To two digits of milliseconds: nobody needs a timeout of 8,088 ms. */
    private static long roundUp(long nanos) {
        long step = MILLI;
        while (nanos >= 100 * step) {
            step *= 10;
        }
        return (nanos + step - 1) / step * step;
    }

    private static String either(String one, String other) {
        return one.isEmpty() ? other : one + ", or " + other;
    }

    /** As the fault language takes it: whole seconds where that is what it is, else whole milliseconds, 1 at least. */
    private static String typed(long nanos) {
        long millis = Math.max(1, (nanos + MILLI - 1) / MILLI);
        return millis % 1_000 == 0 ? millis / 1_000 + "s" : millis + "ms";
    }

    private static String range(Settings one) {
        return Amounts.range(one.electionNanosMin(), one.electionNanosMax());
    }

    /** To a tenth of a millisecond, and a whole one above ten: what is measured is not more exact. */
    private static String shown(long nanos) {
        long step = nanos < 10 * MILLI ? MILLI / 10 : MILLI;
        return Amounts.time(Math.round(nanos / (double) step) * step);
    }

    private static String percent(double share) {
        return Math.round(100 * share) + "%";
    }
}
