package dev.raftbeat.node;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultLanguage;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.SettingValue;
import dev.raftbeat.fault.Span;
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

    private ControlLines() {}

    /** Settings in full, so that giving them again changes nothing. */
    public static List<String> of(Settings settings, Optional<FactId> cause) {
        List<String> lines = opening(cause);
        lines.add("set heartbeat " + Span.ofNanos(settings.heartbeatNanos()));
        lines.add("set election " + Span.ofNanos(settings.electionNanosMin()) + ".."
                + Span.ofNanos(settings.electionNanosMax()));
        lines.add("set prevote " + (settings.preVote() ? "on" : "off"));
        lines.add("set checkquorum " + (settings.checkQuorum() ? "on" : "off"));
        long window = settings.quorumWindowNanos();
        lines.add(
                "set window " + (window == 0 ? "default" : Span.ofNanos(window).toString()));
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
        } else {
            lines.add("spread timers");
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

    static Optional<FactId> cause(List<String> lines) {
        boolean named = !lines.isEmpty() && lines.get(0).startsWith(BY);
        return named ? Optional.of(FactId.parse(lines.get(0).substring(BY.length()))) : Optional.empty();
    }

    static List<String> body(List<String> lines) {
        return cause(lines).isPresent() ? lines.subList(1, lines.size()) : lines;
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
                if (!(fault instanceof Fault.Setting setting)) {
                    throw new IllegalArgumentException("\"" + line + "\" is not a setting");
                }
                settings = apply(setting, settings);
            } catch (FaultSyntaxException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        return settings;
    }

    private static Settings apply(Fault.Setting setting, Settings settings) {
        SettingValue value = setting.value();
        long e = settings.electionNanosMax();
        if (value instanceof SettingValue.OnOff onOff) {
            return setting.word() == FaultWord.SET_PREVOTE
                    ? settings.withPreVote(onOff.on())
                    : settings.withCheckQuorum(onOff.on());
        }
        if (value instanceof SettingValue.Range range) {
            return settings.withElection(range.least().nanos(e), range.most().nanos(e));
        }
        if (value instanceof SettingValue.LogAt log) {
            return settings.withLog(log.index(), log.term());
        }
        if (value instanceof SettingValue.Time time) {
            long nanos = time.span().nanos(e);
            return setting.word() == FaultWord.SET_HEARTBEAT
                    ? settings.withHeartbeat(nanos)
                    : settings.withQuorumWindow(nanos);
        }
        if (setting.word() == FaultWord.SET_WINDOW && value instanceof SettingValue.Default) {
            return settings.withQuorumWindow(0);
        }
        throw new IllegalArgumentException("\"" + setting.text() + "\" is not resolved");
    }
}
