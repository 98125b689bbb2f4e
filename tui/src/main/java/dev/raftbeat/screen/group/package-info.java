/**
 * The screen of a small group of members that watch each other: its model, its keys and its picture.
 *
 * <p>Rule: pure. Time comes in as an argument; what a key asks of the loop comes back as requests.
 */
package dev.raftbeat.screen.group;
