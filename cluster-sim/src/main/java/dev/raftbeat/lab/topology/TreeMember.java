package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.topology.Packet.Kind;

/**
 * A hierarchy of two levels: groups of about the square root of all members, each with a leader that its group sends
 * heartbeats to, and a root that the leaders send theirs to. Reports climb with the leaders' heartbeats, at once when there
 * is something to report, and news comes down with the answers.
 *
 * <p>When a leader does not answer for the timeout, its group turns to the next member by rank, which leads from then on:
 * it watches the whole group afresh and tells the root its rank. A leader that comes back with a lower rank is told so and
 * steps down, and sends on whoever still turns to it. A second root stands by in the same way.
 */
final class TreeMember implements Member {
    /** The root, and the one that stands by. */
    static final int ROOTS = 2;

    /** The number of a redirection that names a root and no rank. */
    private static final int AT_THE_ROOT = 1;

    private static final SilenceQueue NOBODY = new SilenceQueue(0, 0);
    private final int self;
    private final int members;
    private final TopologySettings settings;
    private final Groups groups;
    private final Differences deadOnes = new Differences();
    private ChangeLog log = new ChangeLog();
    private final ChangeLog reports = new ChangeLog();
    private final Differences ranks = new Differences();
    private SilenceQueue silences = NOBODY;
    private Differences greeted;
    private boolean leading;
    private boolean rooting;
    private int root;
    private int rank;
    private int cursor;
    private boolean afresh;
    private int reported;
    private long answeredAt;
    private long nextBeat;

    /** Who belongs where: the roots first, then group after group. */
    record Groups(int members, int size) {
        static Groups of(int members) {
            return new Groups(members, (int) Math.ceil(Math.sqrt(members - ROOTS)));
        }

        int first(int member) {
            return ROOTS + (member - ROOTS) / size * size;
        }

        int sizeOf(int first) {
            return Math.min(size, members - first);
        }

        int count() {
            return (members - ROOTS + size - 1) / size;
        }
    }

    TreeMember(int self, int members, TopologySettings settings) {
        this.self = self;
        this.members = members;
        this.settings = settings;
        groups = Groups.of(members);
    }

    private boolean isRoot() {
        return self < ROOTS;
    }

    private int first() {
        return groups.first(self);
    }

    private int ownRank() {
        return self - first();
    }

    /** Whom heartbeats go to; itself for the root. */
    private int parent() {
        return isRoot() ? (rooting ? self : ROOTS - 1 - self) : leading ? root : first() + rank;
    }

    @Override
    public void start(long now, MemberOutput out) {
        nextBeat = now;
        long later = now + settings.intervalNanos();
        answeredAt = later;
        if (self == 0) {
            takeRoot(later);
            silences.heard(1, later);
        } else if (!isRoot() && ownRank() == 0) {
            lead(later);
        }
        wake(now, out);
    }

    private void takeRoot(long now) {
        rooting = true;
        silences = new SilenceQueue(0, members);
        remember();
        for (int first = ROOTS; first < members; first += groups.size()) {
            silences.heard(first + ranks.get(first), now);
        }
    }

    private void lead(long now) {
        leading = true;
        rank = ownRank();
        root = 0;
        askAfresh();
        answeredAt = now;
        int first = first();
        silences = new SilenceQueue(first, groups.sizeOf(first));
        remember();
        for (int member = first; member < first + groups.sizeOf(first); member++) {
            if (member != self && deadOnes.get(member) == 0) {
                silences.heard(member, now);
            }
        }
    }

    /** What was learnt as a follower is news to those who now follow. */
    private void remember() {
        for (int dead : deadOnes.members()) {
            log.add(dead, true);
        }
    }

    /** The next answer comes from somebody else, who tells all that is known from the start. */
    private void askAfresh() {
        cursor = 0;
        afresh = true;
    }

    /** What was held before is void, but for what this member itself judges. */
    private void forget(MemberOutput out) {
        for (int member : deadOnes.members()) {
            if (!(leading && inGroup(member))) {
                learn(member, false, out);
            }
        }
    }

    private boolean inGroup(int member) {
        return !isRoot() && member >= ROOTS && groups.first(member) == first();
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        switch (packet.kind) {
            case BEAT -> beat(from, packet, now, out);
            case ANSWER -> {
                if (from == parent()) {
                    answeredAt = now;
                    cursor = packet.number;
                    reported = leading ? packet.other : 0;
                    if (afresh) {
                        afresh = false;
                        forget(out);
                    }
                    learn(from, false, out);
                    apply(packet, out);
                }
            }
            case REDIRECT -> {
                if (packet.number == AT_THE_ROOT) {
                    turnTo(packet.other, now);
                } else {
                    follow(packet.other, now);
                }
            }
            default -> {}
        }
    }

