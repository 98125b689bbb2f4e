package dev.raftbeat.spacetime;

import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.MessageFact.LossReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.world.PlainText;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One message, from lane to lane.
 *
 * @param id of its {@code MessageSent}
 * @param sentNanos when it was sent, as all times here on the host's monotonic clock
 * @param endNanos when it arrived, its earliest copy if it was doubled, or was lost; empty where no end was told
 * @param loss why it was lost; empty where it arrived, or no end was told
 */
public record Arrow(
        FactId id,
        NodeId from,
        NodeId to,
        String kind,
        long term,
        Purpose purpose,
        long sentNanos,
        OptionalLong endNanos,
        Optional<LossReason> loss) {

    /** What a message is for, and what it says. */
    public enum Purpose {
        HEARTBEAT("heartbeat"),
        ACKNOWLEDGEMENT("answer to a heartbeat"),
        PREVOTE_REQUEST("asks who would vote (PreVote)"),
        PREVOTE_GRANTED("would vote"),
        PREVOTE_DENIED("would not vote"),
        VOTE_REQUEST("asks for votes"),
        VOTE_GRANTED("votes"),
        VOTE_DENIED("refuses its vote"),
        /** Of a vote or a promise, where the facts do not tell what it says. */
        REPLY("answers"),
        TRANSFER("orders to campaign now"),
        OTHER("message");

        private final String words;

        Purpose(String words) {
            this.words = words;
        }

        /** As far as its kind tells: what an answer says, and whether it answers anything, is not known yet. */
        public static Purpose of(String kind) {
            return switch (kind) {
                case "AppendEntries" -> HEARTBEAT;
                case "AppendEntriesReply" -> ACKNOWLEDGEMENT;
                case "PreVoteRequest" -> PREVOTE_REQUEST;
                case "RequestVote" -> VOTE_REQUEST;
                case "PreVoteReply", "RequestVoteReply" -> REPLY;
                case "TimeoutNow" -> TRANSFER;
                default -> OTHER;
            };
        }

        /** In words, without a subject. */
        public String words() {
            return words;
        }

        /** Whether it is part of what a cluster at rest does all the time. */
        public boolean isRoutine() {
            return this == HEARTBEAT || this == ACKNOWLEDGEMENT;
        }
    }

    /** Whether it reached its receiver. */
    public boolean arrived() {
        return endNanos.isPresent() && loss.isEmpty();
    }

    /** Whether it was lost before it had left its sender. */
    public boolean lostAtSender() {
        return loss.isPresent()
                && switch (loss.get()) {
                    case SUPERSEDED, QUEUE_FULL, NOT_CONNECTED, CONNECTION_CLOSED -> true;
                    case CUT, LOSS, CUT_WHILE_DELAYED, RECEIVER_DOWN, OLD_BALLOT -> false;
                };
    }

    /** When it is over as far as the facts tell; where they tell no end, when it was sent. */
    public long lastNanos() {
        return endNanos.orElse(sentNanos);
    }

    /** How long it was under way; 0 where no end was told. */
    public long flightNanos() {
        return Math.max(0, lastNanos() - sentNanos);
    }

    /** What became of it: {@code arrived after 640 us}, {@code lost: the link is cut}. */
    public String fate() {
        return loss.map(reason -> "lost: " + PlainText.because(reason))
                .orElse(
                        arrived()
                                ? "arrived after " + PlainText.duration(flightNanos())
                                : "under way when the facts end, or its end was not told");
    }

    /** The whole of it in a sentence. */
    public String sentence() {
        return PlainText.sentence(PlainText.message(kind)) + " of term " + term + " from " + from + " to " + to + " ("
                + purpose.words() + "), " + fate();
    }
}
