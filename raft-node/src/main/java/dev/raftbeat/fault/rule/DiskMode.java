package dev.raftbeat.fault.rule;

/** How a node's disk behaves. */
public enum DiskMode {
    OK,
    /** A save is neither done nor failed until the disk is free again. */
    STALL,
    /** A save fails. */
    FAIL
}
