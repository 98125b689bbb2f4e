package dev.raftbeat.screen.cluster;

import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.Action;
import dev.raftbeat.screen.canvas.LinkState;
import dev.raftbeat.screen.canvas.LinkState.Trouble;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.NodeView.Life;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The line of the fault language that a key stands for, given what is selected and how things are. */
final class KeyCommands {
    private static final long MILLI = 1_000_000L;
    private static final String PARTITION = "partition";

    private KeyCommands() {}

    /** Empty when the key has nothing to act on, such as a link in a cluster of one. */
    static Optional<String> line(Action action, Model model) {
        if (action.group() == Action.Group.LINK) {
            return model.link().map(link -> onLink(action, model, link));
        }
        return action.group() == Action.Group.NODE ? onNode(action, model) : onCluster(action, model);
    }

    private static Optional<String> onNode(Action action, Model model) {
        NodeId node = model.selected();
        Optional<Life> life = model.picture().node(node).map(NodeView::life);
        boolean stalled =
                model.picture().faultsOn(node).stream().anyMatch(fault -> fault.does(FaultEffect.Kind.STALLS_DISK));
        return switch (action) {
            case KILL -> Optional.of((life.equals(Optional.of(Life.DEAD)) ? "restart " : "kill ") + node);
            case STOP -> Optional.of((life.equals(Optional.of(Life.DEAD)) ? "restart " : "stop ") + node);
            case PAUSE -> Optional.of((life.equals(Optional.of(Life.PAUSED)) ? "resume " : "pause ") + node);
            case ISOLATE -> Optional.of(toggled(model, "isolate " + node));
            case CAMPAIGN -> Optional.of("campaign " + node);
            case TRANSFER -> Optional.of("transfer " + node);
            case BRIDGE -> Optional.of(toggled(model, "bridge " + node));
            case STALL_DISK -> Optional.of((stalled ? "free disk " : "stall disk ") + node);
            case WIPE -> Optional.of("wipe " + node);
            case PARTITION -> partition(model);
            default -> Optional.empty();
        };
    }

    /** The line, or, where it is in force, the one that ends it: the same key again undoes. */
    private static String toggled(Model model, String line) {
        return ended(model, fault -> fault.text().equals(line)).orElse(line);
    }

    private static Optional<String> ended(Model model, Predicate<FaultSpan> which) {
        return model.faults().stream()
                .filter(which)
                .reduce((earlier, later) -> later)
                .map(fault -> "end " + fault.number());
    }

    /** Without marks the groups are drawn: then a partition that is in force, whatever its groups, is ended. */
    private static Optional<String> partition(Model model) {
        if (model.cursors.marked.isEmpty()) {
            return ended(model, fault -> fault.told().word().equals(PARTITION)).or(() -> Optional.of(PARTITION));
        }
        List<NodeId> rest = model.members.stream()
                .filter(member -> !model.cursors.marked.contains(member))
                .toList();
        return rest.isEmpty()
                ? Optional.empty()
                : Optional.of(toggled(
                        model, PARTITION + " " + names(List.copyOf(model.cursors.marked)) + " | " + names(rest)));
    }

    private static String names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::name).collect(Collectors.joining(","));
    }

    private static String onLink(Action action, Model model, Link link) {
        LinkState state = LinkState.of(model.picture(), link);
        LinkState back = LinkState.of(model.picture(), link.reversed());
        String both = link.from() + " <-> " + link.to();
        boolean cut = state.cut() || state.troubles().contains(Trouble.FLAP);
        return switch (action) {
            case CUT_BOTH -> (state.cut() && back.cut() ? "join " : "cut ") + both;
            case SLOW -> "slow " + link + (state.troubles().contains(Trouble.SLOW) ? " 0ms" : delay(model, link));
            case LOSE -> "lose " + percent(state, Trouble.LOSE) + link;
            case DUPLICATE -> "duplicate " + percent(state, Trouble.DUPLICATE) + link;
            case REORDER -> "reorder " + percent(state, Trouble.REORDER) + link;
            case BLACKHOLE -> (state.troubles().contains(Trouble.BLACKHOLE) ? "open " : "blackhole ") + link;
            case FLAP -> state.troubles().contains(Trouble.FLAP) ? "join " + link : "flap " + link + " every 2E";
            case RESET -> "reset " + both;
            default -> (cut ? "join " : "cut ") + link;
        };
    }

    private static String percent(LinkState state, Trouble trouble) {
        return state.troubles().contains(trouble) ? "0% " : "30% ";
    }

    private static String delay(Model model, Link link) {
        long least = model.picture()
                .node(link.to())
                .flatMap(NodeView::settings)
                .map(Settings::electionNanosMin)
                .orElse(160 * MILLI);
        return " " + Math.max(2, least / 2 / MILLI) + "ms +-" + Math.max(1, least / 8 / MILLI) + "ms";
    }

    private static Optional<String> onCluster(Action action, Model model) {
        return switch (action) {
            case HEAL -> Optional.of("heal");
            case UNDO -> ended(model, fault -> true);
            case PREVOTE -> Optional.of("set prevote " + opposite(model.picture(), Settings::preVote));
            case CHECKQUORUM -> Optional.of("set checkquorum " + opposite(model.picture(), Settings::checkQuorum));
            case EVIDENCE -> Optional.of("set evidence " + opposite(model.picture(), Settings::evidence));
            case ALIGN -> Optional.of(model.aligned ? "spread timers" : "align timers");
            default -> Optional.empty();
        };
    }

    /** Off when it is on anywhere: what is mixed becomes one again. */
    private static String opposite(ClusterSnapshot picture, Predicate<Settings> setting) {
        return picture.settings().stream().anyMatch(setting) ? "off" : "on";
    }

    /** Why there is no line: what is missing. */
    static String missing(Action action, Model model) {
        if (action == Action.UNDO) {
            return "there is no fault to end";
        }
        return action == Action.PARTITION
                ? "all nodes are marked: g unmarks one"
                : "a cluster of " + model.members.size() + " has no such link";
    }
}
