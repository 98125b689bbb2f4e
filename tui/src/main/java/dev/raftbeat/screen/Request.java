package dev.raftbeat.screen;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.screen.cluster.Model;
import java.util.Optional;

/** What a key asks of the loop. */
public sealed interface Request {
    /** Apply this line of the fault language, away from the loop, and tell {@link Model#outcome} what became of it. */
    record Apply(String line) implements Request {}

    /** Play this scenario file, away from the loop; behind a blank may follow which of its clusters, from 1. */
    record Open(String file) implements Request {}

    /** Write what was done as a scenario file, away from the loop; {@code over} one that is there already, if need be. */
    record Save(String file, boolean over) implements Request {}

    /** Keep a picture of the screen, in a file of a free name if none is given; {@code over} another, if need be. */
    record Shot(Optional<String> file, boolean over) implements Request {}

    /** Look for files whose path begins so, away from the loop, and tell {@link Model#completed}. */
    record Complete(String path) implements Request {}

    /** Show what was done until now on two clusters, each with one setting of its own, until somebody leaves them. */
    record Twins(Fault left, Fault right) implements Request {}

    /** Take this journey through time, away from the loop, and tell {@link Model#arrived} when it is over. */
    record Travel(TimeCommand journey) implements Request {}

    /** Leave; {@code interrupted} when by Ctrl-C or because the terminal is gone. */
    record Quit(boolean interrupted) implements Request {}

    /** Draw everything afresh, whatever is believed to be on the terminal. */
    record Redraw() implements Request {}
}
