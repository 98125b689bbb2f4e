/**
 * Space-time pictures of a run: a lane for each node, an arrow for each message, marks for what nodes did, all within a
 * stretch of time, usually around an election.
 *
 * <p>Rule: facts in, values out. Nothing here knows how a picture is drawn; pages, files and screens draw the same values.
 */
package dev.raftbeat.spacetime;
