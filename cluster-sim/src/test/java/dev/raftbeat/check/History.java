package dev.raftbeat.check;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.MessageDelivered;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.FaultNarrowed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes histories by hand: {@code history.node("n1").tells(...)}, stamped as a driver would stamp them. */
public final class History {
    public static final Settings LAN = Pace.LAN.settings();

    private final List<NodeId> members;
    private final SortedMap<NodeId, Teller> tellers = new TreeMap<>();
    private final List<StampedFact> facts = new ArrayList<>();
    private long nowNanos;
    private long lamport;
    private long faults;

    private History(List<NodeId> members) {
        this.members = members;
    }

    /** A cluster of {@code n1} to {@code n<size>}, all up in term 0 with the intervals of a LAN. */
    public static History booted(int size) {
        History history = unbooted(size);
        history.members.forEach(member -> history.node(member.name()).boots(0, null));
        return history;
    }

    public static History unbooted(int size) {
        List<NodeId> members = new ArrayList<>();
        for (int i = 1; i <= size; i++) {
            members.add(new NodeId("n" + i));
        }
        return new History(members);
    }

    public List<NodeId> members() {
        return List.copyOf(members);
    }

    public static NodeId id(String name) {
        return new NodeId(name);
    }

    public static List<NodeId> ids(String... names) {
        return Arrays.stream(names).map(NodeId::new).toList();
    }

    /** What is told from now on is told at this time. */
    public History at(long millis) {
        nowNanos = millis * 1_000_000L;
        return this;
    }

    public long nowNanos() {
        return nowNanos;
    }

    public Teller node(String name) {
        return tellers.computeIfAbsent(id(name), Teller::new);
    }

    public Teller world() {
        return node("world");
    }

    /** Begins a fault and answers its number; links are written as {@code "n1 -> n2"}. */
    public long fault(String text, List<NodeId> nodes, String... links) {
        return begin("fault", text, nodes, links);
    }

    public long action(String text, List<NodeId> nodes) {
        return begin("action", text, nodes);
    }

    private long begin(String kind, String text, List<NodeId> nodes, String... links) {
        List<Link> parsed = Arrays.stream(links)
                .map(link -> link.split(" -> "))
                .map(ends -> new Link(id(ends[0]), id(ends[1])))
                .toList();
        world().tells(began(++faults, text, kind, nodes, parsed, text));
        return faults;
    }

    /** The fact of a line, with the word and the effects that the fault language gives it. */
    public static FaultBegan began(
            long fault, String text, String kind, List<NodeId> nodes, List<Link> links, String sentence) {
        try {
            Fault line = FaultLanguage.parse(text);
            return new FaultBegan(fault, text, kind, line.word().text(), line.effects(), nodes, links, sentence);
        } catch (FaultSyntaxException e) {
            return new FaultBegan(fault, text, kind, "by hand", List.of(), nodes, links, sentence);
        }
    }

    /** Takes nodes or links out of a fault: these remain. */
    public void narrows(long fault, List<NodeId> nodes, Link... links) {
        world().tells(new FaultNarrowed(fault, "fault " + fault, nodes, List.of(links), ""));
    }

    public void ends(long fault) {
        world().tells(new FaultEnded(fault, "undo " + fault));
    }

    public List<StampedFact> facts() {
        return List.copyOf(facts);
    }

    /** Another interleaving: each node's facts in their order, the nodes mixed at random. */
    public List<StampedFact> shuffled(long seed) {
        Random random = new Random(seed);
        SortedMap<NodeId, Deque<StampedFact>> lanes = new TreeMap<>();
        facts.forEach(fact -> lanes.computeIfAbsent(fact.node(), ignored -> new ArrayDeque<>())
                .add(fact));
        List<StampedFact> mixed = new ArrayList<>();
        while (!lanes.isEmpty()) {
            List<NodeId> names = List.copyOf(lanes.keySet());
            NodeId next = names.get(random.nextInt(names.size()));
            mixed.add(lanes.get(next).remove());
            if (lanes.get(next).isEmpty()) {
                lanes.remove(next);
            }
        }
        return mixed;
    }

    /** One node, or the world. */
    public final class Teller {
        private final NodeId id;
        private int boot = 1;
        private long seq;
        private Optional<FactId> cause = Optional.empty();

        private Teller(NodeId id) {
            this.id = id;
        }

        /** The next facts follow from this one. */
        public Teller because(StampedFact fact) {
            cause = Optional.of(fact.id());
            return this;
        }

        /** Tells facts that follow from one another, as those of one input do; answers the last. */
        public StampedFact tells(Fact... told) {
            StampedFact last = null;
            for (Fact fact : told) {
                last = new StampedFact(nowNanos, id, boot, ++seq, ++lamport, cause, fact);
                facts.add(last);
                if (!(fact instanceof TimerArmed)) {
                    cause = Optional.of(last.id());
                }
            }
            cause = Optional.empty();
            return last;
        }

        /** Comes up with this ballot. */
        public StampedFact boots(long term, String votedFor) {
            Optional<NodeId> vote = Optional.ofNullable(votedFor).map(NodeId::new);
            return tells(new Booted(term, vote, members, LAN, 0, Optional.empty()));
        }

        /** Begins its next life; the caller says how it comes up. */
        public Teller restarts() {
            boot++;
            seq = 0;
            return this;
        }

        /** Facts that do not reach us. */
        public Teller loses(int count) {
            seq += count;
            return this;
        }

        public StampedFact sends(String to, String kind, long term) {
            return tells(new MessageSent(id(to), kind, term));
        }

        /** Takes in a message; what follows from it is told with {@code because}. */
        public StampedFact receives(StampedFact message) {
            MessageSent sent = (MessageSent) message.fact();
            return because(message)
                    .tells(new MessageDelivered(message.id(), message.node(), sent.kind(), sent.term(), 0));
        }
    }
}
