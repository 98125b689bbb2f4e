/**
 * The contract between an election core and whatever world it lives in: inputs, debts, facts, and nothing that acts.
 *
 * <p>Rule: this package depends on {@code java.base} alone and holds no logic beyond the validation of its own records.
 */
package dev.raftbeat.protocol;
