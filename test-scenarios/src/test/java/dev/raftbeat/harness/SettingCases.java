package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.fault.word.SettingWords;
import dev.raftbeat.fault.word.TimerWords;
import dev.raftbeat.harness.FaultContract.Case;
import dev.raftbeat.protocol.LifeFact.CommandRefused;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecamePreCandidate;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** The words that stay, and {@code set defaults}. */
final class SettingCases {
    private static final long MILLI = 1_000_000L;

    private SettingCases() {}

    static List<Case> all() {
        return List.of(
                Case.of(SettingCases::preVote, SettingWords.SET_PREVOTE, SettingWords.SET_DEFAULTS),
                Case.of(
                        stage -> onAll(stage, "set checkquorum off", was -> was.withCheckQuorum(false)),
                        SettingWords.SET_CHECKQUORUM,
                        SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::evidence, SettingWords.SET_EVIDENCE, SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::election, SettingWords.SET_ELECTION, SettingWords.SET_DEFAULTS),
                Case.of(
                        stage -> onAll(stage, "set heartbeat 40ms", was -> was.withHeartbeat(40 * MILLI)),
                        SettingWords.SET_HEARTBEAT,
                        SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::window, SettingWords.SET_WINDOW, SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::log, SettingWords.SET_LOG, SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::priority, SettingWords.SET_PRIORITY, SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::pace, SettingWords.SET_PACE, SettingWords.SET_DEFAULTS),
                Case.of(SettingCases::timers, TimerWords.ALIGN_TIMERS, TimerWords.SPREAD_TIMERS));
    }

    private static Settings of(Stage stage, NodeId node) {
        return stage.heard().picture().node(node).orElseThrow().settings().orElseThrow();
    }

    /** Sets something everywhere, and waits until every node has told that it has it. */
    private static long set(Stage stage, String line, UnaryOperator<Settings> change) {
        Settings wanted = change.apply(stage.settings());
        long before = stage.now();
        long mark = stage.apply(line);
        stage.await(
                "all have " + wanted,
                () -> stage.members().stream().allMatch(node -> of(stage, node).equals(wanted)));
        assertThat(stage.heard().all(SettingsChanged.class, before))
                .hasSizeGreaterThanOrEqualTo(stage.members().size());
        return mark;
    }

    private static void evidence(Stage stage) {
        boolean other = !stage.settings().evidence();
        onAll(stage, "set evidence " + (other ? "on" : "off"), was -> was.withEvidence(other));
    }

    private static void defaults(Stage stage) {
        set(stage, "set defaults", was -> was);
    }

    private static void onAll(Stage stage, String line, UnaryOperator<Settings> change) {
        set(stage, line, change);
        stage.apply("heal");
        assertThat(stage.members())
                .as("settings stay through heal")
                .allMatch(node -> of(stage, node).equals(change.apply(stage.settings())));
        defaults(stage);
    }

    private static void preVote(Stage stage) {
        NodeId node = stage.cast().follower();
        Heard heard = stage.heard();
        long mark = set(stage, "set prevote off", was -> was.withPreVote(false));
        stage.awaitTrying(
                node + " campaigns without asking first",
                "campaign " + node,
                () -> heard.any(node, BecameCandidate.class, fact -> true, mark));
        assertThat(heard.by(node, BecamePreCandidate.class, mark)).isEmpty();
        defaults(stage);
    }

    private static List<Long> draws(Stage stage, NodeId node, long since) {
        return stage.heard().by(node, TimerArmed.class, since).stream()
                .map(TimerArmed::drawNanos)
                .toList();
    }

    private static void awaitDraws(Stage stage, long since) {
        stage.await(
                "nearly all arm their timers",
                () -> stage.members().stream()
                                .filter(node -> draws(stage, node, since).size() >= 2)
                                .count()
                        >= stage.members().size() - 1);
    }

    private static Set<Long> allDraws(Stage stage, long since) {
        return stage.members().stream()
                .flatMap(node -> draws(stage, node, since).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void election(Stage stage) {
        long mark = set(stage, "set election 400..500ms", was -> was.withElection(400 * MILLI, 500 * MILLI));
        awaitDraws(stage, mark);
        assertThat(allDraws(stage, mark)).allMatch(draw -> draw >= 400 * MILLI && draw < 500 * MILLI);
        defaults(stage);
    }

    private static void window(Stage stage) {
        set(stage, "set window 700ms", was -> was.withQuorumWindow(700 * MILLI));
        set(stage, "set window default", was -> was.withQuorumWindow(0));
        set(stage, "set window 2E", was -> was.withQuorumWindow(2 * was.electionNanosMax()));
        defaults(stage);
    }

    private static void log(Stage stage) {
        NodeId node = stage.cast().follower();
        stage.apply("set log " + node + " 5@2");
        stage.await(
                node + " has its log",
                () -> of(stage, node).equals(stage.settings().withLog(5, 2)));
        assertThat(stage.members().stream().filter(other -> !other.equals(node)))
                .as("the others keep theirs")
                .allMatch(other -> of(stage, other).equals(stage.settings()));
        stage.apply("set defaults on " + node);
        stage.await(node + " has no log", () -> of(stage, node).equals(stage.settings()));
    }

    private static void priority(Stage stage) {
        NodeId node = stage.cast().follower();
        Heard heard = stage.heard();
        stage.apply("set priority " + node + " 0");
        stage.await(
                node + " has its priority",
                () -> of(stage, node).equals(stage.settings().withPriority(0)));
        assertThat(stage.members().stream().filter(other -> !other.equals(node)))
                .as("the others keep theirs")
                .allMatch(other -> of(stage, other).equals(stage.settings()));
        long mark = stage.now();
        assertThat(stage.refused("campaign " + node)).contains("priority 0");
        stage.await(node + " refuses to campaign", () -> heard.any(node, CommandRefused.class, fact -> true, mark));
        assertThat(heard.by(node, BecamePreCandidate.class, mark)).isEmpty();
        stage.apply("set defaults on " + node);
        stage.await(node + " has the usual priority", () -> of(stage, node).equals(stage.settings()));
    }

    private static void pace(Stage stage) {
        Settings slow = Pace.CLASS.settings();
        long mark = set(
                stage,
                "set pace class",
                was -> was.withHeartbeat(slow.heartbeatNanos())
                        .withElection(slow.electionNanosMin(), slow.electionNanosMax()));
        stage.await(
                "a timer is armed at that pace", () -> !allDraws(stage, mark).isEmpty());
        assertThat(allDraws(stage, mark)).allMatch(draw -> draw >= slow.electionNanosMin());
        defaults(stage);
    }

    private static void timers(Stage stage) {
        long aligned = stage.apply("align timers");
        awaitDraws(stage, aligned);
        assertThat(allDraws(stage, aligned))
                .as("draws while timers are aligned")
                .hasSize(1)
                .allMatch(draw -> draw >= stage.settings().electionNanosMin()
                        && draw < stage.settings().electionNanosMax());
        long spread = stage.apply("spread timers");
        stage.await("draws differ again", () -> allDraws(stage, spread).size() >= 2);
    }
}
