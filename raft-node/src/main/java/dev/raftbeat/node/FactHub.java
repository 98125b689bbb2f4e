package dev.raftbeat.node;

import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.SettingsChanged;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.LinkFact.LinkUp;
import dev.raftbeat.protocol.RoleFact;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.protocol.TimerFact.TimerArmed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Gives the node's facts to whoever reads them. Somebody who comes late first gets what makes the present state
 * understandable: how the node came up, its latest role, settings, links and timer, and the last notable facts.
 */
final class FactHub implements FactSink {
    private static final int REMEMBERED = 200;

    private final List<FactQueue> readers = new CopyOnWriteArrayList<>();
    private final Map<String, StampedFact> latest = new TreeMap<>();
    private final Deque<StampedFact> recent = new ArrayDeque<>();

    @Override
    public synchronized void tell(StampedFact fact) {
        remember(fact);
        for (FactQueue reader : readers) {
            reader.offer(fact);
        }
    }

    synchronized FactQueue open() {
        FactQueue queue = new FactQueue(past());
        readers.add(queue);
        return queue;
    }

    /** What somebody must know who has heard nothing yet. */
    synchronized List<StampedFact> past() {
        List<StampedFact> past = new ArrayList<>(recent);
        latest.values().stream().filter(fact -> !past.contains(fact)).forEach(past::add);
        past.sort(Comparator.comparingLong(StampedFact::seq));
        return past;
    }

    synchronized void forget(FactQueue queue) {
        readers.remove(queue);
        notifyAll();
    }

    void close() {
        readers.forEach(FactQueue::close);
    }

    /** Closes, and waits until every reader has taken what was told before, or patience ends. */
    synchronized void finish(long patienceMillis) throws InterruptedException {
        close();
        long end = System.nanoTime() + patienceMillis * 1_000_000;
        for (long left = patienceMillis; !readers.isEmpty() && left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            wait(left);
        }
    }

    private void remember(StampedFact stamped) {
        key(stamped.fact()).ifPresent(key -> latest.put(key, stamped));
        if (!stamped.fact().routine()) {
            recent.add(stamped);
            if (recent.size() > REMEMBERED) {
                recent.remove();
            }
        }
    }

    /** What a later fact must share with an earlier one to make it old news. */
    private static Optional<String> key(Fact fact) {
        if (fact instanceof LinkUp up) {
            return Optional.of("link " + up.peer());
        }
        if (fact instanceof LinkDown down) {
            return Optional.of("link " + down.peer());
        }
        boolean tells = fact instanceof Booted
                || fact instanceof SettingsChanged
                || fact instanceof TimerArmed
                || fact instanceof RoleFact;
        return tells ? Optional.of(fact.name()) : Optional.empty();
    }
}
