package dev.raftbeat.cli.option;

import dev.raftbeat.node.ControlLines;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say how elections are held; the values are written as in the fault language's {@code set} lines. */
public final class SettingsOptions {

    @Option(names = "--heartbeat", paramLabel = "TIME", description = "Heartbeat interval of a leader, such as 50ms.")
    private String heartbeat;

    @Option(
            names = "--election",
            paramLabel = "RANGE",
            description = "Range of random election timeouts, such as 150..300ms.")
    private String election;

    @Option(
            names = "--prevote",
            paramLabel = "on|off",
            description = "PreVote: ask before raising the term (default on).")
    private String preVote;

    @Option(
            names = "--checkquorum",
            paramLabel = "on|off",
            description = "CheckQuorum: a leader without a quorum steps down (default on).")
    private String checkQuorum;

    @Option(
            names = "--evidence",
            paramLabel = "on|off",
            description = "Evidence: ask before the timer when the leader is known to be gone (default on).")
    private String evidence;

    /** @throws UserError when a value is not understood */
    public Settings over(Settings base) {
        List<String> lines = new ArrayList<>();
        add(lines, "heartbeat", heartbeat);
        add(lines, "election", election);
        add(lines, "prevote", preVote);
        add(lines, "checkquorum", checkQuorum);
        add(lines, "evidence", evidence);
        Settings settings = base;
        for (String line : lines) {
            try {
                settings = ControlLines.settings(List.of(line), settings);
            } catch (IllegalArgumentException e) {
                throw UserError.usage("--" + line.substring("set ".length()) + ": " + e.getMessage());
            }
        }
        return settings;
    }

    private static void add(List<String> lines, String what, String value) {
        if (value != null) {
            lines.add("set " + what + " " + value);
        }
    }
}
