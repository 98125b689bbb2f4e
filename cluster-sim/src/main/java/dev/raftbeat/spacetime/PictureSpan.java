package dev.raftbeat.spacetime;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.HeartbeatHeard;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.WorldFact.FaultBegan;
import java.util.List;
import java.util.Optional;

/** From when to when a picture of a fact reaches; both ends included. */
record PictureSpan(long fromNanos, long toNanos) {
    /** A picture begins at most so many election timeouts before the candidacy. */
    private static final int BEFORE_MAX = 3;

    /** It ends so many behind it at the latest. */
    private static final int BEHIND_MAX = 2;

    /** Where nothing was told of settings. */
    private static final long ELECTION_NANOS = 1_000_000_000L;

    boolean holds(long tNanos) {
        return tNanos >= fromNanos && tNanos <= toNanos;
    }

    static PictureSpan around(List<StampedFact> facts, StampedFact fact) {
        StampedFact about = fact.fact() instanceof BecameLeader
                ? lastBefore(facts, fact, BecameCandidate.class).orElse(fact)
                : fact;
        long heartbeat = ELECTION_NANOS / 10;
        long election = 0;
        for (StampedFact one : facts) {
            Settings settings = one.tNanos() > about.tNanos() ? null : settings(one);
            if (settings != null) {
                heartbeat = settings.heartbeatNanos();
                election = Math.max(election, settings.electionNanosMax());
            }
        }
        election = election == 0 ? ELECTION_NANOS : election;
        long at = about.tNanos();
        return about.fact() instanceof BecameCandidate
                ? new PictureSpan(
                        begin(facts, about, heartbeat, at - BEFORE_MAX * election),
                        end(facts, at, heartbeat, at + BEHIND_MAX * election))
                : new PictureSpan(at - election, at + election / 2);
    }

    private static Settings settings(StampedFact told) {
        return told.fact() instanceof Booted booted
                ? booted.settings()
                : told.fact() instanceof SettingsChanged changed ? changed.settings() : null;
    }

    private static Optional<StampedFact> lastBefore(List<StampedFact> facts, StampedFact fact, Class<?> kind) {
        return facts.stream()
                .filter(one -> one.node().equals(fact.node()) && one.tNanos() <= fact.tNanos())
                .filter(one -> kind.isInstance(one.fact()))
                .reduce((first, second) -> second);
    }

    /** A little before the last heartbeat that the candidate heard, or the fault that came before it. */
    private static long begin(List<StampedFact> facts, StampedFact about, long heartbeat, long earliest) {
        long heard = lastBefore(facts, about, HeartbeatHeard.class)
                .or(() -> lastBefore(facts, about, Booted.class))
                .map(StampedFact::tNanos)
                .orElse(earliest);
        long broken = facts.stream()
                .filter(one -> one.fact() instanceof FaultBegan)
                .mapToLong(StampedFact::tNanos)
                .filter(tNanos -> tNanos >= earliest && tNanos <= about.tNanos())
                .max()
                .orElse(Long.MAX_VALUE);
        return Math.max(earliest, Math.min(heard, broken) - heartbeat);
    }

    /** A little more than one round of heartbeats after somebody was elected. */
    private static long end(List<StampedFact> facts, long at, long heartbeat, long latest) {
        return facts.stream()
                .filter(one -> one.tNanos() >= at && one.fact() instanceof BecameLeader)
                .mapToLong(one -> one.tNanos() + heartbeat + heartbeat / 4)
                .filter(tNanos -> tNanos <= latest)
                .findFirst()
                .orElse(latest);
    }
}
