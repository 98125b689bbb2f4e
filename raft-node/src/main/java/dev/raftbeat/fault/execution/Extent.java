package dev.raftbeat.fault.execution;

/** How much of a line was done, the least first. */
public enum Extent {
    /** Nothing: the line cannot be carried out. */
    REFUSED,
    /** Not every node has obeyed. A fault or a setting is asked for again until they have; an action is not. */
    PART,
    /** Every node was reached, and one of them declined an action. */
    DECLINED,
    /** All of it. */
    WHOLE
}
