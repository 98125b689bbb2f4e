package dev.raftbeat.check;

import dev.raftbeat.drive.Driver;
import dev.raftbeat.drive.Ports;
import dev.raftbeat.drive.Stamper;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultEnded;
import dev.raftbeat.protocol.WorldFact.ProcessBegan;
import dev.raftbeat.protocol.WorldFact.ProcessEnded;
import dev.raftbeat.raft.RaftConfig;
import dev.raftbeat.raft.RaftCore;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** The real core and driver in virtual time, so small that checks can be held against facts that nobody made up. */
public final class CoreCluster {
    public static final long MILLI = 1_000_000L;

    private record Due(long at, long order, Runnable what) {}

    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>((a, b) -> a.at != b.at ? Long.compare(a.at, b.at) : Long.compare(a.order, b.order));
    private final List<NodeId> members;
    private final Settings settings;
    private final RaftRules rules;
    private final Random random;
    private final SortedMap<NodeId, Host> hosts = new TreeMap<>();
    private final SortedSet<Link> cut = new TreeSet<>();
    private final List<StampedFact> facts = new ArrayList<>();
    private final Stamper world;
    private long now;
    private long order;
    private long faults;
    private boolean crossed;

    public CoreCluster(int size, Settings settings, RaftRules rules, long seed) {
        this.members = History.unbooted(size).members();
        this.settings = settings;
        this.rules = rules;
        this.random = new Random(seed);
        this.world = new Stamper(NodeId.WORLD, 1, () -> now, facts::add);
        members.forEach(member -> hosts.put(member, new Host(member)));
        members.forEach(this::restart);
    }

    public List<StampedFact> facts() {
        return facts;
    }

    public List<NodeId> members() {
        return members;
    }

    public long now() {
        return now;
    }

    /** From now on every message is delivered to the node behind its receiver as well, the last to the first. */
    public void crossWires() {
        crossed = true;
    }

    public void command(NodeId node, Command command) {
        hosts.get(node).driver.ifPresent(driver -> driver.command(command, Optional.empty()));
    }

    public void run(long millis) {
        long until = now + millis * MILLI;
        while (!agenda.isEmpty() && agenda.peek().at <= until) {
            Due due = agenda.poll();
            now = due.at;
            due.what.run();
        }
        now = until;
    }

    public void kill(NodeId node) {
        hosts.get(node).driver.ifPresent(Driver::halt);
        hosts.get(node).driver = Optional.empty();
        world.tell(new ProcessEnded(node, "killed"), Optional.empty());
    }

    boolean runs(NodeId node) {
        return hosts.get(node).driver.isPresent();
    }

    public void restart(NodeId node) {
        world.tell(new ProcessBegan(node, 1), Optional.empty());
        hosts.get(node).boot();
    }

    /** Cuts these links; answers the fault's number. */
    public long cut(List<Link> links) {
        cut.addAll(links);
        tellWorld(History.began(++faults, "cut " + links.get(0), "fault", List.of(), links, ""));
        return faults;
    }

    public void joinAll(long fault) {
        cut.clear();
        tellWorld(new FaultEnded(fault, "join"));
    }

    private void tellWorld(Fact fact) {
        world.tell(fact, Optional.empty());
    }

    private void later(long nanos, Runnable what) {
        agenda.add(new Due(now + nanos, order++, what));
    }

    private final class Host {
        private final NodeId id;
        private Ballot disk = Ballot.BLANK;
        private int boots;
        private long savedBy;
        private Optional<Driver<RaftMessage>> driver = Optional.empty();

        private Host(NodeId id) {
            this.id = id;
        }

        private void boot() {
            boots++;
            RaftConfig config = new RaftConfig(id, members, settings, boots);
            RaftCore core = new RaftCore(config, disk, rules, new SplittableRandom(random.nextLong()));
            Life life = new Life(this);
            Driver<RaftMessage> born = new Driver<>(core, new Stamper(id, boots, () -> now, facts::add), life);
            life.driver = born;
            driver = Optional.of(born);
            born.start(new Booted(disk.term(), disk.votedFor(), members, settings, 0, Optional.empty()));
        }
    }

    /** What one life of a node stands on; what it has asked for dies with it. */
    private final class Life implements Ports<RaftMessage> {
        private final Host host;
        private Driver<RaftMessage> driver;
        private long wakes;

        private Life(Host host) {
            this.host = host;
        }

        private boolean lives() {
            return host.driver.filter(present -> present == driver).isPresent();
        }

        @Override
        public long now(long hostNanos) {
            return hostNanos;
        }

        @Override
        public void save(Ballot ballot, SaveAnswer answer) {
            // In the order of the calls, as a disk thread does it.
            host.savedBy = Math.max(host.savedBy, now + random.nextInt((int) (2 * MILLI)));
            later(host.savedBy - now, () -> {
                if (lives()) {
                    host.disk = ballot;
                    answer.durable();
                }
            });
        }

        @Override
        public void send(Envelope<RaftMessage> envelope, long lamport) {
            later(MILLI / 2 + random.nextInt((int) (3 * MILLI)), () -> {
                if (!cut.contains(envelope.link())) {
                    hosts.get(envelope.to()).driver.ifPresent(to -> to.receive(envelope, lamport, 0));
                    stray(envelope, lamport);
                }
            });
        }

        private void stray(Envelope<RaftMessage> envelope, long lamport) {
            NodeId next = members.get((members.indexOf(envelope.to()) + 1) % members.size());
            if (crossed) {
                hosts.get(next).driver.ifPresent(to -> to.receive(envelope, lamport, 1));
            }
        }

        @Override
        public void wakeAt(long at) {
            long wake = ++wakes;
            if (at != Long.MAX_VALUE) {
                later(Math.max(0, at - now), () -> {
                    if (wake == wakes && lives()) {
                        driver.wake();
                    }
                });
            }
        }

        @Override
        public void afterArrivals(Runnable then) {
            later(0, then);
        }

        @Override
        public void stop(String reason) {
            host.driver = Optional.empty();
        }

        @Override
        public void end() {
            host.driver = Optional.empty();
        }
    }
}
