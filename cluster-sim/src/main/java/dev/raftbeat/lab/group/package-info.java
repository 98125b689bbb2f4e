/**
 * A simulator of heartbeat groups of ten to a hundred thousand members: it carries messages, wakes members, injects
 * faults, knows the truth about them, and measures what each topology costs, finds out and gets wrong.
 *
 * <p>Rule: one thread and one seed decide a run; nothing depends on the machine, and nothing of the truth reaches a
 * member.
 */
package dev.raftbeat.lab.group;
