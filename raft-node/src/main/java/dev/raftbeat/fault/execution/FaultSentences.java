package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultVisitor;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.HostLimit;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.NodeSelector;
import dev.raftbeat.fault.PartitionShapes;
import dev.raftbeat.fault.SelectorContext;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a line does and what it leaves alone, in one sentence without a full stop. */
final class FaultSentences implements FaultVisitor<String> {
    private final ResolvedFault line;
    private final SelectorContext picture;
    private final FaultState state;

    /** @param line resolved, all but its sentence */
    FaultSentences(ResolvedFault line, SelectorContext picture, FaultState state) {
        this.line = line;
        this.picture = picture;
        this.state = state;
    }

    /** {@code 1 (cut n1 -> n3), 4 (kill n2)}. */
    static String numbered(Collection<ActiveFault> faults) {
        return faults.stream()
                .map(fault -> fault.number() + " (" + fault.text() + ")")
                .collect(Collectors.joining(", "));
    }

    @Override
    public String bare(Fault.Bare bare) {
        List<NodeId> members = picture.members();
        String inALine = members.stream().map(NodeId::name).collect(Collectors.joining(" - "));
        return switch (bare.word()) {
            case RING -> inALine + " - " + members.get(0) + ": each hears only its two neighbours";
            case CHAIN -> inALine + ": each hears only those beside it";
            case MAJORITIES_RING -> "each hears a majority, no two the same: " + whoHearsWhom();
            case ALIGN_TIMERS ->
                "every election timeout is "
                        + TypedDuration.ofNanos(line.drawnNanos().orElseThrow()) + " until the timers are spread";
            case SPREAD_TIMERS -> "election timeouts are drawn at random again";
            case HEAL -> heal();
            default -> throw bare.word().unexpected();
        };
    }

    private String whoHearsWhom() {
        List<String> parts = new ArrayList<>();
        for (NodeId node : picture.members()) {
            List<NodeId> heard = picture.members().stream()
                    .filter(peer -> !peer.equals(node) && !line.links().contains(new Link(peer, node)))
                    .toList();
            parts.add(node + " hears " + NodeList.group(heard));
        }
        return String.join("; ", parts);
    }

    private String heal() {
        List<String> done = new ArrayList<>();
        if (!state.active().isEmpty()) {
            done.add("ended " + numbered(state.active()));
        }
        if (!picture.dead().isEmpty()) {
            done.add("restarted " + NodeList.list(picture.dead()));
        }
        if (!picture.paused().isEmpty()) {
            done.add("resumed " + NodeList.list(picture.paused()));
        }
        return done.isEmpty() ? "healed: nothing was broken" : "healed: " + String.join("; ", done);
    }

    @Override
    public String crash(Fault.Crash crash) {
        String[] point = crash.point().words().split(" ");
        String what = point[1].equals("save") ? " next save" : " next message leaves";
        return NodeList.list(line.nodes())
                + NodeList.few(line.nodes(), " ends ", " end ")
                + point[0]
                + NodeList.few(line.nodes(), " its", " their")
                + what;
    }

    @Override
    public String onNodes(Fault.OnNodes on) {
        List<NodeId> nodes = line.nodes();
        String names = NodeList.list(nodes);
        String is = NodeList.few(nodes, " is ", " are ");
        String its = NodeList.few(nodes, "its ", "their ");
        return switch (on.word()) {
            case KILL ->
                "killed " + names + "; "
                        + NodeList.few(nodes, "its ballot stays on its disk", "their ballots stay on their disks");
            case RESTART -> "restarted " + names;
            case PAUSE -> names + is + "frozen; " + its + "sockets stay open";
            case RESUME -> names + NodeList.few(nodes, " goes on", " go on");
            case ISOLATE ->
                names + NodeList.few(nodes, " hears nobody and nobody hears it", " hear nobody, each alone")
                        + "; the others hear each other";
            case STAR -> "only the links from and to " + names + " stay open";
            case BRIDGE -> bridge(nodes.get(0));
            case STALL_DISK -> "saves on " + names + " neither end nor fail; messages flow on";
            case FAIL_DISK -> "saves on " + names + " fail; messages flow on until it must save";
            case FREE_DISK ->
                NodeList.few(nodes, "the disk of ", "the disks of ") + names + NodeList.few(nodes, " works", " work")
                        + " again";
            case FREE_RATE -> names + NodeList.few(nodes, " sends", " send") + " as fast as the network takes it";
            case FREE_CPU -> names + NodeList.few(nodes, " gets", " get") + " as much of a processor as there is";
            case UNPLUG -> names + is + "off the network; " + its + "processes run on";
            case PLUG -> names + is + "on the network again";
            case COLLECT -> "Java collects the garbage of " + names + ": nothing else runs there meanwhile";
            case CAMPAIGN -> "the election timer of " + names + " fires now; PreVote is obeyed where it is on";
            case TRANSFER -> picture.leader().orElseThrow() + " hands leadership over to " + names;
            case WIPE ->
                "killed " + names + " and lost " + its + NodeList.few(nodes, "ballot", "ballots")
                        + ": what Raft assumes is broken";
            default -> throw on.word().unexpected();
        };
    }

