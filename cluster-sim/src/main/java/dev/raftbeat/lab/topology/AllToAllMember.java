package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.topology.Packet.Kind;

/** Every member sends its heartbeat to every other, and each judges by itself: nothing to pass on, and N squared to pay. */
final class AllToAllMember implements Member {
    private final int self;
    private final int members;
    private final TopologySettings settings;
    private final SilenceQueue silences;
    private long nextBeat;

    AllToAllMember(int self, int members, TopologySettings settings) {
        this.self = self;
        this.members = members;
        this.settings = settings;
        silences = new SilenceQueue(0, members);
    }

    @Override
    public void start(long now, MemberOutput out) {
        nextBeat = now;
        for (int member = 0; member < members; member++) {
            if (member != self) {
                silences.heard(member, now + settings.intervalNanos());
            }
        }
        wake(now, out);
    }

    @Override
    public void receive(int from, Packet packet, long now, MemberOutput out) {
        if (!silences.watches(from)) {
            out.hold(from, MemberStatus.TRUSTED);
        }
        silences.heard(from, now);
    }

    @Override
    public void wake(long now, MemberOutput out) {
        if (now >= nextBeat) {
            Packet beat = Packet.of(Kind.BEAT, 0, 0);
            for (int member = 0; member < members; member++) {
                if (member != self) {
                    out.send(member, beat);
                }
            }
            nextBeat = settings.after(nextBeat, now);
        }
        while (silences.deadline(settings.timeoutNanos()) <= now) {
            int silent = silences.longest();
            silences.forget(silent);
            out.hold(silent, MemberStatus.DEAD);
        }
    }

    @Override
    public long wakeAt() {
        return Math.min(nextBeat, silences.deadline(settings.timeoutNanos()));
    }

    @Override
    public long memoryBytes() {
        return (long) members * SilenceQueue.BYTES;
    }
}
