/**
 * A run as a page that follows it, for browsers: served on this machine, read only, to whoever was given the address.
 *
 * <p>Rule: a viewer that is slow, or gone, holds up nobody: pieces of the run are made once, viewers fetch them, and what
 * waits for a viewer is its place in the run and nothing else.
 */
package dev.raftbeat.web;
