/**
 * The screen of one cluster: what it shows, as values, and what each key and click changes of it.
 *
 * <p>Rule: only {@code Update} and the key classes change what is shown; whoever draws lives in a room of its own and reads.
 */
package dev.raftbeat.screen.cluster;
