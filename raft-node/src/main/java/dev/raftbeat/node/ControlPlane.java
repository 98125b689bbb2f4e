package dev.raftbeat.node;

import dev.raftbeat.protocol.StampedFact;
import java.util.List;

/**
 * What a node lets others see and do. Called by the threads that answer HTTP; a request that is not granted ends with an
 * {@link dev.raftbeat.http.HttpRefusal}.
 */
interface ControlPlane {
    /** Whether the event loop answers within a second. An election, or the lack of a leader, is no illness. */
    boolean alive();

    /** Whether the node leads, or has heard a leader within its greatest election timeout. */
    boolean ready();

    /** One JSON object. */
    String status();

    /** Prometheus's text format. */
    String metrics();

    FactQueue openFacts();

    void closeFacts(FactQueue queue);

    /** The fact as one line of NDJSON. */
    String line(StampedFact fact);

    /** Replaces the rules of the node's links, disk and clock, as the JSON of a {@code NodeRules}. */
    String rules(List<String> lines);

    /** Replaces the node's settings, as {@code set ...} lines of the fault language. */
    String settings(List<String> lines);

    /** Carries out one action, its targets resolved: {@code campaign n2}, {@code transfer n4}, {@code reset n1 <-> n3}. */
    String command(List<String> lines);
}
