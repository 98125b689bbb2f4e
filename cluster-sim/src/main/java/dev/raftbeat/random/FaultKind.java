package dev.raftbeat.random;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.fault.word.ShapeWords;
import dev.raftbeat.fault.word.StoreWords;
import dev.raftbeat.fault.word.TimerWords;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The kinds of fault that a nemesis may mix, each by its name. What it draws are lines of the fault language. */
public enum FaultKind {
    KILL("nodes end at once, a leader or a whole majority among them", ProcessWords.KILL),
    PAUSE("nodes freeze", ProcessWords.PAUSE),
    PARTITION("groups that cannot hear each other", ShapeWords.PARTITION, ShapeWords.ISOLATE),
    ONE_WAY("links cut one way: nodes that are deaf, or mute", LinkWords.CUT),
    PARTIAL(
            "bridges, stars, rings and chains: everybody hears somebody, and nobody hears all",
            ShapeWords.BRIDGE,
            ShapeWords.STAR,
            ShapeWords.RING,
            ShapeWords.MAJORITIES_RING,
            ShapeWords.CHAIN),
    FLAP("links that come and go", LinkWords.FLAP),
    LOSS("messages lost by chance", LinkWords.LOSE),
    SLOW("messages that take longer", LinkWords.SLOW),
    DISORDER("messages twice, and out of order", LinkWords.DUPLICATE, LinkWords.REORDER),
    SOCKET("connections reset, or open and never read", LinkWords.RESET, LinkWords.BLACKHOLE),
    DISK("saves that neither end nor fail", StoreWords.STALL_DISK),
    SKEW("clocks that run too fast or too slow", TimerWords.SKEW),
    PACKETS(
            "packets dropped, lost or rejected by the kernel, one way or both",
            PacketWords.DROP_PACKETS,
            PacketWords.LOSE_PACKETS,
            PacketWords.REJECT_PACKETS),
    UNPLUG("hosts off their network", HostWords.UNPLUG),
    RATE("hosts that send at modem speed", HostWords.LIMIT_RATE),
    CPU("a tenth of a processor", HostWords.LIMIT_CPU),
    CLOCK("wall clocks that jump, which must change nothing", HostWords.SHIFT_CLOCK);

    private final String meaning;
    private final List<FaultWord> words;

    FaultKind(String meaning, FaultWord... words) {
        this.meaning = meaning;
        this.words = List.of(words);
    }

    /** As it is typed: {@code one-way}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it does, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** Whether such a world has all its words. */
    public boolean worksOn(WorldKind world) {
        return words.stream().allMatch(word -> word.worlds().contains(world));
    }

    /** All that such a world can do, in the order of this table. */
    public static Set<FaultKind> of(WorldKind world) {
        Set<FaultKind> all = EnumSet.allOf(FaultKind.class);
        all.removeIf(mischief -> !mischief.worksOn(world));
        return all;
    }

    public static Optional<FaultKind> named(String word) {
        return Arrays.stream(values())
                .filter(mischief -> mischief.word().equals(word))
                .findFirst();
    }

    /** One line of the fault language; of three nodes or more. */
    String draw(RandomGenerator random) {
        return switch (this) {
            case KILL -> "kill " + pick(random, "one", "one", "leader", "leader", "follower", "minority", "majority");
            case PAUSE -> "pause " + pick(random, "one", "leader", "leader", "follower", "minority");
            case PARTITION -> pick(random, "partition", "partition minority | rest", "isolate leader", "isolate one");
            case ONE_WAY ->
                "cut " + pick(random, "all -> one", "one -> all", "all -> leader", "leader -> one", "one -> leader");
            case PARTIAL ->
                pick(random, "bridge one", "star one", "ring", "majorities-ring", "chain", "cut leader <-> follower");
            case FLAP -> "flap " + pick(random, "one -> all", "all -> one", "leader <-> follower") + " every 1E";
            case LOSS ->
                "lose " + (10 + 10 * random.nextInt(6)) + "% "
                        + pick(random, "all -> all", "all -> one", "leader -> all");
            case SLOW ->
                "slow " + pick(random, "all -> all", "leader -> all", "one -> all") + " "
                        + pick(random, "0.1E +-0.1E", "0.3E +-0.1E", "0.8E +-0.4E");
            case DISORDER ->
                pick(random, "duplicate 30% all -> all", "reorder 30% all -> all", "reorder 60% leader -> all");
            case SOCKET ->
                pick(
                        random,
                        "reset one <-> all",
                        "reset leader <-> all",
                        "blackhole one -> all",
                        "blackhole all -> one");
            case DISK -> "stall disk " + pick(random, "one", "follower", "leader");
            case SKEW -> "skew one " + pick(random, "-20%", "-5%", "+5%", "+20%");
            case PACKETS -> packets(random);
            case UNPLUG -> "unplug " + pick(random, "one", "leader", "minority");
            case RATE ->
                "limit rate " + pick(random, "one", "leader") + " " + pick(random, "8kbit", "16kbit", "64kbit");
            case CPU -> "limit cpu " + pick(random, "one", "leader") + " 10%";
            case CLOCK ->
                "shift clock " + pick(random, "one", "leader", "follower") + " "
                        + pick(random, "+1h", "-1h", "+5s", "-1s");
        };
    }

    private static String packets(RandomGenerator random) {
        String links = pick(random, "all -> one", "one -> all", "all -> leader", "leader <-> follower", "one <-> all");
        String deed = pick(random, "drop packets ", "drop packets ", "reject packets ", "lose packets 20% ");
        return deed + links;
    }

    private static String pick(RandomGenerator random, String... from) {
        return from[random.nextInt(from.length)];
    }
}