    private void beat(int from, Packet packet, long now, MemberOutput out) {
        if (isRoot()) {
            beatAtRoot(from, packet, now, out);
            return;
        }
        if (!inGroup(from)) {
            return;
        }
        if (!leading && ownRank() < rank) {
            out.send(from, Packet.of(Kind.REDIRECT, 0, rank));
            return;
        }
        if (!leading) {
            lead(now);
            // Whoever led before may have reported some dead who now turn up here: each is reported alive once.
            greeted = new Differences();
        }
        if (greeted != null && greeted.get(from) == 0) {
            greeted.put(from, 1);
            reports.add(from, false);
        }
        judge(from, false, out);
        silences.heard(from, now);
        out.send(from, log.answer(packet.other, 0));
    }

    private void beatAtRoot(int from, Packet packet, long now, MemberOutput out) {
        if (!rooting) {
            if (now < answeredAt + settings.intervalNanos() * 3 / 2) {
                out.send(from, Packet.of(Kind.REDIRECT, AT_THE_ROOT, parent()));
                return;
            }
            takeRoot(now);
        }
        if (from >= ROOTS) {
            int first = groups.first(from);
            int told = from - first;
            if (told < ranks.get(first)) {
                out.send(from, Packet.of(Kind.REDIRECT, 0, ranks.get(first)));
                return;
            }
            if (told > ranks.get(first)) {
                silences.forget(first + ranks.get(first));
                ranks.put(first, told);
            }
        }
        learn(from, false, out);
        silences.heard(from, now);
        apply(packet, out);
        out.send(from, log.answer(packet.other, packet.number));
    }

    /** Another leads this member's group. */
    private void follow(int newRank, long now) {
        if (isRoot() || newRank == ownRank()) {
            return;
        }
        leading = false;
        silences = NOBODY;
        rank = newRank;
        askAfresh();
        answeredAt = now;
    }

    /** The other root is well: one that merely could not be reached for a while must not leave two at work. */
    private void turnTo(int activeRoot, long now) {
        if (leading) {
            root = activeRoot;
            reported = 0;
            askAfresh();
            answeredAt = now;
            nextBeat = now;
        }
    }

    private void apply(Packet packet, MemberOutput out) {
        for (long item : packet.items) {
            int subject = ChangeLog.subject(item);
            boolean ownGroup = leading && inGroup(subject);
            if (!ownGroup && subject != self) {
                learn(subject, ChangeLog.dead(item), out);
            }
        }
    }

    private boolean learn(int subject, boolean dead, MemberOutput out) {
        if (dead == (deadOnes.get(subject) != 0)) {
            return false;
        }
        deadOnes.put(subject, dead ? 1 : 0);
        if (leading || rooting) {
            log.add(subject, dead);
        }
        out.hold(subject, dead ? MemberStatus.DEAD : MemberStatus.TRUSTED);
        return true;
    }

    private void judge(int subject, boolean dead, MemberOutput out) {
        if (learn(subject, dead, out) && leading) {
            reports.add(subject, dead);
            beatParent(out);
        }
    }

    private void beatParent(MemberOutput out) {
        if (parent() != self) {
            out.send(parent(), reports.packet(Kind.BEAT, leading ? reported : reports.size(), cursor));
        }
    }

    @Override
    public void wake(long now, MemberOutput out) {
        if (now >= nextBeat) {
            beatParent(out);
            nextBeat = settings.after(nextBeat, now);
        }
        while (silences.deadline(settings.timeoutNanos()) <= now) {
            int silent = silences.longest();
            silences.forget(silent);
            judge(silent, true, out);
        }
        if (rooting && silences.longest() < 0) {
            leaveRoot(now, out);
        }
        if (parent() != self && now >= answeredAt + settings.timeoutNanos()) {
            turnFrom(parent(), now, out);
        }
    }

    /** A root that nobody turns to was itself away: the other one has its place, and it knows nothing any more. */
    private void leaveRoot(long now, MemberOutput out) {
        rooting = false;
        forget(out);
        log = new ChangeLog();
        askAfresh();
        answeredAt = now;
    }

    /** The one above does not answer. */
    private void turnFrom(int silent, long now, MemberOutput out) {
        answeredAt = now;
        askAfresh();
        if (isRoot()) {
            takeRoot(now);
            learn(silent, true, out);
        } else if (leading) {
            root = (root + 1) % ROOTS;
            reported = 0;
            judge(silent, true, out);
        } else {
            rank = (rank + 1) % groups.sizeOf(first());
            if (rank == ownRank()) {
                lead(now);
                greeted = new Differences();
                judge(silent, true, out);
            }
        }
        beatParent(out);
    }

    @Override
    public long wakeAt() {
        long at = Math.min(nextBeat, silences.deadline(settings.timeoutNanos()));
        return parent() == self ? at : Math.min(at, answeredAt + settings.timeoutNanos());
    }

    /** A root has a row for each member, a leader for each of its group, whoever may lead the addresses of its group. */
    @Override
    public long memoryBytes() {
        return isRoot() ? (long) members * (SilenceQueue.BYTES + 1) : (long) groups.size() * (SilenceQueue.BYTES + 9);
    }
}
