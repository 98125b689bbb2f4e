package dev.raftbeat.node;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.SettingWords;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a world tells a node through its control endpoint, as resolved lines of the fault language. The first line may
 * name the fact that asked for it: {@code by world:1:17}.
 */
public final class ControlLines {
    private static final String BY = "by ";
    private static final int SHOWN_MAX = 80;

    private ControlLines() {}

    /** Settings in full, so that giving them again changes nothing. */
    public static List<String> of(Settings settings, Optional<FactId> cause) {
        List<String> lines = opening(cause);
        lines.add("set heartbeat " + TypedDuration.ofNanos(settings.heartbeatNanos()));
        lines.add("set election " + TypedDuration.ofNanos(settings.electionNanosMin()) + ".."
                + TypedDuration.ofNanos(settings.electionNanosMax()));
        lines.add("set prevote " + (settings.preVote() ? "on" : "off"));
        lines.add("set checkquorum " + (settings.checkQuorum() ? "on" : "off"));
        lines.add("set evidence " + (settings.evidence() ? "on" : "off"));
        long window = settings.quorumWindowNanos();
        lines.add("set window "
                + (window == 0 ? "default" : TypedDuration.ofNanos(window).toString()));
        lines.add("set priority all " + settings.priority());
        lines.add("set log all " + settings.lastLogIndex() + "@" + settings.lastLogTerm());
        return lines;
    }

    public static List<String> of(Command command, NodeId node, Optional<FactId> cause) {
        List<String> lines = opening(cause);
        if (command instanceof Command.Configure configure) {
            lines.addAll(of(configure.settings(), Optional.empty()));
        } else if (command instanceof Command.CampaignNow) {
            lines.add("campaign " + node);
        } else if (command instanceof Command.TransferTo transfer) {
            lines.add("transfer " + transfer.target());
        } else if (command instanceof Command.AlignTimer align) {
            lines.add("align timers " + align.drawNanos());
        } else if (command instanceof Command.SpreadTimer) {
            lines.add("spread timers");
        } else {
            throw new IllegalArgumentException("no line says " + command);
        }
        return lines;
    }

    public static List<String> collect(NodeId node, Optional<FactId> cause) {
        List<String> lines = opening(cause);
        lines.add("collect " + node);
        return lines;
    }

    public static List<String> reset(Link link) {
        return List.of("reset " + link);
    }

    private static List<String> opening(Optional<FactId> cause) {
        List<String> lines = new ArrayList<>();
        cause.ifPresent(id -> lines.add(BY + id));
        return lines;
    }

    /** @throws IllegalArgumentException when the first line names a cause, and not as facts are named */
    static Optional<FactId> cause(List<String> lines) {
        boolean named = !lines.isEmpty() && lines.get(0).startsWith(BY);
        return named ? Optional.of(FactId.parse(lines.get(0).substring(BY.length()))) : Optional.empty();
    }

    static List<String> body(List<String> lines) {
        return cause(lines).isPresent() ? lines.subList(1, lines.size()) : lines;
    }

    /**
     * Reads a line for one node, whose name it bears where it bears any.
     *
     * @throws IllegalArgumentException in a sentence, when it is no command, or for another node
     */
    static Command command(String line, NodeId self) {
        String[] words = line.split("\\s+");
        if (isFor(self, words, "campaign")) {
            return new Command.CampaignNow();
        }
        if (words.length == 2 && words[0].equals("transfer")) {
            return new Command.TransferTo(new NodeId(words[1]));
        }
        if (words.length == 3 && line.startsWith("align timers ")) {
            return new Command.AlignTimer(timeout(words[2]));
        }
        if (line.equals("spread timers")) {
            return new Command.SpreadTimer();
        }
        throw new IllegalArgumentException("\"" + shown(line) + "\" is no command for " + self
                + ": campaign, transfer, align timers, spread timers, collect or reset");
    }

    static boolean isCollect(String line, NodeId self) {
        return isFor(self, line.split("\\s+"), "collect");
    }

    private static boolean isFor(NodeId self, String[] words, String word) {
        return words.length == 2 && words[0].equals(word) && words[1].equals(self.name());
    }

    /**
     * The other end of the link that {@code reset n1 -> n3} names, told to either end.
     *
     * @return empty when the line is no such command
     * @throws IllegalArgumentException when this node is no end of the link
     */
    static Optional<NodeId> peerToReset(String line, NodeId self) {
        String[] words = line.split("\\s+");
        if (!words[0].equals("reset")) {
            return Optional.empty();
        }
        boolean link = words.length == 4 && (words[2].equals("->") || words[2].equals("<->"));
        if (!link || !(words[1].equals(self.name()) || words[3].equals(self.name()))) {
            throw new IllegalArgumentException(
                    "\"" + shown(line) + "\" names no link of " + self + ": reset FROM -> TO");
        }
        return Optional.of(new NodeId(words[1].equals(self.name()) ? words[3] : words[1]));
    }

    private static long timeout(String text) {
        // As many digits as a day has in nanoseconds.
        if (!text.matches("[1-9]\\d{0,13}")) {
            throw new IllegalArgumentException(
                    "\"align timers\" takes an election timeout in nanoseconds, not \"" + shown(text) + "\"");
        }
        return Long.parseLong(text);
    }

    /** So much of what came as fits a sentence. */
    private static String shown(String text) {
        String start = text.length() > SHOWN_MAX ? text.substring(0, SHOWN_MAX) + "..." : text;
        return start.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * The present settings with these lines applied in turn.
     *
     * @throws IllegalArgumentException in a sentence, at the first line that is no setting
     */
    public static Settings settings(List<String> lines, Settings present) {
        Settings settings = present;
        for (String line : body(lines)) {
            try {
                Fault fault = FaultLanguage.parse(line);
                if (!fault.word().isSetting()) {
                    throw new IllegalArgumentException("\"" + shown(line) + "\" is not a setting");
                }
                if (fault.word() == SettingWords.SET_DEFAULTS || fault.word() == SettingWords.SET_PACE) {
                    throw new IllegalArgumentException("\"" + line + "\" is not resolved");
                }
                settings = fault.applyTo(settings, settings);
            } catch (FaultSyntaxException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return settings;
    }
}
