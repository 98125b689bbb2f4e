/**
 * The screen of a heartbeat monitor: its workers, and one of them in detail.
 *
 * <p>Rule: draws what the monitor reports, and asks for nothing else.
 */
package dev.raftbeat.screen.workers;
