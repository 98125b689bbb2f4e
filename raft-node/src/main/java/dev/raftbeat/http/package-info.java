/**
 * One small HTTP server for every process that is asked over HTTP, and what every request has to pass.
 *
 * <p>Rule: what comes in is bounded in time, length and number before anybody looks at it, and a request that is not
 * granted is answered with a sentence.
 */
package dev.raftbeat.http;
