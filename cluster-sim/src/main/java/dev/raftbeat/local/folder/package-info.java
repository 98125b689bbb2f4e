/**
 * The folder of a cluster: whose it is, and its lock.
 *
 * <p>Rule: nothing is removed or written that Raftbeat did not make, and no link is followed.
 */
package dev.raftbeat.local.folder;
