package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultVisitor;
import dev.raftbeat.fault.LinkSelector;
import dev.raftbeat.fault.NodeSelector;
import java.util.List;

/** Which selectors a line of the fault language holds. */
final class NamedNodes implements FaultVisitor<List<NodeSelector>> {
    private static List<NodeSelector> both(LinkSelector links) {
        return List.of(links.from(), links.to());
    }

    @Override
    public List<NodeSelector> bare(Fault.Bare line) {
        return List.of();
    }

    @Override
    public List<NodeSelector> onNodes(Fault.OnNodes line) {
        return List.of(line.nodes());
    }

    @Override
    public List<NodeSelector> crash(Fault.Crash line) {
        return List.of(line.nodes());
    }

    @Override
    public List<NodeSelector> onLinks(Fault.OnLinks line) {
        return both(line.links());
    }

    @Override
    public List<NodeSelector> partition(Fault.Partition line) {
        return line.groups();
    }

    @Override
    public List<NodeSelector> slow(Fault.Slow line) {
        return both(line.links());
    }

    @Override
    public List<NodeSelector> chance(Fault.Chance line) {
        return both(line.links());
    }

    @Override
    public List<NodeSelector> skew(Fault.Skew line) {
        return List.of(line.nodes());
    }

    @Override
    public List<NodeSelector> onHosts(Fault.OnHosts line) {
        return List.of(line.nodes());
    }

    @Override
    public List<NodeSelector> flap(Fault.Flap line) {
        return both(line.links());
    }

    @Override
    public List<NodeSelector> end(Fault.End line) {
        return List.of();
    }

    @Override
    public List<NodeSelector> setting(Fault.Setting line) {
        return line.on().map(List::of).orElse(List.of());
    }
}
