package dev.raftbeat.fault.word;

import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.PacketRule;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.WorldKind;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import java.util.ArrayList;
import java.util.List;

/** Words about the packets that carry messages: what the receiver's kernel does with them. */
public final class PacketWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    public static final FaultWord DROP_PACKETS = new Row(Kind.FAULT, "drop packets", Part.LINKS)
            .help(
                    "drop packets n1 -> n3",
                    "pass packets n1 -> n3",
                    "The receiver's kernel drops what the sender's connection carries: nothing arrives, nothing is"
                            + " refused.")
            .does(FaultEffect.Kind.CUTS_SOON)
            .packets(PacketRule.Deed.DROP)
            .says((line, scene) ->
                    "the kernel drops what " + line.route() + " carries; the connections stay open" + line.onlyThese())
            .in(ALL);

    public static final FaultWord LOSE_PACKETS = new Row(Kind.FAULT, "lose packets", Part.PERCENT, Part.LINKS)
            .help(
                    "lose packets 20% n1 -> n3",
                    "pass packets n1 -> n3",
                    "The receiver's kernel drops each packet with this probability; TCP repeats it, so that loss"
                            + " becomes delay.")
            .mayLose(FaultEffect.Kind.CUTS_SOON)
            .packets(PacketRule.Deed.DROP)
            .says((line, scene) -> LinkWords.chance(
                    line, " loses no packets any more", " loses % of its packets, which TCP sends again"))
            .in(ALL);

    public static final FaultWord REJECT_PACKETS = new Row(Kind.FAULT, "reject packets", Part.LINKS)
            .help(
                    "reject packets n1 -> n3",
                    "pass packets n1 -> n3",
                    "The receiver's kernel answers with RST: the sender's connection ends, and none can be made.")
            .does(FaultEffect.Kind.CUTS_SOON)
            .packets(PacketRule.Deed.REJECT)
            .says((line, scene) -> "the kernel answers what " + line.route() + " carries with RST" + line.onlyThese())
            .in(ALL);

    public static final FaultWord PASS_PACKETS = new Row(Kind.UNDO, "pass packets", Part.LINKS)
            .help(
                    "pass packets n1 -> n3",
                    "",
                    "Takes these links out of drop, lose and reject packets; what waited to be sent again is given up.")
            .needs(WorldKind.CONTAINERS)
            .carriesOut((change, line) -> {
                change.end(DROP_PACKETS::replaces, List.of(), line.links());
                change.kernels(line.links().stream().map(Link::to).toList());
            })
            .says((line, scene) ->
                    "the kernel passes what " + line.route() + " carries; what was on its way is given up")
            .in(ALL);

    private PacketWords() {}
}
