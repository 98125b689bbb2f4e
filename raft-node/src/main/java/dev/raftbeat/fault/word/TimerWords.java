package dev.raftbeat.fault.word;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultContext;
import dev.raftbeat.fault.FaultRefusedException;
import dev.raftbeat.fault.FaultValue.Percent;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.FaultWord.Kind;
import dev.raftbeat.fault.FaultWord.Means;
import dev.raftbeat.fault.FaultWord.Row;
import dev.raftbeat.fault.Part;
import dev.raftbeat.fault.ResolvedFault;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Words about elections: when timers fire, what clock they go by, and who takes over. */
public final class TimerWords {
    static final List<FaultWord> ALL = new ArrayList<>();

    public static final FaultWord SKEW = new Row(Kind.FAULT, "skew", Part.NODES, Part.SKEW)
            .help("skew n2 +5%", "skew n2 0%", "The node's clock runs so much faster (+) or slower (-) than it should.")
            .doesAsMuch(FaultEffect.Kind.SKEWS)
            .by(Means.RULES)
            .dial("skew")
            .says((line, scene) -> {
                BigDecimal percent = line.value(Percent.class).percent();
                String run = line.few("the clock of ", "the clocks of ") + line.names() + line.few(" runs", " run");
                return percent.signum() == 0
                        ? run + " true again"
                        : run + " " + percent.abs().toPlainString() + "% too "
                                + (percent.signum() > 0 ? "fast" : "slow");
            })
            .in(ALL);

    public static final FaultWord CAMPAIGN = new Row(Kind.ACTION, "campaign", Part.NODES)
            .help("campaign n2", "", "The election timer fires now; PreVote is obeyed.")
            .onlyThose((scene, node) -> scene.runs(node), "down, or frozen")
            .does(FaultEffect.Kind.CAMPAIGNS)
            .carriesOut((change, line) -> change.send(line.nodes(), new Command.CampaignNow()))
            .says((line, scene) ->
                    "the election timer of " + line.names() + " fires now; PreVote is obeyed where it is on")
            .in(ALL);

    public static final FaultWord TRANSFER = new Row(Kind.ACTION, "transfer", Part.NODE)
            .help("transfer n4", "", "The leader hands leadership over to this node.")
            .resolves(TimerWords::transfer)
            .does(FaultEffect.Kind.TRANSFERS)
            .carriesOut((change, line) -> change.send(
                    line.affected(), new Command.TransferTo(line.nodes().get(0))))
            .says((line, scene) -> line.affected().get(0) + " hands leadership over to " + line.names())
            .in(ALL);

    public static final FaultWord ALIGN_TIMERS = new Row(Kind.SETTING, "align timers")
            .help("align timers", "spread timers", "One drawn election timeout for all nodes, so that votes split.")
            .resolves((scene, line) -> {
                Settings settings = scene.inForce().settingsOf(scene.members().get(0));
                long width = settings.electionNanosMax() - settings.electionNanosMin();
                // Not the generator that shuffles nodes: what is chosen there must not depend on what is drawn here.
                long drawn = new SplittableRandom(~scene.seed()).nextLong(Math.max(1, width));
                return scene.targets(line).affecting(scene.members()).drawing(settings.electionNanosMin() + drawn);
            })
            .does(FaultEffect.Kind.ALIGNS)
            .carriesOut((change, line) -> change.align(line))
            .says((line, scene) -> "every election timeout is "
                    + Amounts.time(line.drawnNanos().orElseThrow()) + " until the timers are spread")
            .in(ALL);

    public static final FaultWord SPREAD_TIMERS = new Row(Kind.SETTING, "spread timers")
            .help("spread timers", "set defaults", "Election timeouts are drawn at random again.")
            .resolves((scene, line) -> scene.targets(line).affecting(scene.members()))
            .does(FaultEffect.Kind.SPREADS)
            .carriesOut((change, line) -> change.align(line))
            .says((line, scene) -> "election timeouts are drawn at random again")
            .in(ALL);

    private TimerWords() {}

    private static ResolvedFault transfer(FaultContext scene, Fault line) throws FaultRefusedException {
        ResolvedFault resolved = scene.targets(line);
        NodeId target = resolved.nodes().get(0);
        NodeId leader = scene.picture()
                .leader()
                .orElseThrow(() -> new FaultRefusedException("no node leads now, so that nobody can hand over"));
        if (leader.equals(target)) {
            throw new FaultRefusedException(target + " leads already");
        }
        for (NodeId node : List.of(leader, target)) {
            FaultContext.those(List.of(node), scene::runs, "down, or frozen");
        }
        return resolved.affecting(List.of(leader));
    }
}
