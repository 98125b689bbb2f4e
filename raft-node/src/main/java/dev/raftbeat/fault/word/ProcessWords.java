package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultValue.At;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.FaultEffect;
import java.util.ArrayList;
import java.util.List;

/** Words about the processes of nodes. */
public final class ProcessWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    public static final FaultWord KILL = new Row(Kind.FAULT, "kill", Part.NODES)
            .help("kill n2", "restart n2", "The processes end at once; their ballots stay.")
            .onlyThose((scene, node) -> !scene.isDown(node), "down already")
            .does(FaultEffect.Kind.ENDS)
            .by(Means.KILL)
            .says(
                    names -> "killed " + names + "; its ballot stays on its disk",
                    names -> "killed " + names + "; their ballots stay on their disks")
            .in(ALL);

    public static final FaultWord STOP = new Row(Kind.FAULT, "stop", Part.NODES)
            .help(
                    "stop n2",
                    "restart n2",
                    "The processes end as planned, on SIGTERM: a leader hands over first, which takes it 200 ms at most.")
            .onlyThose((scene, node) -> scene.runs(node), "down, or frozen")
            .does(FaultEffect.Kind.STOPS)
            .by(Means.STOP)
            .says(
                    names -> names + " is to stop; a leader hands over first",
                    names -> names + " are to stop; a leader hands over first")
            .in(ALL);

    public static final FaultWord PAUSE = new Row(Kind.FAULT, "pause", Part.NODES)
            .help(
                    "pause n2",
                    "resume n2",
                    "The processes freeze, their sockets open: nothing is answered, nothing is refused.")
            .onlyThose((scene, node) -> scene.runs(node), "down, or frozen already")
            .does(FaultEffect.Kind.FREEZES)
            .by(Means.PAUSE)
            .says(
                    names -> names + " is frozen; its sockets stay open",
                    names -> names + " are frozen; their sockets stay open")
            .in(ALL);

    public static final FaultWord CRASH = new Row(Kind.FAULT, "crash", Part.NODES, Part.CRASH_POINT)
            .help(
                    "crash n2 before save",
                    "end last",
                    "The process ends by itself once it gets there: before, during or after its next save, before or"
                            + " after its next message leaves. What was being saved is then lost, torn or, after all, there.")
            .needs(WorldKind.SIM)
            .onlyThose((scene, node) -> !scene.isDown(node), "down already")
            .does(FaultEffect.Kind.ENDS_LATER)
            .by(Means.CRASH)
            .dial("crash")
            .says((line, scene) -> {
                String[] point = line.value(At.class).point().words().split(" ");
                String what = point[1].equals("save") ? " next save" : " next message leaves";
                return line.names() + line.few(" ends ", " end ") + point[0] + line.few(" its", " their") + what;
            })
            .in(ALL);

    public static final FaultWord RESTART = new Row(Kind.UNDO, "restart", Part.NODES)
            .help("restart n2", "", "Starts nodes that do not run, for whatever reason.")
            // Also one that could not be killed may be spared.
            .onlyThose(
                    (scene, node) -> scene.isDown(node) || scene.isHeld(KILL, node) || scene.isHeld(STOP, node),
                    "up already")
            .carriesOut((change, line) -> change.restart(line.nodes()))
            .says((line, scene) -> "restarted " + line.names())
            .in(ALL);

    public static final FaultWord RESUME = new Row(Kind.UNDO, "resume", Part.NODES)
            .help("resume n2", "", "Lets frozen nodes go on.")
            .onlyThose(
                    (scene, node) -> !scene.isDown(node) && (scene.isFrozen(node) || scene.isHeld(PAUSE, node)),
                    "not frozen")
            .carriesOut((change, line) -> change.resume(line.nodes()))
            .says((line, scene) -> line.names() + line.few(" goes on", " go on"))
            .in(ALL);

    public static final FaultWord COLLECT = new Row(Kind.ACTION, "collect", Part.NODES)
            .help(
                    "collect n2",
                    "",
                    "The node's Java fills half a heap with what stays alive and collects garbage: for as long as that"
                            + " takes the process stands still, time and again.")
            .needs(WorldKind.LOCAL, WorldKind.CONTAINERS)
            .onlyThose((scene, node) -> scene.runs(node), "down, or frozen")
            .does(FaultEffect.Kind.COLLECTS)
            .carriesOut((change, line) -> change.collect(line.nodes()))
            .says((line, scene) ->
                    "Java collects the garbage of " + line.names() + ": nothing else runs there meanwhile")
            .in(ALL);

    private ProcessWords() {}
}