    private String bridge(NodeId bridge) {
        return PartitionShapes.halves(picture.members(), bridge).stream()
                        .map(NodeList::group)
                        .collect(Collectors.joining(" | "))
                + " meet only through " + bridge;
    }

    @Override
    public String onLinks(Fault.OnLinks on) {
        LinkSelector links = on.links();
        return switch (on.word()) {
            case CUT -> "cut " + links + waysBack();
            case JOIN -> join(links);
            case BLACKHOLE -> "what " + links + " carries is no longer read; the connections stay open";
            case OPEN -> "what " + links + " carries is read again";
            case DROP_PACKETS -> "the kernel drops what " + links + " carries; the connections stay open" + onlyThese();
            case REJECT_PACKETS -> "the kernel answers what " + links + " carries with RST" + onlyThese();
            case PASS_PACKETS -> "the kernel passes what " + links + " carries; what was on its way is given up";
            case RESET ->
                NodeList.few(line.links(), "the connection ", "the connections ")
                        + links
                        + NodeList.few(
                                line.links(), " ends by RST and is made again", " end by RST and are made again");
            default -> throw on.word().unexpected();
        };
    }

    /** What a one-way cut leaves open, which is what people forget. */
    private String waysBack() {
        TreeSet<Link> back = new TreeSet<>();
        line.links().forEach(link -> back.add(link.reversed()));
        line.links().forEach(back::remove);
        if (back.isEmpty()) {
            return ", all ways; every other link stays as it was";
        }
        List<Link> open = back.stream().filter(link -> !state.isCut(link)).toList();
        if (open.isEmpty()) {
            return "; " + NodeList.few(back, back.first() + " was", "the ways back were") + " cut already";
        }
        String what = back.size() == 1 ? back.first() + " stays" : "the ways back stay";
        return "; " + what + " open" + (open.size() < back.size() ? ", but for those cut already" : "");
    }

    private String join(LinkSelector links) {
        List<String> parts = new ArrayList<>();
        boolean some = false;
        for (ActiveFault fault : state.active()) {
            boolean cuts = FaultState.CUTTING.contains(fault.word());
            if (cuts && fault.links().stream().anyMatch(line.links()::contains)) {
                some = true;
                List<Link> left = new ArrayList<>(fault.wantedLinks());
                left.removeAll(line.links());
                if (!left.isEmpty()) {
                    parts.add("fault " + fault.number() + " (" + fault.text() + ") still cuts " + left.size()
                            + NodeList.few(left, " link", " links"));
                }
            }
        }
        parts.add(0, some ? "joined " + links : links + NodeList.few(line.links(), " was", " were") + " not cut");
        return String.join("; ", parts);
    }

    @Override
    public String partition(Fault.Partition partition) {
        List<NodeId> outside = new ArrayList<>(picture.members());
        outside.removeAll(line.nodes());
        String groups = partition.groups().stream().map(NodeSelector::toString).collect(Collectors.joining(" | "));
        return groups + " cannot hear each other; inside each group all links stay open"
                + (outside.isEmpty()
                        ? ""
                        : "; " + NodeList.list(outside)
                                + NodeList.few(
                                        outside, " is in no group and keeps its", " are in no group and keep their")
                                + " links");
    }

