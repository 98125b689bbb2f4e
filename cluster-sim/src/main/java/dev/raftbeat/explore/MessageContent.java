package dev.raftbeat.explore;

import dev.raftbeat.protocol.Settings;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;

/**
 * What a message says, without who sent it to whom, and with its round reduced to what can still matter about it.
 *
 * @param yes granted, success, or transfer; false for kinds that say no such thing
 * @param current of a PreVote and its reply: whether it belongs to the question that its asker waits for now
 */
record MessageContent(Kind kind, int term, boolean yes, boolean current) {
    /** The round in which every asker is thought to be; those before it are all one. */
    static final long ROUND = (7L << 32) + 1;

    /** Heartbeat rounds serve only to say how old an acknowledgement is, and here clocks go as they like. */
    static final long BEAT = 1;

    enum Kind {
        PRE_VOTE_REQUEST,
        PRE_VOTE_REPLY,
        REQUEST_VOTE,
        REQUEST_VOTE_REPLY,
        APPEND_ENTRIES,
        APPEND_ENTRIES_REPLY,
        TIMEOUT_NOW
    }

    /** @param asking the round that the sender is in, should this be a PreVote request */
    static MessageContent of(RaftMessage message, long asking) {
        return message.accept(new Reader(asking, ROUND));
    }

    /**
     * Of a message out of a real run.
     *
     * @param current whether its round, if it has one, is the one that its asker waits for
     */
    static MessageContent of(RaftMessage message, boolean current) {
        MessageContent read = message.accept(new Reader(0, 0));
        return new MessageContent(read.kind, read.term, read.yes, current && isOfPreVote(read.kind));
    }

    static boolean isOfPreVote(Kind kind) {
        return kind == Kind.PRE_VOTE_REQUEST || kind == Kind.PRE_VOTE_REPLY;
    }

    MessageContent aged() {
        return new MessageContent(kind, term, yes, false);
    }

    RaftMessage message() {
        long round = current ? ROUND : ROUND - 1;
        return switch (kind) {
            case PRE_VOTE_REQUEST -> new PreVoteRequest(term, round, 0, 0, yes ? BEAT : 0);
            case PRE_VOTE_REPLY -> new PreVoteReply(term, round, yes);
            case REQUEST_VOTE -> new RequestVote(term, 0, 0, yes ? BEAT : 0);
            case REQUEST_VOTE_REPLY -> new RequestVoteReply(term, yes);
            case APPEND_ENTRIES -> new AppendEntries(term, BEAT);
            case APPEND_ENTRIES_REPLY -> new AppendEntriesReply(term, BEAT, yes);
            case TIMEOUT_NOW -> new TimeoutNow(term, BEAT);
        };
    }

    /** @param answered the round that a PreVote in hand would be an answer to */
    private record Reader(long asking, long answered) implements RaftMessage.Visitor<MessageContent> {
        private static MessageContent plain(Kind kind, long term, boolean yes) {
            return new MessageContent(kind, Math.toIntExact(term), yes, false);
        }

        @Override
        public MessageContent preVoteRequest(PreVoteRequest message) {
            int term = Math.toIntExact(message.term());
            return new MessageContent(
                    Kind.PRE_VOTE_REQUEST, term, message.transferUntil() > 0, message.round() == asking);
        }

        @Override
        public MessageContent preVoteReply(PreVoteReply message) {
            int term = Math.toIntExact(message.term());
            return new MessageContent(Kind.PRE_VOTE_REPLY, term, message.granted(), message.round() == answered);
        }

        @Override
        public MessageContent requestVote(RequestVote message) {
            return plain(Kind.REQUEST_VOTE, message.term(), message.transferUntil() > 0);
        }

        @Override
        public MessageContent requestVoteReply(RequestVoteReply message) {
            return plain(Kind.REQUEST_VOTE_REPLY, message.term(), message.granted());
        }

        @Override
        public MessageContent appendEntries(AppendEntries message) {
            return plain(Kind.APPEND_ENTRIES, message.term(), false);
        }

        @Override
        public MessageContent appendEntriesReply(AppendEntriesReply message) {
            if (message.priority() != Settings.PRIORITY_DEFAULT) {
                throw new AbstractionException("nodes stand for one another only while their priorities are alike");
            }
            return plain(Kind.APPEND_ENTRIES_REPLY, message.term(), message.success());
        }

        @Override
        public MessageContent timeoutNow(TimeoutNow message) {
            return plain(Kind.TIMEOUT_NOW, message.term(), false);
        }
    }
}
