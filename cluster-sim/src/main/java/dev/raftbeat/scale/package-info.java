/**
 * Heartbeat topologies in groups of ten to a hundred thousand: a simulator of its own that does nothing but carry
 * messages and wake members, faults, the truth about them, and what each topology costs, finds out and gets wrong.
 *
 * <p>Rule: one thread and one seed decide a run; nothing in it depends on the machine, and nothing of the truth reaches a
 * member.
 */
package dev.raftbeat.scale;
