package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.detector.LocalHealth;
import dev.raftbeat.lab.detector.SuspicionTimeout;
import dev.raftbeat.lab.topology.Packet.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * SWIM (Das, Gupta and Motivala, DSN 2002) with suspicion, and Lifeguard (Dadgar, Phillips and Currey, DSN 2018) upon it.
 * In each protocol period a member probes one other; without an answer it asks three others to probe for it; without an
 * answer by the end of the period it suspects. News travels on the probes and their answers alone. Half a period is the
 * time to wait for the direct answer, as in memberlist.
 *
 * <p>Lifeguard adds: a member that doubts itself probes more slowly and waits longer (local health, told also by proxies
 * that answer "I could not reach it either" or fail to); a suspicion's time starts long and shrinks as others confirm; and
 * whoever is probed under suspicion is told so at once.
 */
final class SwimMember implements Member {
    private static final int PROXIES = 3;
    /** A proxy gives up after this share of the time that the asker has, in percent, so that its word is in time. */
    private static final int PROXY_PERCENT = 80;

    private static final int TRIES = 20;
    private static final int NOBODY = -1;

    private record Errand(int asker, int askersNumber, int number, long until) {}

    private final int self;
    private final int members;
    private final long intervalNanos;
    private final boolean lifeguard;
    private final SplittableRandom random;
    private final ProbeOrder order;
    private final Rumours rumours;
    private final LocalHealth health = new LocalHealth();
    private final SwimView view;
    private final List<Errand> errands = new ArrayList<>(0);

    private int number;
    private int target = NOBODY;
    private int probe;
    private long askAt;
    private long periodEnds;
    private int proxiesAsked;
    private int refusalsDue;

    SwimMember(
            int self,
            int members,
            TopologySettings settings,
            boolean lifeguard,
            SuspicionTimeout timeout,
            SplittableRandom random) {
        this.self = self;
        this.members = members;
        this.intervalNanos = settings.intervalNanos();
        this.lifeguard = lifeguard;
        this.random = random;
        order = new ProbeOrder(members, random);
        rumours = new Rumours(members);
        view = new SwimView(self, timeout, lifeguard, health, rumours);
    }

    /** How long a suspicion lasts in a group of this size; without Lifeguard others' confirmations change nothing. */
    static SuspicionTimeout suspicion(int members, long intervalNanos, boolean lifeguard) {
        return SuspicionTimeout.ofGroup(
                members, intervalNanos, SuspicionTimeout.ALPHA, lifeguard ? SuspicionTimeout.BETA : 1);
    }

    @Override
    public void start(long now, MemberOutput out) {
        beginPeriod(now, now, out);
    }

    @Override
    public void wake(long now, MemberOutput out) {
        view.expire(now, out);
        refuse(now, out);
        if (now >= askAt) {
            askAt = NEVER;
            askProxies(out);
        }
        if (now >= periodEnds) {
            endPeriod(now, out);
            beginPeriod(periodEnds, now, out);
        }
    }

    private int multiplier() {
        return lifeguard ? health.multiplier() : 1;
    }

    private void beginPeriod(long due, long now, MemberOutput out) {
        long period = intervalNanos * multiplier();
        periodEnds = due + period > now ? due + period : now + period;
        askAt = NEVER;
        target = nextTarget();
        if (target == NOBODY) {
            return;
        }
        probe = ++number;
        proxiesAsked = 0;
        refusalsDue = 0;
        askAt = periodEnds - period / 2;
        out.send(target, Packet.of(Kind.PING, probe, 0, rumours.take(aside(target))));
    }

    private int nextTarget() {
        for (int tries = 0; tries < 2 * members; tries++) {
            int next = order.next(random);
            if (next != self && view.stateOf(next) != Rumour.DEAD) {
                return next;
            }
        }
        return NOBODY;
    }

    /** What a probed member, or one that is heard again, has to be told so that it can defend itself. */
    private long aside(int to) {
        boolean tell = lifeguard || view.stateOf(to) == Rumour.DEAD;
        return tell ? view.against(to) : 0;
    }

    private void askProxies(MemberOutput out) {
        if (target == NOBODY) {
            return;
        }
        int[] asked = new int[PROXIES];
        int count = 0;
        for (int tries = 0; tries < TRIES && count < PROXIES; tries++) {
            int proxy = random.nextInt(members);
            boolean fit = proxy != self && proxy != target && view.stateOf(proxy) == Rumour.ALIVE;
            for (int i = 0; i < count; i++) {
                fit &= asked[i] != proxy;
            }
            if (fit) {
                asked[count++] = proxy;
                out.send(proxy, Packet.of(Kind.PING_REQ, probe, target, rumours.take(0)));
            }
        }
        proxiesAsked = count;
        refusalsDue = count;
    }

    private void endPeriod(long now, MemberOutput out) {
        if (target == NOBODY) {
            return;
        }
        if (lifeguard) {
            // An answer from each proxy, if only "I could not either", shows that one's own messages come and go.
            int missed = proxiesAsked == 0 ? 1 : refusalsDue;
            for (int i = 0; i < missed; i++) {
                health.worse();
            }
        }
        int failed = target;
        target = NOBODY;
        view.accuse(failed, now, out);
    }

    /** Tells those who asked for a probe that there was no answer; before Lifeguard they are told nothing. */
    private void refuse(long now, MemberOutput out) {
        for (int i = errands.size() - 1; i >= 0; i--) {
            Errand errand = errands.get(i);
            if (errand.until <= now) {
                errands.remove(i);
                if (lifeguard) {
                    out.send(errand.asker, Packet.of(Kind.NACK, errand.askersNumber, 0, rumours.take(0)));
                }
            }
        }
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        for (long rumour : packet.items) {
            view.hear(rumour, now, out);
        }
        switch (packet.kind) {
            case PING -> out.send(from, Packet.of(Kind.ACK, packet.number, 0, rumours.take(aside(from))));
            case PING_REQ -> {
                int mine = ++number;
                errands.add(new Errand(from, packet.number, mine, now + intervalNanos / 2 * PROXY_PERCENT / 100));
                out.send(packet.other, Packet.of(Kind.PING, mine, 0, rumours.take(aside(packet.other))));
            }
            case ACK -> acknowledged(packet.number, out);
            case NACK -> {
                if (target != NOBODY && packet.number == probe && refusalsDue > 0) {
                    refusalsDue--;
                }
            }
            default -> {}
        }
    }

    private void acknowledged(int acknowledged, MemberOutput out) {
        if (target != NOBODY && acknowledged == probe) {
            target = NOBODY;
            askAt = NEVER;
            health.better();
            return;
        }
        for (int i = 0; i < errands.size(); i++) {
            Errand errand = errands.get(i);
            if (errand.number == acknowledged) {
                errands.remove(i);
                out.send(errand.asker, Packet.of(Kind.ACK, errand.askersNumber, 0, rumours.take(0)));
                return;
            }
        }
    }

    @Override
    public long wakeAt() {
        long at = Math.min(Math.min(askAt, periodEnds), view.deadline());
        for (Errand errand : errands) {
            at = Math.min(at, errand.until);
        }
        return at;
    }

    /** A list of members with address, incarnation, state, and a place in the order of probes. */
    @Override
    public long memoryBytes() {
        return 17L * members;
    }
}
