/**
 * Clusters whose nodes have a machine of their own, as far as they can tell: a network with its own addresses, a share of
 * the processors, a kernel that can be told to drop packets. Containers are one way to have that, network namespaces
 * another.
 *
 * <p>Rule: an engine knows nothing of elections. It gives out hosts; what runs on them, and what is done to them, is
 * decided by those who hold them.
 */
package dev.raftbeat.harness;
