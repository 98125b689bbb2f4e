package dev.raftbeat.terminal;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.world.World;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A world that tells what it is told to tell, and remembers what it was asked. */
class PlayedWorld implements World {
    final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    final AtomicBoolean closed = new AtomicBoolean();
    final AtomicBoolean over = new AtomicBoolean();
    private final List<NodeId> members;
    private final List<StampedFact> past;
    private volatile long now;
    private FactSink sink = fact -> {};

    PlayedWorld(List<NodeId> members, List<StampedFact> past, long now) {
        this.members = members;
        this.past = past;
        this.now = now;
    }

    synchronized void tell(StampedFact fact) {
        now = Math.max(now, fact.tNanos());
        sink.tell(fact);
    }

    @Override
    public String title() {
        return "a history that was written by hand";
    }

    @Override
    public List<NodeId> members() {
        return members;
    }

    @Override
    public Abilities abilities() {
        return new Abilities(true, false, false);
    }

    @Override
    public long nowNanos() {
        return now;
    }

    @Override
    public boolean isOver() {
        return over.get();
    }

    @Override
    public synchronized void observe(FactSink observer) {
        sink = observer;
        past.forEach(sink::tell);
    }

    @Override
    public Outcome apply(Fault line) {
        asked.add(line.text());
        if (line.text().equals("heal")) {
            throw new IllegalStateException("nothing can be healed here");
        }
        return new Outcome(true, "done: " + line.text());
    }

    @Override
    public void close() {
        closed.set(true);
    }
}
