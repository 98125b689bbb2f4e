/**
 * One node's connections: TCP, one connection an ordered pair of nodes, everything that comes in checked, nothing that
 * goes out kept waiting behind anything else.
 *
 * <p>Rule: the only package that sees Netty, and no type of Netty's leaves it; everything runs on the node's one event
 * loop.
 */
package dev.raftbeat.net;
