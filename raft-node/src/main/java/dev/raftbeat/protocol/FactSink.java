package dev.raftbeat.protocol;

/** Takes facts as they are told. */
@FunctionalInterface
public interface FactSink {
    /** Must neither block nor throw: what is slow keeps its own queue and counts what it drops. */
    void tell(StampedFact fact);
}
