package dev.raftbeat.node;

import dev.raftbeat.net.HostPort;
import dev.raftbeat.store.StoreGuard;

/**
 * The store that a node writes to while it believes to lead.
 *
 * @param guard what keeps stale writes away; of the node itself only a lease asks anything
 */
public record StoreLink(HostPort address, StoreGuard guard) {}
