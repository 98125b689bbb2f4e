package dev.raftbeat.plain;

import dev.raftbeat.check.failover.FlapMeter;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.check.liveness.Liveness;
import dev.raftbeat.history.LateTimers;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.ClusterView;
import dev.raftbeat.world.sentence.Sentences;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Tells a cluster's notable facts as they come, one line each, and keeps what a summary needs. */
public final class Tale implements FactSink {
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final PrintWriter out;
    private final ClusterView view;
    private final Sentences sentences = new Sentences();
    private final FlapMeter meter = new FlapMeter(WINDOW_NANOS);
    private final Judge judge = new Judge();
    private final Judge liveness = new Judge(Liveness.all());
    private final long beganNanos;
    private final LateTimers timers = new LateTimers();
    private boolean led;
    private boolean over;
    private volatile boolean stopped;

    /** @param beganNanos what the lines' times count from, on the world's clock */
    public Tale(PrintWriter out, List<NodeId> members, long beganNanos) {
        this.out = out;
        this.beganNanos = beganNanos;
        view = new ClusterView(members);
    }

    @Override
    public synchronized void tell(StampedFact fact) {
        if (over) {
            return;
        }
        view.hear(fact);
        led |= view.leader().isPresent();
        meter.hear(fact);
        judge.hear(fact);
        liveness.hear(fact);
        timers.hear(fact);
        sentences.tell(fact).ifPresent(told -> line(fact.tNanos(), told.text()));
        notifyAll();
    }

    /** A heading between the facts. */
    synchronized void heading(String text) {
        out.println();
        out.println("== " + text);
        out.flush();
    }

    synchronized void say(String text) {
        out.println(text);
        out.flush();
    }

    /** Says that somebody has taken the cluster down. */
    synchronized void ended(long nowNanos) {
        line(nowNanos, "the cluster was ended");
    }

    private void line(long tNanos, String text) {
        out.println(String.format(Locale.ROOT, "%11s  %s", Amounts.moment(tNanos - beganNanos), text));
        out.flush();
    }

    /** Whether nobody reads the lines any more, or it was stopped. */
    boolean isCut() {
        return stopped || out.checkError();
    }

    /** Whoever waits goes on at once. From any thread. */
    synchronized void stop() {
        stopped = true;
        notifyAll();
    }

    synchronized ClusterSnapshot picture() {
        return view.snapshot();
    }

    /** What it came to; nothing is told after that. */
    synchronized Summary end(long nowNanos) {
        over = true;
        liveness.endOfRun(nowNanos);
        return new Summary(
                view.snapshot(),
                meter.failovers(),
                meter.reading(nowNanos),
                judge.lamps(),
                liveness.lamps(),
                timers.whole(),
                Summary.verdict(judge, led));
    }

    /** Waits until the cluster is as wished, and answers whether it came to be. */
    synchronized boolean await(Predicate<ClusterSnapshot> wish, long patienceNanos) throws InterruptedException {
        long end = System.nanoTime() + patienceNanos;
        while (!wish.test(view.snapshot())) {
            long left = end - System.nanoTime();
            if (left <= 0 || isCut()) {
                return false;
            }
            wait(Math.min(left / 1_000_000 + 1, 200));
        }
        return true;
    }

    /** The node that a quorum follows. */
    Optional<NodeId> leader() {
        return picture().leader().map(leading -> leading.node());
    }
}
