package dev.raftbeat.screen;

import static dev.raftbeat.screen.History.link;
import static dev.raftbeat.screen.History.n;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The histories that pictures are tested with. */
public final class Histories {
    private Histories() {}

    /** Three nodes of which nothing has been heard. */
    public static History empty() {
        return new History(3, Pace.LAN.settings());
    }

    /** Five nodes, a leader, nothing wrong. */
    public static History calm() {
        return new History(5, Pace.CLASS.settings())
                .boot()
                .pass(1800)
                .elect(1, 3, 1, 4)
                .beat(3, 1, 9400);
    }

    /** An election, a one-way cut that deposes nobody, the leader killed, an election, a partition. */
    public static History eventful() {
        History history = calm();
        history.fault(1, "cut n3 -> n1", link(3, 1)).beat(3, 1, 2700);
        history.fire(1, 2);
        history.count(2, true, 1);
        history.beat(3, 1, 2600);
        history.end(1, "cut n3 -> n1").beat(3, 1, 3000);
        history.kill(2, 3).pass(2150).elect(2, 4, 2, 5).beat(4, 2, 6000);
        history.fault(3, "partition n1,n2 | n3,n4,n5", between(List.of(1, 2), List.of(3, 4, 5)))
                .beat(4, 2, 1800);
        return history.fault(4, "slow n4 -> n5 750ms +-187ms", link(4, 5)).beat(4, 2, 900);
    }

    private static Link[] between(List<Integer> some, List<Integer> others) {
        return some.stream()
                .flatMap(one -> others.stream().flatMap(other -> Stream.of(link(one, other), link(other, one))))
                .toArray(Link[]::new);
    }

    /** Nobody leads: one candidate with two of three votes, one that has just asked. */
    public static History campaigning() {
        History history = eventful();
        history.end(3, "partition n1,n2 | n3,n4,n5").kill(5, 4).pass(2600);
        FactId fired = history.fire(5, 3);
        history.count(3, true, 5, 2, 1);
        history.campaign(fired, 5, 3);
        history.count(3, false, 5, 2);
        history.pass(300);
        history.fire(1, 3);
        history.count(3, true, 1, 2);
        return history.pass(200);
    }

    /** All healed, the old leader back as a follower: the end of a lesson. */
    public static History healed() {
        History history = eventful();
        history.end(3, "partition n1,n2 | n3,n4,n5").end(4, "slow n4 -> n5 750ms +-187ms");
        return history.restart(2, 3).beat(4, 2, 4000);
    }

    /** Two leaders in one term, which must never be. */
    public static History violated() {
        History history = calm();
        history.tell(n(2), new BecameLeader(1, List.of(n(2), n(4), n(5))));
        return history.beat(2, 1, 800);
    }

    /** Somebody has set a heartbeat that is longer than the least election timeout. */
    public static History dialled() {
        History history = calm();
        Settings slow = Pace.CLASS.settings().withHeartbeat(2_000 * History.MILLI);
        history.members.forEach(node -> history.tell(node, new SettingsChanged(slow, "heartbeat 2000ms")));
        return history.beat(3, 1, 900);
    }

    /** As many nodes as a cluster may have, at the fast pace. */
    public static History nine() {
        History history = new History(9, Pace.LAN.settings());
        history.boot().pass(210).elect(1, 7, 1, 2, 3, 4).beat(7, 1, 2000);
        return history.fault(1, "lose 30% n7 -> n9", link(7, 9))
                .fault(2, "flap n7 -> n8 every 600ms", link(7, 8))
                .fault(3, "duplicate 10% n1 -> n7", link(1, 7))
                .fault(4, "reorder 20% n2 -> n7", link(2, 7))
                .fault(5, "blackhole n3 -> n7", link(3, 7))
                .beat(7, 1, 700);
    }

    /** A single node, and another that nobody has heard of yet; settings that differ, a frozen leader, big terms. */
    public static History odd() {
        History history = new History(3, Pace.LAN.settings().withPreVote(false));
        history.boot().pass(260).elect(9_007_199, 2, 3).beat(2, 9_007_199, 1000);
        history.tell(n(1), new SettingsChanged(Pace.LAN.settings().withLog(5, 2).withPriority(3), "prevote on on n1"));
        history.tell(n(1), new SaveBegan(9_007_200, Optional.of(n(3))));
        return history.nodeFault(1, "pause n2", 2).pass(400);
    }
}
