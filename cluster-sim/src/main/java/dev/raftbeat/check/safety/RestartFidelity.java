package dev.raftbeat.check.safety;

import dev.raftbeat.check.Check;
import dev.raftbeat.check.Evidence;
import dev.raftbeat.check.Violation;
import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.LifeFact.BallotSaved;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SaveBegan;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * I4: a node comes up with the last ballot that it made durable. A save that had begun and was not reported durable may
 * have reached the disk or not. A ballot ahead of all that we heard of proves nothing after a kill, which may have
 * silenced the node before it could tell of a save; after an orderly end it does. A wiped ballot comes up blank.
 */
@Evidence(
        needs = "Booted and BallotSaved of the life before; wipes",
        unknown = "a save may be among what was not heard")
final class RestartFidelity extends Check {
    /** A disk has one save under way at a time; those of a node whose disk tells of no end are remembered so far. */
    private static final int BEGUN_MAX = 1_000;

    /** Of each node. */
    private static final int BLANKS_MAX = 1_000;

    private record Known(Ballot ballot, StampedFact fact) {}

    /** What may be on a node's disk. */
    private static final class Disk {
        private Optional<Known> durable = Optional.empty();
        private final List<Ballot> begun = new ArrayList<>();
        /** Whether more saves began and never ended than are remembered. */
        private boolean forgetful;

        private boolean endedInOrder;
    }

    private final SortedMap<NodeId, Disk> disks = new TreeMap<>();
    private final SortedMap<NodeId, List<Violation>> blanks = new TreeMap<>();
    private final SortedMap<NodeId, SortedSet<Long>> wipes = new TreeMap<>();

    RestartFidelity() {
        super("I4", "nothing is forgotten", "A node comes up with the ballot that it last made durable.");
    }

    private Disk disk() {
        return disks.computeIfAbsent(teller(), ignored -> new Disk());
    }

    @Override
    protected void wiped(NodeId node, long fault) {
        SortedSet<Long> all = wipes.computeIfAbsent(node, ignored -> new TreeSet<>());
        if (all.size() < BLANKS_MAX) {
            all.add(fault);
        }
    }

    @Override
    public void on(SaveBegan fact) {
        Disk disk = disk();
        disk.begun.add(new Ballot(fact.term(), fact.votedFor()));
        if (disk.begun.size() > BEGUN_MAX) {
            disk.begun.remove(0);
            disk.forgetful = true;
        }
    }

    @Override
    public void on(BallotSaved fact) {
        Ballot saved = new Ballot(fact.term(), fact.votedFor());
        Disk disk = disk();
        int place = disk.begun.indexOf(saved);
        if (place >= 0) {
            disk.begun.subList(0, place + 1).clear();
        }
        disk.durable = Optional.of(new Known(saved, now()));
    }

    @Override
    public void on(Stopped fact) {
        disk().endedInOrder = true;
    }

    @Override
    public void on(Booted fact) {
        Ballot loaded = new Ballot(fact.term(), fact.votedFor());
        Disk disk = disk();
        disk.durable.ifPresent(known -> judge(loaded, known, disk));
        disk.durable = Optional.of(new Known(loaded, now()));
        disk.begun.clear();
        disk.forgetful = false;
        disk.endedInOrder = false;
    }

    private void judge(Ballot loaded, Known known, Disk disk) {
        if (loaded.equals(known.ballot) || disk.begun.contains(loaded)) {
            count();
            return;
        }
        boolean nextLife = now().boot() == known.fact.boot() + 1;
        boolean mayBe = ahead(loaded, known.ballot) && !(disk.endedInOrder && nextLife);
        if (mayBe || disk.forgetful) {
            doubt();
            return;
        }
        count();
        Violation violation = new Violation(
                id(),
                teller() + " came up with " + say(loaded) + " after it had made " + say(known.ballot) + " durable",
                List.of(known.fact, now()));
        if (loaded.equals(Ballot.BLANK)) {
            // Whether a wipe excuses it may be heard later.
            List<Violation> all = blanks.computeIfAbsent(teller(), ignored -> new ArrayList<>());
            if (all.size() < BLANKS_MAX) {
                all.add(violation);
            } else {
                doubt();
            }
        } else {
            violated(violation.sentence(), violation.facts());
        }
    }

    /** Whether a node could have come from {@code from} to {@code to} by honest saves. */
    private static boolean ahead(Ballot to, Ballot from) {
        return to.term() > from.term()
                || (to.term() == from.term() && from.votedFor().isEmpty());
    }

    private static String say(Ballot ballot) {
        return "term " + ballot.term()
                + ballot.votedFor().map(node -> " and a vote for " + node).orElse(" and no vote");
    }

    @Override
    protected List<Violation> found() {
        List<Violation> unexcused = new ArrayList<>();
        blanks.forEach((node, all) -> {
            int excused = Math.min(
                    all.size(), wipes.getOrDefault(node, new TreeSet<>()).size());
            unexcused.addAll(all.subList(excused, all.size()));
        });
        return unexcused;
    }
}
