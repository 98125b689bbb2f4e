package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.StoreFact.StoreOpened;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.text.CleanText;
import dev.raftbeat.world.ClusterSnapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/**
 * What was done to a cluster, by hand or otherwise, and when: kept from its facts alone, and written as a scenario. Owned
 * by one thread.
 */
public final class ScriptRecorder {
    /** Longer gaps are written as several lines: the language knows no time above a day. */
    private static final long RUN_NANOS_MAX = 86_400L * 1_000_000_000L;

    private final List<NodeId> members;
    private final List<Done> deeds = new ArrayList<>();
    private Optional<Settings> settings = Optional.empty();
    private Optional<String> guard = Optional.empty();
    private OptionalLong beganNanos = OptionalLong.empty();
    private long number;
    private long unsaid;
    private List<NodeId> same = List.of();

    /**
     * A line that was carried out.
     *
     * @param named with names, as it was told
     * @param roles the same by roles, as things stood; equal to {@code named} where there is nothing to say so by
     */
    private record Done(long tNanos, String named, String roles, boolean sayable) {
        private String told() {
            return named + " at " + Amounts.moment(tNanos);
        }
    }

    /**
     * A scenario in the making.
     *
     * @param roles its text, with roles for names
     * @param named its text, with names
     * @param done what was carried out, with names and times, in order
     * @param unsaid how many deeds the language has no line for: those on single messages
     */
    public record Script(String roles, String named, List<String> done, long unsaid) {
        public Script {
            done = List.copyOf(done);
        }
    }

    /** @param members in the order people count them */
    public ScriptRecorder(List<NodeId> members) {
        this.members = List.copyOf(members);
    }

    /** @param picture the cluster before this fact; asked for only where something was done */
    public void hear(StampedFact fact, Supplier<ClusterSnapshot> picture) {
        if (beganNanos.isEmpty()) {
            beganNanos = OptionalLong.of(fact.tNanos());
        }
        if (fact.fact() instanceof StoreOpened opened) {
            guard = Optional.of(opened.guard());
        } else if (fact.fact() instanceof Booted booted && settings.isEmpty()) {
            settings = Optional.of(booted.settings());
        } else if (fact.fact() instanceof FaultBegan began && began.fault() > number) {
            // What is heard twice was done once.
            number = began.fault();
            done(fact.tNanos(), began, picture.get());
        }
    }

    private void done(long tNanos, FaultBegan began, ClusterSnapshot picture) {
        Optional<Fault> line =
                FaultLanguage.told(began).flatMap(this::renumbered).filter(this::isLine);
        if (line.isPresent()) {
            Fault roles = new RoleNames(picture, members, same).of(line.get());
            deeds.add(new Done(tNanos, line.get().text(), roles.text(), true));
        } else {
            unsaid++;
            deeds.add(new Done(tNanos, began.text(), began.text(), false));
        }
        if (!began.nodes().isEmpty()) {
            same = began.nodes();
        }
    }

    /** Whether a line means something in this cluster; in somebody else's recording it may name who is no member. */
    private boolean isLine(Fault line) {
        return isScenario("cluster " + members.size() + "\n" + line.text());
    }

    private static boolean isScenario(String text) {
        try {
            Scenario ignored = ScenarioParser.parse("saved", text);
            return true;
        } catch (ScenarioSyntaxException e) {
            return false;
        }
    }

    /** What cannot be said is not counted when the scenario is played. Nothing, where no line before this is meant. */
    private Optional<Fault> renumbered(Fault line) {
        if (!(line.value() instanceof FaultValue.Number ended)) {
            return Optional.of(line);
        }
        long number = ended.number().orElse(0) - unsaid;
        return number < 1 ? Optional.empty() : Optional.of(line.with(new FaultValue.Number(OptionalLong.of(number))));
    }

    /**
     * What was done until now, as a scenario.
     *
     * @param seed of the run, where it has one: then every time is exact, and the same run comes of it
     */
    public Script script(OptionalLong seed, long nowNanos) {
        List<String> done = deeds.stream().filter(Done::sayable).map(Done::told).toList();
        return new Script(text(seed, nowNanos, true), text(seed, nowNanos, false), done, unsaid);
    }

    private String text(OptionalLong seed, long nowNanos, boolean roles) {
        List<String> lines = new ArrayList<>();
        lines.add("# Saved from the screen: what was done by hand, and when.");
        lines.add(cluster(seed));
        long at = beganNanos.orElse(nowNanos);
        boolean led = false;
        for (Done deed : deeds) {
            String line = roles ? deed.roles : deed.named;
            // Without a seed nobody knows when the first is elected.
            if (seed.isEmpty() && (!led || line.contains("leader"))) {
                lines.add("run until leader");
                led = true;
            }
            run(lines, deed.tNanos - at, seed.isPresent());
            at = deed.tNanos;
            lines.add(deed.sayable ? line : "# by hand, and not of the language: " + CleanText.line(line));
        }
        run(lines, nowNanos - at, seed.isPresent());
        return String.join("\n", lines) + "\n";
    }

    private static void run(List<String> lines, long nanos, boolean exact) {
        long left = exact ? nanos : nanos / 1_000_000 * 1_000_000;
        while (left > 0) {
            long step = Math.min(left, RUN_NANOS_MAX);
            lines.add("run " + TypedDuration.ofNanos(step));
            left -= step;
        }
    }

    private String cluster(OptionalLong seed) {
        Settings all = settings.orElse(Pace.LAN.settings());
        List<String> words = new ArrayList<>(List.of("cluster", Integer.toString(members.size())));
        Optional<Pace> pace = pace(all);
        if (pace.isPresent()) {
            words.addAll(List.of("pace", pace.get().word()));
        } else {
            words.addAll(List.of(
                    "heartbeat", TypedDuration.ofNanos(all.heartbeatNanos()).toString()));
            words.addAll(List.of(
                    "election",
                    TypedDuration.ofNanos(all.electionNanosMin()) + ".."
                            + TypedDuration.ofNanos(all.electionNanosMax())));
        }
        words.addAll(List.of("prevote", all.preVote() ? "on" : "off"));
        words.addAll(List.of("checkquorum", all.checkQuorum() ? "on" : "off"));
        if (all.evidence() != Pace.LAN.settings().evidence()) {
            words.addAll(List.of("evidence", all.evidence() ? "on" : "off"));
        }
        if (all.quorumWindowNanos() != 0) {
            words.addAll(List.of(
                    "window", TypedDuration.ofNanos(all.quorumWindowNanos()).toString()));
        }
        if (all.lastLogIndex() != 0 || all.lastLogTerm() != 0) {
            words.addAll(List.of("log", all.lastLogIndex() + "@" + all.lastLogTerm()));
        }
        guard.filter(this::isGuard).ifPresent(text -> words.addAll(List.of("store", text)));
        seed.ifPresent(number -> words.addAll(List.of("seed", Long.toString(number))));
        return String.join(" ", words);
    }

    private boolean isGuard(String text) {
        return text.lines().count() == 1 && isScenario("cluster " + members.size() + " store " + text);
    }

    private static Optional<Pace> pace(Settings all) {
        for (Pace pace : Pace.values()) {
            Settings one = pace.settings();
            if (one.heartbeatNanos() == all.heartbeatNanos()
                    && one.electionNanosMin() == all.electionNanosMin()
                    && one.electionNanosMax() == all.electionNanosMax()) {
                return Optional.of(pace);
            }
        }
        return Optional.empty();
    }
}
