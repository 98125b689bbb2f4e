/**
 * The ballot file: term and vote of a node, in two slots that a torn write cannot both damage.
 *
 * <p>Rule: nothing is answered before it is durable, and a damaged file is refused, never begun afresh.
 */
package dev.raftbeat.node.ballot;
