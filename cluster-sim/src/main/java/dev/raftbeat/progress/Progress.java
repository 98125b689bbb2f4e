package dev.raftbeat.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;

/**
 * Tells how much of a long piece of work is done, in units of its own, and lets somebody else stop it. Any thread may tell,
 * ask and stop.
 */
public final class Progress {
    private final DoubleAdder done = new DoubleAdder();
    private final List<Runnable> whenStopped = new ArrayList<>();
    private volatile double total;
    private volatile boolean totalGrows;
    private volatile String unit = "";
    private volatile boolean stopped;

    /**
     * The work that follows is so long; what was done before counts no more.
     *
     * @param unit what is counted, such as {@code runs}; empty when the number alone would tell nobody anything
     * @param total how many units; 0 when nobody can know, and then {@code unit} says what is being done
     */
    public void begin(String unit, double total) {
        done.reset();
        totalGrows = false;
        this.unit = unit;
        this.total = total;
    }

    /** More work has turned up than was known, and more may. */
    public void grow(double newTotal) {
        totalGrows = true;
        total = newTotal;
    }

    /**
     * So much more is done.
     *
     * @throws StoppedException when the work is to end
     */
    public void advance(double units) {
        count(units);
        check();
    }

    /** The same for who looks for the end in another way. */
    public void count(double units) {
        done.add(units);
    }

    /** All in all so much is done: for one thread that does the work alone, and ends by itself when it is stopped. */
    public void reach(double units) {
        done.add(units - done.sum());
    }

    /** @throws StoppedException when the work is to end */
    public void check() {
        if (stopped) {
            throw new StoppedException();
        }
    }

    /** Lets the work end at its next look. */
    public void stop() {
        List<Runnable> all;
        synchronized (whenStopped) {
            stopped = true;
            all = List.copyOf(whenStopped);
            whenStopped.clear();
        }
        all.forEach(Runnable::run);
    }

    /** Runs this when the work is stopped, or at once where that has happened: for work that waits for something else. */
    public void whenStopped(Runnable then) {
        synchronized (whenStopped) {
            if (!stopped) {
                whenStopped.add(then);
                return;
            }
        }
        then.run();
    }

    public boolean isStopped() {
        return stopped;
    }

    /** How many units are done. */
    public double done() {
        return done.sum();
    }

    /** How many there are; 0 before it is known. */
    public double total() {
        return total;
    }

    /** Whether the total is only what is known so far. */
    public boolean totalGrows() {
        return totalGrows;
    }

    public String unit() {
        return unit;
    }
}
