package dev.raftbeat.fault.word;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultValue.AtPace;
import dev.raftbeat.fault.FaultValue.LogAt;
import dev.raftbeat.fault.FaultValue.OnOff;
import dev.raftbeat.fault.FaultValue.Priority;
import dev.raftbeat.fault.FaultValue.Range;
import dev.raftbeat.fault.FaultValue.Time;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;

/** Words that set the settings of nodes. */
public final class SettingWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    private static final String DEFAULTS = "set defaults";

    public static final FaultWord SET_PREVOTE = set("prevote", Part.ON_OFF, Part.ON)
            .help("set prevote off", DEFAULTS, "Whether candidates ask before they raise the term.")
            .sets((line, present, defaults) ->
                    present.withPreVote(line.value(OnOff.class).on()))
            .in(ALL);

    public static final FaultWord SET_CHECKQUORUM = set("checkquorum", Part.ON_OFF, Part.ON)
            .help("set checkquorum off on n2", DEFAULTS, "Whether a leader that no longer hears a quorum steps down.")
            .sets((line, present, defaults) ->
                    present.withCheckQuorum(line.value(OnOff.class).on()))
            .in(ALL);

    public static final FaultWord SET_EVIDENCE = set("evidence", Part.ON_OFF, Part.ON)
            .help(
                    "set evidence off",
                    DEFAULTS,
                    "Whether proof that the leader is gone lets others ask before their timers.")
            .sets((line, present, defaults) ->
                    present.withEvidence(line.value(OnOff.class).on()))
            .in(ALL);

    public static final FaultWord SET_ELECTION = set("election", Part.RANGE, Part.ON)
            .help("set election 150..300ms", DEFAULTS, "The bounds of the election timeout.")
            .sets((line, present, defaults) -> {
                Range range = line.value(Range.class);
                return present.withElection(range.least().nanos(0), range.most().nanos(0));
            })
            .in(ALL);

    public static final FaultWord SET_HEARTBEAT = set("heartbeat", Part.TIME, Part.ON)
            .help("set heartbeat 50ms", DEFAULTS, "How often a leader sends heartbeats.")
            .sets((line, present, defaults) -> present.withHeartbeat(nanos(line, present)))
            .in(ALL);

    public static final FaultWord SET_WINDOW = set("window", Part.TIME_OR_DEFAULT, Part.ON)
            .help("set window 300ms", DEFAULTS, "How long CheckQuorum waits for a quorum.")
            .sets((line, present, defaults) -> present.withQuorumWindow(nanos(line, present)))
            .in(ALL);

    public static final FaultWord SET_PRIORITY = set("priority", Part.PRIORITY.toArray(Part[]::new))
            .help(
                    "set priority n1 3",
                    DEFAULTS,
                    "A node above the leader's priority is handed leadership; one of 0 never campaigns (1 if not set).")
            .sets((line, present, defaults) ->
                    present.withPriority(line.value(Priority.class).priority()))
            .in(ALL);

    public static final FaultWord SET_LOG = set("log", Part.LOG.toArray(Part[]::new))
            .help("set log n1 5@2", DEFAULTS, "The synthetic last log entry: its index and its term.")
            .sets((line, present, defaults) -> {
                LogAt at = line.value(LogAt.class);
                return present.withLog(at.index(), at.term());
            })
            .in(ALL);

    public static final FaultWord SET_PACE = set("pace", Part.PACE, Part.ON)
            .help("set pace class", DEFAULTS, "Heartbeat, election timeout and window.")
            .sets((line, present, defaults) -> {
                Settings pace = line.value(AtPace.class).pace().settings();
                return present.withHeartbeat(pace.heartbeatNanos())
                        .withElection(pace.electionNanosMin(), pace.electionNanosMax())
                        .withQuorumWindow(pace.quorumWindowNanos());
            })
            .in(ALL);

    public static final FaultWord SET_DEFAULTS = set("defaults", Part.ON)
            .help("set defaults", DEFAULTS, "What the cluster began with; on all nodes, timers spread too.")
            .sets((line, present, defaults) -> defaults)
            .effects(line -> line.nodes().isEmpty()
                    ? List.of(FaultEffect.of(FaultEffect.Kind.SETS), FaultEffect.of(FaultEffect.Kind.SPREADS))
                    : List.of(FaultEffect.of(FaultEffect.Kind.SETS)))
            .carriesOut((change, line) -> {
                change.set(line);
                if (line.nodes().isEmpty()) {
                    change.spread(line);
                }
            })
            .says((line, scene) -> owners(line) + " the settings that the cluster began with")
            .in(ALL);

    private SettingWords() {}

    private static Row set(String what, Part... parts) {
        return new Row(Kind.SETTING, "set " + what, parts)
                .does(FaultEffect.Kind.SETS)
                .resolves(SettingWords::resolve)
                .carriesOut((change, line) -> change.set(line))
                .says((line, scene) ->
                        owners(line) + " " + what + " " + line.fault().value().words());
    }

    /** {@code every node has}, {@code n1, n2 have}. */
    private static String owners(ResolvedFault line) {
        return (line.nodes().isEmpty() ? "every node" : line.names())
                + (line.nodes().size() > 1 ? " have" : " has");
    }

    /** An E is that of the node's own settings; a line that is carried out has none. Zero is the default. */
    private static long nanos(Fault line, Settings present) {
        return line.value(Time.class)
                .span()
                .map(span -> span.nanos(present.electionNanosMax()))
                .orElse(0L);
    }

    /** Without nodes, all of them; refused when one of them cannot have it. */
    private static ResolvedFault resolve(FaultContext scene, Fault line) throws FaultRefusedException {
        ResolvedFault resolved = scene.targets(line);
        List<NodeId> affected = resolved.nodes().isEmpty() ? scene.members() : resolved.nodes();
        for (NodeId node : affected) {
            try {
                Settings ignored = resolved.fault()
                        .applyTo(
                                scene.inForce().settingsOf(node),
                                scene.inForce().base());
            } catch (IllegalArgumentException e) {
                throw new FaultRefusedException(node + " cannot have that: " + e.getMessage());
            }
        }
        return resolved.affecting(affected);
    }
}
