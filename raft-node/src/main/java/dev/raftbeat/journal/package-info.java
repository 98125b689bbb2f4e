/**
 * Lines that survive the end of the process that writes them, by SIGKILL too: written through mapped memory, read by any
 * number of processes while they are written and afterwards.
 *
 * <p>Rule: knows lines and not what they mean, and nothing of ours but {@code files}. No call of the system is made for a
 * line, and no reader is waited for.
 */
package dev.raftbeat.journal;
