package dev.raftbeat.raft;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Command;
import dev.raftbeat.protocol.Effects;
import dev.raftbeat.protocol.Envelope;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.LinkFact.DeathProof;
import dev.raftbeat.protocol.LinkFact.FrameRefused;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Three to five cores on a network that loses, doubles, delays and reorders, and on hosts that crash between any two
 * steps of a save; all of it from one seed. {@link SafetyChecks} looks on. Two phases: first faults, then calm.
 */
final class RandomNetwork {
    private static final long MS = 1_000_000L;

    private final SplittableRandom random;
    private final RaftRules rules;
    private final SafetyChecks checks = new SafetyChecks();
    private final TreeMap<NodeId, RaftCore> cores = new TreeMap<>();
    private final TreeMap<NodeId, Ballot> disks = new TreeMap<>();
    private final TreeMap<NodeId, Integer> boots = new TreeMap<>();
    private final PriorityQueue<InFlight> flying =
            new PriorityQueue<>(Comparator.comparingLong(InFlight::at).thenComparingLong(InFlight::number));
    private final TreeSet<Link> cuts = new TreeSet<>();
    private final List<NodeId> members;
    private final Settings settings;
    private long now;
    private long numbers;
    private boolean calm;

    private record InFlight(long at, long number, Envelope<RaftMessage> envelope) {}

    RandomNetwork(long seed, RaftRules rules) {
        this.random = new SplittableRandom(seed);
        this.rules = rules;
        this.members = Hand.members(3 + random.nextInt(3));
        this.settings = Pace.LAN
                .settings()
                .withPreVote(random.nextBoolean())
                .withCheckQuorum(random.nextBoolean())
                .withEvidence(random.nextBoolean());
        members.forEach(node -> disks.put(node, Ballot.BLANK));
        members.forEach(this::boot);
    }

    SafetyChecks checks() {
        return checks;
    }

    /** Whether all follow one leader of one term. */
    boolean isStable() {
        return cores.values().stream()
                                .map(core ->
                                        core.state().term() + " " + core.state().believedLeader())
                                .distinct()
                                .count()
                        == 1
                && cores.get(members.get(0)).state().believedLeader().isPresent();
    }

    void runFaultsThenCalm(long faultNanos, long calmNanos) {
        runUntil(faultNanos);
        calm = true;
        cuts.clear();
        runUntil(faultNanos + calmNanos);
    }

    private void runUntil(long end) {
        while (now < end && checks.violations().isEmpty()) {
            NodeId next = cores.values().stream()
                    .min(Comparator.comparingLong(RaftCore::wakeAt))
                    .orElseThrow()
                    .config()
                    .self();
            long wakeAt = cores.get(next).wakeAt();
            if (!flying.isEmpty() && flying.peek().at() <= wakeAt) {
                InFlight message = flying.poll();
                now = Math.max(now, message.at());
                deliver(message.envelope());
            } else {
                // A wake comes late now and then, and sometimes for nothing.
                now = Math.max(now, wakeAt + (calm ? 0 : random.nextLong(3 * MS)));
                Effects<RaftMessage> effects = cores.get(next).wake(now);
                checks.wakesLater(effects, now);
                carryOut(next, effects);
            }
            if (!calm && random.nextInt(30) == 0) {
                disturb();
            }
        }
    }

    private void boot(NodeId node) {
        int boot = boots.merge(node, 1, Integer::sum);
        RaftConfig config = new RaftConfig(node, members, settings, boot);
        RaftCore core = new RaftCore(config, disks.get(node), rules, random.split());
        cores.put(node, core);
        carryOut(node, core.start(now));
    }

    private void deliver(Envelope<RaftMessage> envelope) {
        RaftCore core = cores.get(envelope.to());
        RaftState before = core.state();
        Effects<RaftMessage> effects = core.receive(envelope, now);
        if (effects.facts().stream().anyMatch(FrameRefused.class::isInstance)) {
            checks.refusedWithoutTrace(before, core.state(), effects);
        }
        carryOut(envelope.to(), effects);
    }

    /** As the driver does it: save, then facts, then sends; and as a crash does it, anywhere in between. */
    private void carryOut(NodeId node, Effects<RaftMessage> effects) {
        boolean crashes = !calm && effects.save().isPresent() && random.nextInt(6) == 0;
        int survived = crashes ? random.nextInt(3) : 3;
        if (survived >= 1) {
            effects.save().ifPresent(ballot -> disks.put(node, ballot));
        }
        if (survived >= 2) {
            checks.told(node, effects.facts());
        }
        if (survived >= 3) {
            effects.send().forEach(this::send);
        } else {
            boot(node);
        }
        checks.ballotNow(node, cores.get(node).state().ballot());
    }

    private void send(Envelope<RaftMessage> envelope) {
        numbers++;
        Envelope<RaftMessage> sent = envelope.sentAs(new FactId(envelope.from(), 1, numbers));
        if (calm) {
            flying.add(new InFlight(now + MS, numbers, sent));
            return;
        }
        boolean cut = cuts.contains(envelope.link());
        int copies = cut || random.nextInt(100) < 15 ? 0 : random.nextInt(100) < 15 ? 2 : 1;
        for (int copy = 0; copy < copies; copy++) {
            // Most are quick; one in eight is so late that it arrives in another term.
            long delay = random.nextInt(8) == 0 ? random.nextLong(600 * MS) : random.nextLong(5 * MS);
            flying.add(new InFlight(now + delay, numbers, sent));
        }
    }

    private void disturb() {
        NodeId node = members.get(random.nextInt(members.size()));
        NodeId other = members.get(random.nextInt(members.size()));
        RaftCore core = cores.get(node);
        switch (random.nextInt(14)) {
            case 0 -> boot(node);
            case 1 -> carryOut(node, core.command(new Command.CampaignNow(), now));
            case 2 -> carryOut(node, core.command(new Command.TransferTo(other), now));
            case 3 -> carryOut(node, core.connectionLost(other, now));
            case 4 ->
                deliver(forged(
                        other, node, new RaftMessage.TimeoutNow(core.state().term(), 9)));
            case 5 -> deliver(forged(other, node, new RaftMessage.RequestVote(Ballot.TERM_MAX, 0, 0, 9)));
            case 6, 7 -> cuts.clear();
            // Of the life that leads or of another, true or false: what is safe must not lean on proof.
            case 12, 13 -> carryOut(node, core.provenDead(other, random.nextInt(1, 4), DeathProof.REFUSED, now));
            case 8, 9 -> isolate(node, random.nextInt(3));
            default -> {
                Settings was = core.state().settings();
                carryOut(node, core.command(new Command.Configure(was.withPreVote(!was.preVote())), now));
            }
        }
    }

    /** Makes a node dumb, deaf, or both. */
    private void isolate(NodeId node, int how) {
        for (NodeId peer : cores.get(node).config().peers()) {
            Link out = new Link(node, peer);
            if (how != 0) {
                cuts.add(out);
            }
            if (how != 1) {
                cuts.add(out.reversed());
            }
        }
    }

    private Envelope<RaftMessage> forged(NodeId from, NodeId to, RaftMessage message) {
        return new Envelope<>(Optional.of(new FactId(from, 9, 1)), from, to, message);
    }
}
