package dev.raftbeat.sim;

import static dev.raftbeat.world.PlainText.count;

import dev.raftbeat.fault.ActiveFault;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultLanguage;
import dev.raftbeat.fault.FaultState;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactFold;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageLost;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.TreeSet;

/** Makes the start of a simulation out of what another run had told up to a moment. */
final class StartFold extends FactFold<Void> {
    /** A message that nobody has told the end of for so long has ended untold: its node died with it. */
    private static final long UNDER_WAY_NANOS_MAX = 10_000_000_000L;

    private final List<StampedFact> run;
    private final int count;
    private final long nanos;
    private final TreeMap<NodeId, NodeMemory> nodes = new TreeMap<>();
    private final TreeMap<Long, ActiveFault> active = new TreeMap<>();
    private final Map<FactId, StampedFact> underWay = new LinkedHashMap<>();
    private final List<NodeId> leaders = new ArrayList<>();
    private final TreeSet<Long> numbers = new TreeSet<>();
    private final List<String> notTaken = new ArrayList<>();
    private Optional<Settings> base = Optional.empty();
    private List<NodeId> same = List.of();
    private boolean aligned;
    private int worldBoot = 1;
    private long worldSeq;
    private long lamport;
    private StampedFact now;

    StartFold(List<StampedFact> run, int count, long nanos) {
        this.run = run;
        this.count = count;
        this.nanos = nanos;
    }

    SimStart start() {
        for (StampedFact fact : run.subList(0, count)) {
            now = fact;
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
                leaders,
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
        TreeSet<NodeId> paused = new TreeSet<>();
        active.values().stream()
                .filter(fault -> fault.word() == FaultWord.PAUSE)
                .forEach(fault -> paused.addAll(fault.nodes()));
        OptionalLong draw = aligned
                ? nodes.values().stream()
                        .mapToLong(memory -> memory.lastDrawNanos)
                        .filter(nanosDrawn -> nanosDrawn > 0)
                        .findFirst()
                : OptionalLong.empty();
        long next = numbers.isEmpty() ? 1 : numbers.last() + 1;
        return new FaultState(
                next, first, changed, draw, down, paused, new TreeSet<>(), same, List.copyOf(active.values()));
    }

    private List<MessageLost> lost() {
        List<MessageLost> lost = new ArrayList<>();
        underWay.values().stream()
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
                simulated(began.text())
                        .ifPresent(text ->
                                later.add(new SimStart.Line(Math.max(nanos, fact.tNanos()), began.fault(), text)));
            }
        }
        return later;
    }

    /** The line in the words of a simulation; empty when it has none for it. */
    private Optional<String> simulated(String text) {
        String words = text.replaceFirst("^drop packets ", "cut ")
                .replaceFirst("^pass packets ", "join ")
                .replaceFirst("^unplug ", "isolate ");
        return parsed(words).map(fault -> words);
    }

    private Optional<Fault> parsed(String text) {
        try {
            return Optional.of(FaultLanguage.parse(text));
        } catch (FaultSyntaxException | IllegalArgumentException e) {
            notTaken.add(text);
            return Optional.empty();
        }
    }

    @Override
    protected Void otherwise(Fact fact) {
        return null;
    }

    @Override
    public Void booted(Booted fact) {
        base = base.or(() -> Optional.of(fact.settings()));
        fact.members().forEach(this::node);
        return null;
    }

    @Override
    public Void becameLeader(BecameLeader fact) {
        leaders.add(now.node());
        return null;
    }

    @Override
    public Void messageSent(MessageSent fact) {
        underWay.put(now.id(), now);
        return null;
    }

    @Override
    public Void messageDelivered(MessageDelivered fact) {
        underWay.remove(fact.id());
        return null;
    }

    @Override
    public Void messageLost(MessageLost fact) {
        underWay.remove(fact.id());
        return null;
    }

    @Override
    public Void faultBegan(FaultBegan fact) {
        numbers.add(fact.fault());
        if (!fact.nodes().isEmpty()) {
            same = fact.nodes();
        }
        if (fact.does(FaultEffect.Kind.ENDS)) {
            fact.nodes().forEach(id -> node(id).runs = false);
        }
        if (fact.does(FaultEffect.Kind.FORGETS)) {
            fact.nodes().forEach(id -> node(id).durable = Ballot.BLANK);
        }
        aligned = fact.does(FaultEffect.Kind.ALIGNS) || (aligned && !fact.does(FaultEffect.Kind.SPREADS));
        if (fact.lasts()) {
            simulated(fact.text()).flatMap(this::parsed).ifPresent(fault -> begin(fact, fault));
        }
        return null;
    }

    private void begin(FaultBegan fact, Fault fault) {
        OptionalLong until = fault instanceof Fault.Flap flap && flap.during().isPresent()
                ? OptionalLong.of(now.tNanos() + flap.during().get().nanos(0))
                : OptionalLong.empty();
        hold(
                new ActiveFault(fact.fault(), Optional.of(now.id()), fault, List.of(), List.of(), now.tNanos(), until),
                fact.nodes(),
                fact.links());
    }

    /** What is about links holds links, whatever nodes it names. */
    private void hold(ActiveFault of, List<NodeId> nodes, List<Link> links) {
        List<Link> held = of.word() == FaultWord.ISOLATE && links.isEmpty() ? around(nodes) : links;
        active.put(
                of.number(),
                new ActiveFault(
                        of.number(),
                        of.began(),
                        of.fault(),
                        held.isEmpty() ? nodes : List.of(),
                        held,
                        of.sinceNanos(),
                        of.untilNanos()));
    }

    @Override
    public Void faultNarrowed(FaultNarrowed fact) {
        ActiveFault before = active.get(fact.fault());
        if (before != null) {
            hold(before, fact.nodes(), fact.links());
        }
        return null;
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
    public Void faultEnded(FaultEnded fact) {
        active.remove(fact.fault());
        return null;
    }

    @Override
    public Void processBegan(ProcessBegan fact) {
        node(fact.target()).isStarting = !node(fact.target()).runs;
        return null;
    }

    @Override
    public Void processEnded(ProcessEnded fact) {
        node(fact.target()).runs = false;
        node(fact.target()).isStarting = false;
        return null;
    }
}
