/**
 * Commands for classes: lessons and the hunt.
 *
 * <p>Rule: a lesson file may ask only for the commands of its allowance.
 */
package dev.raftbeat.cli.lesson;
