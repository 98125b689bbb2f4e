package dev.raftbeat.sim;

import dev.raftbeat.drive.Gate;
import dev.raftbeat.protocol.LinkFact.BallotDoubted;

/** What a process's gate needs: what its rules hold back waits in the world's queue. */
record GatePorts(SimProcess process) implements Gate.Ports<Flight> {
    @Override
    public long nowNanos() {
        return process.host().world().now();
    }

    @Override
    public Runnable hold(Gate.Held<Flight> held, long nanos) {
        HeldFlight waiting = new HeldFlight(process, held);
        process.host().world().queue().plan(waiting, nowNanos() + nanos);
        return () -> waiting.cancelled = true;
    }

    @Override
    public void doubted(BallotDoubted doubt) {
        process.host().world().network().doubt(doubt);
    }
}