    @Override
    public String slow(Fault.Slow slow) {
        if (FaultState.isZero(slow)) {
            return slow.links() + " is no longer slowed";
        }
        return slow.links() + " takes " + slow.delay() + " longer"
                + slow.spread().map(span -> ", give or take " + span).orElse("") + onlyThese();
    }

    @Override
    public String chance(Fault.Chance chance) {
        String percent = chance.percent().toPlainString() + "%";
        boolean zero = FaultState.isZero(chance);
        String what = switch (chance.word()) {
            case LOSE -> zero ? " loses nothing by chance any more" : " loses " + percent + " of its messages";
            case LOSE_PACKETS ->
                zero ? " loses no packets any more" : " loses " + percent + " of its packets, which TCP sends again";
            case DUPLICATE -> zero ? " doubles nothing any more" : " doubles " + percent + " of its messages";
            case REORDER ->
                zero
                        ? " keeps its messages in order again"
                        : " holds back " + percent + " of its messages by up to two heartbeats";
            default -> throw chance.word().unexpected();
        };
        return chance.links() + what + (zero ? "" : onlyThese());
    }

    private String onlyThese() {
        boolean waysBackToo =
                line.links().stream().allMatch(link -> line.links().contains(link.reversed()));
        return waysBackToo
                ? ""
                : "; the " + NodeList.few(line.links(), "way", "ways") + " back "
                        + NodeList.few(line.links(), "is", "are") + " as before";
    }

    @Override
    public String skew(Fault.Skew skew) {
        String clocks = NodeList.few(line.nodes(), "the clock of ", "the clocks of ") + NodeList.list(line.nodes());
        boolean one = line.nodes().size() == 1;
        if (FaultState.isZero(skew)) {
            return clocks + (one ? " runs" : " run") + " true again";
        }
        BigDecimal percent = skew.percent();
        return clocks + (one ? " runs " : " run ") + percent.abs().toPlainString() + "% too "
                + (percent.signum() > 0 ? "fast" : "slow");
    }

    @Override
    public String onHosts(Fault.OnHosts on) {
        List<NodeId> nodes = line.nodes();
        String names = NodeList.list(nodes);
        HostLimit dial = on.dial();
        String clocks = NodeList.few(nodes, "the wall clock of ", "the wall clocks of ") + names;
        return switch (on.word()) {
            case SLOW_PACKETS ->
                dial.isZero()
                        ? "what " + names + NodeList.few(nodes, " sends", " send") + " is no longer kept back"
                        : "the kernel keeps what " + names + NodeList.few(nodes, " sends", " send") + " for " + dial
                                + "; what comes in is as before";
            case LIMIT_RATE ->
                "the kernel sends at most " + dial + "/s for " + (nodes.size() == 1 ? "" : "each of ") + names
                        + "; what comes in is as before";
            case LIMIT_CPU ->
                names + NodeList.few(nodes, " gets ", " each get ") + "at most " + dial + " of one processor";
            case SHIFT_CLOCK ->
                dial.isZero()
                        ? clocks + NodeList.few(nodes, " is", " are") + " right again"
                        : clocks + NodeList.few(nodes, " is ", " are ") + "off by " + dial + "; no timer looks at it";
            default -> throw on.word().unexpected();
        };
    }

    @Override
    public String flap(Fault.Flap flap) {
        return flap.links() + " is cut for " + flap.every() + ", then open for " + flap.every() + ", in turn, "
                + flap.during().map(span -> "for " + span).orElse("until it is joined") + onlyThese();
    }

    @Override
    public String end(Fault.End end) {
        long number = end.number().orElseThrow();
        return "ended "
                + numbered(state.active().stream()
                        .filter(fault -> fault.number() == number)
                        .toList());
    }

    @Override
    public String setting(Fault.Setting set) {
        String where = line.nodes().isEmpty() ? "every node" : NodeList.list(line.nodes());
        String what = set.word().text().substring("set ".length());
        if (set.word() == FaultWord.SET_DEFAULTS) {
            return where + (line.nodes().size() > 1 ? " have" : " has") + " the settings that the cluster began with";
        }
        return "set " + what + " to " + set.value() + " on " + where;
    }
}
