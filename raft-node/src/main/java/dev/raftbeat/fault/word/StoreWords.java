package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.Part;
import dev.raftbeat.protocol.FaultEffect;
import java.util.ArrayList;
import java.util.List;

/** Words about the ballots of nodes, and the disks that keep them. */
public final class StoreWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    private static final String DISK = "disk";

    public static final FaultWord STALL_DISK = new Row(Kind.FAULT, "stall disk", Part.NODES)
            .help("stall disk n2", "free disk n2", "Saves neither end nor fail until the disk is free again.")
            .does(FaultEffect.Kind.STALLS_DISK)
            .by(Means.RULES)
            .dial(DISK)
            .says((line, scene) -> "saves on " + line.names() + " neither end nor fail; messages flow on")
            .in(ALL);

    public static final FaultWord FAIL_DISK = new Row(Kind.FAULT, "fail disk", Part.NODES)
            .help("fail disk n2", "free disk n2", "Saves fail, and a node that must save stops.")
            .does(FaultEffect.Kind.FAILS_DISK)
            .by(Means.RULES)
            .dial(DISK)
            .says((line, scene) -> "saves on " + line.names() + " fail; messages flow on until it must save")
            .in(ALL);

    public static final FaultWord FREE_DISK = new Row(Kind.UNDO, "free disk", Part.NODES)
            .help("free disk n2", "", "Disks work again.")
            .carriesOut((change, line) -> change.end(STALL_DISK::replaces, line.nodes(), List.of()))
            .says(names -> "the disk of " + names + " works again", names -> "the disks of " + names + " work again")
            .in(ALL);

    public static final FaultWord WIPE = new Row(Kind.ACTION, "wipe", Part.NODES)
            .help(
                    "wipe n2",
                    "",
                    "Kills the node and loses its ballot: breaks Raft's assumption, and the checks say so. `restart`"
                            + " starts it.")
            .does(FaultEffect.Kind.ENDS, FaultEffect.Kind.FORGETS)
            .carriesOut((change, line) -> change.wipe(line.nodes()))
            .says((line, scene) -> "killed " + line.names() + " and lost " + line.few("its ballot", "their ballots")
                    + ": what Raft assumes is broken")
            .in(ALL);

    private StoreWords() {}
}
