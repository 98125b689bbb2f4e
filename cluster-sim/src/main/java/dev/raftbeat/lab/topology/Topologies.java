package dev.raftbeat.lab.topology;

import dev.raftbeat.lab.detector.SuspicionTimeout;
import java.util.SplittableRandom;

/** Makes the members of a group, and knows who watches whom. */
public final class Topologies {
    /** Of the redundant topology. */
    public static final int MONITORS = 3;

    /** The smallest group. */
    public static final int MEMBERS_MIN = 5;

    private Topologies() {}

    /**
     * All members of a group, by their numbers from 0; none has been started.
     *
     * @param members how many, from {@link #MEMBERS_MIN} to {@link TopologyKind#membersMax}
     * @param random from which each member's own chance is split off
     * @throws IllegalArgumentException when there are too few or too many members
     */
    public static Member[] members(TopologyKind kind, int members, TopologySettings settings, SplittableRandom random) {
        if (members < MEMBERS_MIN || members > kind.membersMax()) {
            throw new IllegalArgumentException(
                    kind.word() + " takes " + MEMBERS_MIN + " to " + kind.membersMax() + " members, not " + members);
        }
        Member[] all = new Member[members];
        boolean lifeguard = kind == TopologyKind.LIFEGUARD;
        SuspicionTimeout suspicion = SwimMember.suspicion(members, settings.intervalNanos(), lifeguard);
        for (int self = 0; self < members; self++) {
            SplittableRandom own = random.split();
            all[self] = switch (kind) {
                case CENTRAL -> new StarMember(self, members, 1, settings);
                case REDUNDANT -> new StarMember(self, members, MONITORS, settings);
                case HIERARCHICAL -> new TreeMember(self, members, settings);
                case ALL_TO_ALL -> new AllToAllMember(self, members, settings);
                case RING -> new RingMember(self, members, settings);
                case GOSSIP -> new CounterMember(self, members, settings, own);
                case SWIM, LIFEGUARD -> new SwimMember(self, members, settings, lifeguard, suspicion, own);
            };
        }
        return all;
    }

    /** How many members, from 0 on, do nothing but watch others: no worker is lost with one of them. */
    public static int watchers(TopologyKind kind) {
        return switch (kind) {
            case CENTRAL -> 1;
            case REDUNDANT -> MONITORS;
            case HIERARCHICAL -> TreeMember.ROOTS;
            default -> 0;
        };
    }

    /** Whose death hurts the watch over a member most: its monitor, or where there is none its neighbour. */
    public static int watcherOf(TopologyKind kind, int member, int members) {
        return switch (kind) {
            case CENTRAL, REDUNDANT -> 0;
            case HIERARCHICAL -> {
                int leader = TreeMember.Groups.of(members).first(member);
                yield leader == member ? 0 : leader;
            }
            default -> (member + 1) % members;
        };
    }
}
