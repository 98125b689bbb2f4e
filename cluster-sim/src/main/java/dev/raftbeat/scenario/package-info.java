/**
 * Scenarios: files that bring a cluster up, break it line by line and say what is to be expected of it; how they are
 * read, run on any world and judged.
 *
 * <p>Rule: a scenario is judged by facts alone, whatever the world, and an expectation that saw too little is unknown.
 */
package dev.raftbeat.scenario;
