package dev.raftbeat.spacetime;

import dev.raftbeat.history.FaultSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Puts what happens in a picture into rows. */
final class RowFold {
    private final SpaceTime picture;
    private final List<Group> groups = new ArrayList<>();

    /** A row that may still grow. */
    private static final class Group {
        private final long firstNanos;
        private long lastNanos;
        private final List<Arrow> arrows = new ArrayList<>();
        private final List<LaneMark> marks = new ArrayList<>();
        private final List<FaultSpan> faults = new ArrayList<>();

        private Group(long tNanos) {
            firstNanos = tNanos;
            lastNanos = tNanos;
        }

        private boolean isRoutine() {
            return !arrows.isEmpty() && arrows.get(0).purpose().isRoutine();
        }

        /** Whether this message belongs to the same round as those of the row. */
        private boolean takes(Arrow arrow, boolean inside) {
            if (arrows.isEmpty()) {
                return false;
            }
            Arrow first = arrows.get(0);
            boolean alike = first.purpose() == arrow.purpose()
                    && first.term() == arrow.term()
                    && first.loss().equals(arrow.loss())
                    && inside == first.lastNanos() <= lastNanos;
            boolean sentTogether = first.from().equals(arrow.from()) && first.sentNanos() == arrow.sentNanos();
            boolean answers = first.to().equals(arrow.to())
                    && arrows.stream().noneMatch(one -> one.from().equals(arrow.from()));
            return alike && (sentTogether || answers);
        }
    }

    RowFold(SpaceTime picture) {
        this.picture = picture;
    }

    private record Event(long tNanos, int order, Object what) {}

    List<Row> rows() {
        List<Event> events = new ArrayList<>();
        picture.faults().stream()
                .filter(fault -> fault.fromNanos() >= picture.fromNanos())
                .forEach(fault -> events.add(new Event(fault.fromNanos(), 0, fault)));
        picture.arrows().forEach(arrow -> events.add(new Event(moment(arrow), order(arrow), arrow)));
        picture.marks().forEach(mark -> events.add(new Event(mark.tNanos(), 2, mark)));
        events.sort(Comparator.comparingLong(Event::tNanos).thenComparingInt(Event::order));
        events.forEach(this::take);
        List<Row> rows = new ArrayList<>();
        long before = picture.fromNanos();
        for (Group group : groups) {
            long silence = group.firstNanos - before;
            rows.add(new Row(
                    group.firstNanos,
                    group.lastNanos,
                    group.arrows,
                    group.marks,
                    group.faults,
                    silence >= picture.longSilenceNanos() && silence > 0 ? silence : 0));
            before = Math.max(before, group.lastNanos);
        }
        return rows;
    }

    /** What arrives leads to what a node does at that time, and this to what it sends; some of that is lost at once. */
    private int order(Arrow arrow) {
        return moment(arrow) == arrow.sentNanos() ? 3 : 1;
    }

    private long moment(Arrow arrow) {
        return arrow.lastNanos() > picture.toNanos() ? arrow.sentNanos() : arrow.lastNanos();
    }

    private void take(Event event) {
        Group group = event.what() instanceof Arrow arrow
                ? roundOf(arrow)
                : event.what() instanceof LaneMark mark ? momentOf(mark) : null;
        if (group == null) {
            group = new Group(event.tNanos());
            groups.add(group);
        }
        group.lastNanos = event.tNanos();
        if (event.what() instanceof Arrow arrow) {
            group.arrows.add(arrow);
        } else if (event.what() instanceof LaneMark mark) {
            group.marks.add(mark);
        } else {
            group.faults.add((FaultSpan) event.what());
        }
    }

    /** Rounds of heartbeats may overlap with their answers; of votes, the order of arrivals is kept. */
    private Group roundOf(Arrow arrow) {
        for (int i = groups.size() - 1; i >= 0; i--) {
            Group group = groups.get(i);
            boolean recent = moment(arrow) - group.lastNanos < picture.longSilenceNanos();
            if (group.takes(arrow, moment(arrow) == arrow.lastNanos()) && recent) {
                return group;
            }
            if (!group.isRoutine() || !recent) {
                return null;
            }
        }
        return null;
    }

    private Group momentOf(LaneMark mark) {
        Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
        boolean same = last != null
                && last.lastNanos == mark.tNanos()
                && !last.marks.isEmpty()
                && last.marks.get(0).node().equals(mark.node());
        return same ? last : null;
    }
}
