package dev.raftbeat.sim;

import static dev.raftbeat.world.PlainText.count;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.execution.FaultState;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.fault.word.HostWords;
import dev.raftbeat.fault.word.LinkWords;
import dev.raftbeat.fault.word.PacketWords;
import dev.raftbeat.fault.word.ProcessWords;
import dev.raftbeat.fault.word.ShapeWords;
import dev.raftbeat.history.FaultSpan;
import dev.raftbeat.history.History;
import dev.raftbeat.history.MessageEnds;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.FactListener;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the start of a simulation out of what another run had told up to a moment. */
final class StartFold implements FactListener {
    /** A message that nobody has told the end of for so long has ended untold: its node died with it. */
    private static final long UNDER_WAY_NANOS_MAX = 10_000_000_000L;

    /** What a kernel does, as a simulation can do it. */
    private static final Map<FaultWord, FaultWord> SIMULATED = Map.of(
            PacketWords.DROP_PACKETS, LinkWords.CUT,
            PacketWords.PASS_PACKETS, LinkWords.JOIN,
            HostWords.UNPLUG, ShapeWords.ISOLATE);

    private final List<StampedFact> run;
    private final int count;
    private final long nanos;
    private final TreeMap<NodeId, NodeMemory> nodes = new TreeMap<>();
    private final History history = new History();
    private final MessageEnds messages = new MessageEnds();
    private final List<String> notTaken = new ArrayList<>();
    private Optional<Settings> base = Optional.empty();
    private long lastNumber;
    private int worldBoot = 1;
    private long worldSeq;
    private long lamport;

    StartFold(List<StampedFact> run, int count, long nanos) {
        this.run = run;
        this.count = count;
        this.nanos = nanos;
    }

    SimStart start() {
        for (StampedFact fact : run.subList(0, count)) {
            history.hear(fact);
            messages.hear(fact);
            lamport = Math.max(lamport, fact.lamport());
            if (fact.node().equals(NodeId.WORLD)) {
                worldBoot = fact.boot();
                worldSeq = fact.seq();
            } else if (fact.node().isMember()) {
                node(fact.node()).hear(fact);
            }
            fact.fact().accept(this);
        }
        Settings first = base.orElseThrow(
                () -> new IllegalArgumentException("no node had come up by then: there is nothing to go on from"));
        List<NodeId> members = List.copyOf(nodes.keySet());
        FaultState faults = faults(first);
        TreeMap<NodeId, SimStart.NodeStart> starts = new TreeMap<>();
        nodes.forEach((id, memory) -> starts.put(
                id, memory.start(members, faults.alignedNanos(), faults.paused().contains(id))));
        List<MessageLost> lost = lost();
        List<SimStart.Line> later = later();
        List<NodeId> starting =
                nodes.keySet().stream().filter(id -> nodes.get(id).isStarting).toList();
        return new SimStart(
                members,
                nanos,
                run.subList(0, count),
                worldBoot,
                worldSeq,
                lamport,
                starts,
                faults,
                lost,
                starting,
                later,
                assumptions(lost, starting, later));
    }

    private List<String> assumptions(List<MessageLost> lost, List<NodeId> starting, List<SimStart.Line> later) {
        List<String> all = new ArrayList<>();
        all.add("Messages that were under way are lost: " + count(lost.size(), "message") + ".");
        all.add("Election timers that were armed run out when they were due; later timeouts are drawn from the seed.");
        all.add("A leader counts those as heard whose answers it had told of, and begins to count its rounds anew.");
        all.add(
                "A ballot that was being written is taken for not written; every connection between nodes that run is up.");
        all.add("From here on a message takes 0.2 to 1 ms, a save 0.5 to 2 ms, and clocks run true but for faults.");
        if (!starting.isEmpty()) {
            all.add("Nodes that were being started come up at once: " + starting + ".");
        }
        if (!later.isEmpty()) {
            all.add("What was done later is done again at its time: " + count(later.size(), "line") + ".");
        }
        if (!notTaken.isEmpty()) {
            all.add("Left out, because a simulation has no such thing: " + String.join("; ", notTaken) + ".");
        }
        return all;
    }

    private NodeMemory node(NodeId id) {
        return nodes.computeIfAbsent(id, NodeMemory::new);
    }

