package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.detector.LocalHealth;
import dev.raftbeat.lab.detector.SuspicionTimeout;
import java.util.ArrayList;
import java.util.List;

/**
 * What one SWIM member holds of the others: incarnations override each other as in SWIM, §4.2, suspicions run out, and a
 * member that hears itself accused refutes it with a higher incarnation. With Lifeguard a suspicion's time shrinks as
 * others confirm it, and having to refute costs local health.
 *
 * <p>One rule goes beyond the paper, as in memberlist: a refutation of a higher incarnation brings back one that was
 * declared dead, so that whoever was cut off or stood still returns without joining anew.
 */
final class SwimView {
    private final int self;
    private final SuspicionTimeout timeout;
    private final boolean lifeguard;
    private final LocalHealth health;
    private final Rumours rumours;
    private final Differences known = new Differences();
    private final List<RefutableSuspicion> doubts = new ArrayList<>(0);
    private int incarnation;

    SwimView(int self, SuspicionTimeout timeout, boolean lifeguard, LocalHealth health, Rumours rumours) {
        this.self = self;
        this.timeout = timeout;
        this.lifeguard = lifeguard;
        this.health = health;
        this.rumours = rumours;
    }

    private static int state(int entry) {
        return entry & 3;
    }

    private static int incarnation(int entry) {
        return entry >>> 2;
    }

    int stateOf(int member) {
        return state(known.get(member));
    }

    /** What is held against a member, as a rumour; 0 when nothing is. */
    long against(int member) {
        int entry = known.get(member);
        return state(entry) == Rumour.ALIVE ? 0 : Rumour.of(member, state(entry), incarnation(entry), self);
    }

    /** This member's own probe failed. */
    void accuse(int subject, long now, MemberOutput out) {
        hear(Rumour.of(subject, Rumour.SUSPECT, incarnation(known.get(subject)), self), now, out);
    }

    void hear(long rumour, long now, MemberOutput out) {
        int subject = Rumour.subject(rumour);
        if (subject == self) {
            defend(rumour);
            return;
        }
        int entry = known.get(subject);
        int said = Rumour.incarnation(rumour);
        switch (Rumour.state(rumour)) {
            case Rumour.ALIVE -> {
                if (said > incarnation(entry)) {
                    become(subject, said, Rumour.ALIVE, rumour, out);
                }
            }
            case Rumour.SUSPECT -> suspect(rumour, entry, now, out);
            default -> {
                if (said >= incarnation(entry) && state(entry) != Rumour.DEAD) {
                    become(subject, said, Rumour.DEAD, rumour, out);
                }
            }
        }
    }

    private void suspect(long rumour, int entry, long now, MemberOutput out) {
        int subject = Rumour.subject(rumour);
        int said = Rumour.incarnation(rumour);
        boolean overridden = state(entry) == Rumour.DEAD || said < incarnation(entry);
        if (overridden) {
            return;
        }
        if (state(entry) == Rumour.SUSPECT && said == incarnation(entry)) {
            RefutableSuspicion doubt = doubtOf(subject);
            if (lifeguard && doubt != null && doubt.confirm(Rumour.accuser(rumour))) {
                rumours.add(rumour);
            }
            return;
        }
        become(subject, said, Rumour.SUSPECT, rumour, out);
        doubts.add(new RefutableSuspicion(subject, said, Rumour.accuser(rumour), now));
    }

    private void become(int subject, int said, int state, long rumour, MemberOutput out) {
        int before = stateOf(subject);
        known.put(subject, said << 2 | state);
        RefutableSuspicion doubt = doubtOf(subject);
        if (doubt != null) {
            doubts.remove(doubt);
        }
        rumours.add(rumour);
        if (before != state) {
            out.hold(subject, MemberStatus.values()[state]);
        }
    }

    private void defend(long rumour) {
        if (Rumour.state(rumour) != Rumour.ALIVE && Rumour.incarnation(rumour) >= incarnation) {
            incarnation = Rumour.incarnation(rumour) + 1;
            rumours.add(Rumour.of(self, Rumour.ALIVE, incarnation, self));
            health.worse();
        }
    }

    private RefutableSuspicion doubtOf(int subject) {
        for (RefutableSuspicion doubt : doubts) {
            if (doubt.subject == subject) {
                return doubt;
            }
        }
        return null;
    }

    /** Declares dead whose time to refute has run out. */
    void expire(long now, MemberOutput out) {
        for (int i = doubts.size() - 1; i >= 0; i--) {
            RefutableSuspicion doubt = doubts.get(i);
            if (doubt.deadline(timeout) <= now) {
                long dead = Rumour.of(doubt.subject, Rumour.DEAD, doubt.incarnation, self);
                become(doubt.subject, doubt.incarnation, Rumour.DEAD, dead, out);
            }
        }
    }

    long deadline() {
        long at = Member.NEVER;
        for (RefutableSuspicion doubt : doubts) {
            at = Math.min(at, doubt.deadline(timeout));
        }
        return at;
    }
}
