package dev.raftbeat.record;

import dev.raftbeat.check.failover.LeaderHistory;
import dev.raftbeat.fault.Fault;
import dev.raftbeat.history.MessageEnds;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.InFlight;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.PlayedTime;
import dev.raftbeat.world.TimeStep;
import dev.raftbeat.world.World;
import dev.raftbeat.world.World.Outcome;
import dev.raftbeat.world.WorldObserver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/** A recorded run as a world to be watched: its time can be played, stopped, stepped and taken back, and nothing else. */
public final class RecordedWorld extends PlayedTime implements World {
    /** What whoever tries to change it is told. */
    public static final String UNCHANGEABLE =
            "A recording cannot be changed; F forks it here, and in the fork every fault acts.";

    /** What has been under way for longer has ended untold. */
    private static final long FLIGHT_NANOS_MAX = 5_000_000_000L;

    private final String title;
    private final RecordedRun run;
    private final MessageEnds ends = new MessageEnds();
    private final List<FactSink> observers = new ArrayList<>();
    private int shown;
    private long now;

    /** At its beginning, and not playing. */
    public RecordedWorld(String title, RecordedRun run) {
        this.title = title;
        this.run = run;
        run.facts().forEach(ends::hear);
        showUntil(0);
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public List<NodeId> members() {
        return run.members();
    }

    @Override
    public Abilities abilities() {
        return new Abilities(false, true, true);
    }

    @Override
    public synchronized long nowNanos() {
        return now;
    }

    @Override
    public synchronized void observe(FactSink sink) {
        run.facts().subList(0, shown).forEach(sink::tell);
        observers.add(sink);
    }

    @Override
    public Outcome apply(Fault fault) {
        return new Outcome(false, UNCHANGEABLE);
    }

    // Time.

    @Override
    public Source source() {
        return Source.RECORDING;
    }

    @Override
    public long seed() {
        return 0;
    }

    @Override
    public synchronized Moment position() {
        return new Moment(now, shown);
    }

    /** Stops at the end. */
    @Override
    protected synchronized boolean playUntil(long nanos, BooleanSupplier deadline) {
        while (isDue(nanos)) {
            showNext();
            if (deadline.getAsBoolean()) {
                return false;
            }
        }
        now = Math.max(now, Math.min(nanos, run.endNanos()));
        if (shown == run.facts().size()) {
            player.pause();
        }
        return true;
    }

    private boolean isDue(long nanos) {
        return shown < run.facts().size() && run.facts().get(shown).tNanos() <= nanos;
    }

    private StampedFact showNext() {
        StampedFact fact = run.facts().get(shown++);
        now = Math.max(now, fact.tNanos());
        observers.forEach(observer -> observer.tell(fact));
        return fact;
    }

    private void showUntil(long nanos) {
        while (isDue(nanos)) {
            showNext();
        }
        now = Math.max(now, Math.min(nanos, run.endNanos()));
    }

    @Override
    public boolean forward(TimeStep step) {
        pause();
        synchronized (this) {
            while (shown < run.facts().size()) {
                if (step.isAt(showNext().fact())) {
                    return true;
                }
            }
            return false;
        }
    }

    @Override
    public boolean back(TimeStep step) {
        pause();
        synchronized (this) {
            int last = shown - 2;
            while (last >= 0 && !step.isAt(run.facts().get(last).fact())) {
                last--;
            }
            goBack();
            for (int i = 0; i <= last; i++) {
                showNext();
            }
            return last >= 0;
        }
    }

    private void goBack() {
        for (FactSink observer : observers) {
            if (observer instanceof WorldObserver rewindable) {
                rewindable.startAnew();
            }
        }
        shown = 0;
        now = 0;
    }

    @Override
    public synchronized void jump(long nanos) {
        if (nanos < now) {
            goBack();
        }
        showUntil(nanos);
        player.moved();
    }

    @Override
    public synchronized void jump(Moment moment) {
        if (moment.facts() < shown || moment.nanos() < now) {
            goBack();
        }
        while (shown < moment.facts() && isDue(moment.nanos())) {
            showNext();
        }
        now = Math.max(now, Math.min(moment.nanos(), run.endNanos()));
        player.moved();
    }

    @Override
    public synchronized List<InFlight> inFlight() {
        List<InFlight> all = new ArrayList<>();
        for (int i = shown - 1; i >= 0 && now - run.facts().get(i).tNanos() < FLIGHT_NANOS_MAX; i--) {
            StampedFact from = run.facts().get(i);
            if (from.fact() instanceof MessageSent sent) {
                Link link = new Link(from.node(), sent.to());
                ends.endOf(from.id())
                        .filter(end -> Collections.binarySearch(run.facts(), end, LeaderHistory.BY_TIME) >= shown)
                        .map(end ->
                                new InFlight(from.id(), 0, link, sent.kind(), sent.term(), from.tNanos(), end.tNanos()))
                        .ifPresent(all::add);
            }
        }
        all.sort(Comparator.comparingLong(InFlight::dueNanos).thenComparing(InFlight::link));
        return all;
    }

    @Override
    public Outcome drop(FactId message) {
        return new Outcome(false, UNCHANGEABLE);
    }

    @Override
    public Outcome delay(FactId message, long nanos) {
        return new Outcome(false, UNCHANGEABLE);
    }

    @Override
    public Outcome duplicate(FactId message) {
        return new Outcome(false, UNCHANGEABLE);
    }

    RecordedRun run() {
        return run;
    }
}