    private FaultState faults(Settings first) {
        TreeMap<NodeId, Settings> changed = new TreeMap<>();
        TreeSet<NodeId> down = new TreeSet<>();
        nodes.forEach((id, memory) -> {
            memory.settings.filter(own -> !own.equals(first)).ifPresent(own -> changed.put(id, own));
            if (!memory.runs && !memory.isStarting) {
                down.add(id);
            }
        });
        List<ActiveFault> active = active();
        TreeSet<NodeId> paused = new TreeSet<>();
        active.stream()
                .filter(fault -> fault.word() == ProcessWords.PAUSE)
                .forEach(fault -> paused.addAll(fault.nodes()));
        OptionalLong draw = history.timersAligned()
                ? nodes.values().stream()
                        .mapToLong(memory -> memory.lastDrawNanos)
                        .filter(nanosDrawn -> nanosDrawn > 0)
                        .findFirst()
                : OptionalLong.empty();
        return new FaultState(
                lastNumber + 1, first, changed, draw, down, paused, new TreeSet<>(), history.same(), active);
    }

    private List<ActiveFault> active() {
        List<ActiveFault> active = new ArrayList<>();
        for (FaultSpan span : history.faults()) {
            simulated(span.told()).ifPresent(fault -> active.add(active(span, fault)));
        }
        return active;
    }

    /** What is about links holds links, whatever nodes it names. */
    private ActiveFault active(FaultSpan span, Fault fault) {
        boolean cutOff = fault.word() == ShapeWords.ISOLATE && span.links().isEmpty();
        List<Link> links = cutOff ? around(span.nodes()) : span.links();
        OptionalLong during = fault.value().duringNanos();
        OptionalLong until =
                during.isPresent() ? OptionalLong.of(span.fromNanos() + during.getAsLong()) : OptionalLong.empty();
        return new ActiveFault(
                span.number(),
                Optional.of(span.began().id()),
                fault,
                links.isEmpty() ? span.nodes() : List.of(),
                links,
                span.fromNanos(),
                until);
    }

    private List<MessageLost> lost() {
        List<MessageLost> lost = new ArrayList<>();
        messages.underWay().stream()
                .filter(sent -> nanos - sent.tNanos() < UNDER_WAY_NANOS_MAX)
                .forEach(sent -> {
                    MessageSent message = (MessageSent) sent.fact();
                    lost.add(new MessageLost(
                            sent.id(),
                            sent.node(),
                            message.to(),
                            message.kind(),
                            message.term(),
                            LossReason.CONNECTION_CLOSED,
                            Optional.empty()));
                });
        return lost;
    }

    /** The lines of the rest of the run. */
    private List<SimStart.Line> later() {
        List<SimStart.Line> later = new ArrayList<>();
        for (StampedFact fact : run.subList(count, run.size())) {
            if (fact.fact() instanceof FaultBegan began) {
                simulated(began)
                        .ifPresent(line ->
                                later.add(new SimStart.Line(Math.max(nanos, fact.tNanos()), began.fault(), line)));
            }
        }
        return later;
    }

    /** The line in the words of a simulation; empty when it has none for it. */
    private Optional<Fault> simulated(FaultBegan began) {
        Optional<Fault> line = FaultLanguage.told(began);
        if (line.isEmpty()) {
            notTaken.add(began.text());
        }
        return line.map(fault -> new Fault(
                SIMULATED.getOrDefault(fault.word(), fault.word()), fault.nodes(), fault.links(), fault.value()));
    }

    @Override
    public void on(Booted fact) {
        base = base.or(() -> Optional.of(fact.settings()));
        fact.members().forEach(this::node);
    }

    @Override
    public void on(FaultBegan fact) {
        lastNumber = Math.max(lastNumber, fact.fault());
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(id -> node(id).runs = false);
        }
        if (fact.does(FaultEffect.Kind.FORGETS)) {
            fact.nodes().forEach(id -> node(id).durable = Ballot.BLANK);
        }
    }

    /** Every link of these nodes with others, both ways. */
    private List<Link> around(List<NodeId> apart) {
        List<Link> links = new ArrayList<>();
        for (NodeId one : apart) {
            for (NodeId other : nodes.keySet()) {
                if (!apart.contains(other)) {
                    links.add(new Link(one, other));
                    links.add(new Link(other, one));
                }
            }
        }
        return links;
    }

    @Override
    public void on(ProcessBegan fact) {
        node(fact.target()).isStarting = !node(fact.target()).runs;
    }

    @Override
    public void on(ProcessEnded fact) {
        node(fact.target()).runs = false;
        node(fact.target()).isStarting = false;
    }
}
