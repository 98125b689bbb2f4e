package dev.raftbeat.fault.execution;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.NodeList;
import dev.raftbeat.fault.Pending;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The state as plain lines, and back. A dash stands for nothing. */
final class FaultStateLines {
    private static final String HEAD = "raftbeat faults 1";

    private long nextNumber;
    private Settings base;
    private final TreeMap<NodeId, Settings> changed = new TreeMap<>();
    private OptionalLong aligned = OptionalLong.empty();
    private final TreeSet<NodeId> killed = new TreeSet<>();
    private final TreeSet<NodeId> paused = new TreeSet<>();
    private final TreeSet<NodeId> owed = new TreeSet<>();
    private List<NodeId> same = List.of();
    private final List<ActiveFault> active = new ArrayList<>();

    private FaultStateLines() {}

    static List<String> write(FaultState state) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD);
        lines.add("next " + state.nextNumber());
        lines.add("base " + settings(state.base()));
        state.changed().forEach((node, settings) -> lines.add("changed " + node + " " + settings(settings)));
        lines.add("aligned " + number(state.alignedNanos()));
        lines.add("killed " + nodes(state.killed()));
        lines.add("paused " + nodes(state.paused()));
        lines.add("owed " + nodes(state.owed()));
        lines.add("same " + nodes(state.same()));
        for (ActiveFault fault : state.active()) {
            lines.add(String.join(
                    " ",
                    "fault",
                    Long.toString(fault.number()),
                    fault.began().map(FactId::toString).orElse("-"),
                    Long.toString(fault.sinceNanos()),
                    number(fault.untilNanos()),
                    nodes(fault.nodes()),
                    links(fault.links()),
                    fault.text()));
            Pending pending = fault.pending();
            if (!pending.equals(Pending.NOTHING)) {
                lines.add(String.join(
                        " ",
                        "pending",
                        Long.toString(fault.number()),
                        nodes(pending.begin()),
                        nodes(pending.endNodes()),
                        links(pending.endLinks())));
            }
        }
        return lines;
    }

    static FaultState read(List<String> lines) {
        FaultStateLines reader = new FaultStateLines();
        if (lines.isEmpty() || !lines.get(0).equals(HEAD)) {
            throw new IllegalArgumentException("line 1: expected \"" + HEAD + "\"");
        }
        for (int i = 1; i < lines.size(); i++) {
            try {
                reader.read(lines.get(i));
            } catch (FaultSyntaxException | RuntimeException e) {
                throw new IllegalArgumentException(
                        "line " + (i + 1) + ": \"" + lines.get(i) + "\": " + e.getMessage(), e);
            }
        }
        if (reader.base == null || reader.nextNumber < 1) {
            throw new IllegalArgumentException("line " + lines.size() + ": it ends without \"base\" or \"next\"");
        }
        return new FaultState(
                reader.nextNumber,
                reader.base,
                reader.changed,
                reader.aligned,
                reader.killed,
                reader.paused,
                reader.owed,
                reader.same,
                reader.active);
    }

    private void read(String line) throws FaultSyntaxException {
        String[] parts = line.split(" ", 8);
        switch (parts[0]) {
            case "next" -> nextNumber = Long.parseLong(parts[1]);
            case "base" -> base = settings(line.substring("base ".length()));
            case "changed" ->
                changed.put(new NodeId(parts[1]), settings(line.substring(("changed " + parts[1] + " ").length())));
            case "aligned" -> aligned = number(parts[1]);
            case "killed" -> killed.addAll(nodes(parts[1]));
            case "paused" -> paused.addAll(nodes(parts[1]));
            case "owed" -> owed.addAll(nodes(parts[1]));
            case "same" -> same = nodes(parts[1]);
            case "fault" -> active.add(fault(parts));
            case "pending" -> pending(parts);
            default -> throw new IllegalArgumentException("an unknown line");
        }
    }

    private static ActiveFault fault(String[] parts) throws FaultSyntaxException {
        return new ActiveFault(
                Long.parseLong(parts[1]),
                parts[2].equals("-") ? Optional.empty() : Optional.of(FactId.parse(parts[2])),
                FaultLanguage.parse(parts[7]),
                nodes(parts[5]),
                links(parts[6]),
                Long.parseLong(parts[3]),
                number(parts[4]));
    }

    /** Of the fault on the line before. */
    private void pending(String[] parts) {
        ActiveFault fault = active.isEmpty() ? null : active.get(active.size() - 1);
        if (fault == null || fault.number() != Long.parseLong(parts[1])) {
            throw new IllegalArgumentException("it stands behind no fault of its number");
        }
        active.set(active.size() - 1, fault.beginningAt(nodes(parts[2])).ending(nodes(parts[3]), links(parts[4])));
    }

    private static String settings(Settings settings) {
        return String.join(
                " ",
                Long.toString(settings.heartbeatNanos()),
                Long.toString(settings.electionNanosMin()),
                Long.toString(settings.electionNanosMax()),
                Boolean.toString(settings.preVote()),
                Boolean.toString(settings.checkQuorum()),
                Long.toString(settings.quorumWindowNanos()),
                Long.toString(settings.lastLogIndex()),
                Long.toString(settings.lastLogTerm()));
    }

    private static Settings settings(String text) {
        String[] parts = text.split(" ");
        return new Settings(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Boolean.parseBoolean(parts[3]),
                Boolean.parseBoolean(parts[4]),
                Long.parseLong(parts[5]),
                Long.parseLong(parts[6]),
                Long.parseLong(parts[7]));
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : "-";
    }

    private static OptionalLong number(String text) {
        return text.equals("-") ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    private static String nodes(Collection<NodeId> nodes) {
        return nodes.isEmpty() ? "-" : NodeList.group(nodes);
    }

    private static List<NodeId> nodes(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(",")).map(NodeId::new).toList();
    }

    private static String links(Collection<Link> links) {
        return links.isEmpty()
                ? "-"
                : links.stream().map(link -> link.from() + ">" + link.to()).collect(Collectors.joining(","));
    }

    private static List<Link> links(String text) {
        return text.equals("-")
                ? List.of()
                : Arrays.stream(text.split(",")).map(FaultStateLines::link).toList();
    }

    private static Link link(String text) {
        String[] ends = text.split(">");
        return new Link(new NodeId(ends[0]), new NodeId(ends[1]));
    }
}
