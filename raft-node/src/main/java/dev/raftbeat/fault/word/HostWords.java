package dev.raftbeat.fault.word;

import dev.raftbeat.fault.Change;
import dev.raftbeat.fault.FaultValue.Delay;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.FaultValue.Rate;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.FaultEffect;
import java.util.ArrayList;
import java.util.List;

/** Words about the hosts of nodes: their network card, their processor, their wall clock. */
public final class HostWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    public static final FaultWord SLOW_PACKETS = new Row(Kind.FAULT, "slow packets", Part.NODES, Part.DELAY)
            .help(
                    "slow packets n2 80ms +-20ms",
                    "slow packets n2 0ms",
                    "The kernel keeps whatever the node sends for so long, give or take, where it was built with netem.")
            .doesAsMuch(FaultEffect.Kind.DELAYS)
            .host(Means.KERNEL, (rules, value) -> rules.withDelay((Delay) value))
            .says((line, scene) -> {
                String sends = line.names() + line.few(" sends", " send");
                return line.fault().isZero()
                        ? "what " + sends + " is no longer kept back"
                        : "the kernel keeps what " + sends + " for "
                                + line.fault().value().words() + "; what comes in is as before";
            })
            .in(ALL);

    public static final FaultWord LIMIT_RATE = new Row(Kind.FAULT, "limit rate", Part.NODES, Part.RATE)
            .help(
                    "limit rate n2 16kbit",
                    "free rate n2",
                    "The kernel sends no more than so many thousand bits a second for the node; the rest waits or is"
                            + " dropped.")
            .does(FaultEffect.Kind.THROTTLES)
            .host(Means.KERNEL, (rules, value) -> rules.withRate(((Rate) value).kbit()))
            .says((line, scene) -> "the kernel sends at most " + line.fault().value() + "/s for "
                    + line.few("", "each of ") + line.names() + "; what comes in is as before")
            .in(ALL);

    public static final FaultWord FREE_RATE = new Row(Kind.UNDO, "free rate", Part.NODES)
            .help("free rate n2", "", "The nodes send as fast as they can again.")
            .needs(WorldKind.CONTAINERS)
            .carriesOut((change, line) -> free(change, line, LIMIT_RATE))
            .says((line, scene) -> line.names() + line.few(" sends", " send") + " as fast as the network takes it")
            .in(ALL);

    public static final FaultWord LIMIT_CPU = new Row(Kind.FAULT, "limit cpu", Part.NODES, Part.SHARE)
            .help(
                    "limit cpu n2 10%",
                    "free cpu n2", "The node's process gets no more than this share of one processor.")
            .does(FaultEffect.Kind.THROTTLES)
            .host(Means.KERNEL, (rules, value) -> rules.withShare(((Percent) value).percent()))
            .says((line, scene) -> line.names() + line.few(" gets ", " each get ") + "at most "
                    + line.fault().value() + " of one processor")
            .in(ALL);

    public static final FaultWord FREE_CPU = new Row(Kind.UNDO, "free cpu", Part.NODES)
            .help("free cpu n2", "", "The nodes get as much of a processor as they want.")
            .needs(WorldKind.CONTAINERS)
            .carriesOut((change, line) -> free(change, line, LIMIT_CPU))
            .says((line, scene) -> line.names() + line.few(" gets", " get") + " as much of a processor as there is")
            .in(ALL);

    public static final FaultWord SHIFT_CLOCK = new Row(Kind.FAULT, "shift clock", Part.NODES, Part.SHIFT)
            .help(
                    "shift clock n2 +1h",
                    "shift clock n2 0s",
                    "The wall clock of the node jumps by so much. No rule of Raft looks at it: nothing may change.")
            .doesAsMuch(FaultEffect.Kind.SHIFTS_CLOCK)
            .host(Means.KERNEL, (rules, value) -> rules.withShift(value.amount()))
            .says((line, scene) -> {
                String clocks = line.few("the wall clock of ", "the wall clocks of ") + line.names();
                return line.fault().isZero()
                        ? clocks + line.few(" is", " are") + " right again"
                        : clocks + line.few(" is ", " are ") + "off by "
                                + line.fault().value().words() + "; no timer looks at it";
            })
            .in(ALL);

    public static final FaultWord UNPLUG = new Row(Kind.FAULT, "unplug", Part.NODES)
            .help("unplug n2", "plug n2", "The hosts leave their network: both ways are dead.")
            .does(FaultEffect.Kind.CUTS_SOON)
            .host(Means.KERNEL_CUTS, (rules, value) -> rules.withoutPlug())
            .says(
                    names -> names + " is off the network; its processes run on",
                    names -> names + " are off the network; their processes run on")
            .in(ALL);

    public static final FaultWord PLUG = new Row(Kind.UNDO, "plug", Part.NODES)
            .help("plug n2", "", "The hosts join their network again.")
            .needs(WorldKind.CONTAINERS)
            .carriesOut((change, line) -> free(change, line, UNPLUG))
            .says((line, scene) -> line.names() + line.few(" is", " are") + " on the network again")
            .in(ALL);

    private HostWords() {}

    /** Also where no such fault is known: whatever an earlier line failed to undo ends here. */
    private static void free(Change change, ResolvedFault line, FaultWord of) {
        change.end(of::equals, line.nodes(), List.of());
        change.kernels(line.nodes());
    }
}
