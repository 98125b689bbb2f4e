package dev.raftbeat.wire;

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
 * A message as a list: its letter, the steps of its stamps, its term, then its own fields in the order of its record. A
 * request has a capital letter and its answer the small one. Written through the visitor, read by its letter.
 */
record RaftBody(StringBuilder list, Frame.Raft frame) implements RaftMessage.Visitor<Void> {
    private static final String LETTERS = "PpVvAaT";

    static void requireKind(String letter) throws WireException {
        if (letter.length() != 1 || LETTERS.indexOf(letter.charAt(0)) < 0) {
            throw WireException.malformed("kind: unknown, \"" + letter + "\"");
        }
    }

    static RaftMessage read(String letter, ListScanner body) throws WireException {
        long term = body.term("term");
        switch (letter) {
            case "P":
                return new PreVoteRequest(
                        term,
                        body.count("round", 0),
                        body.count("lastLogIndex", 0),
                        body.term("lastLogTerm"),
                        body.count("transferUntil", 0));
            case "p":
                return new PreVoteReply(term, body.count("round", 0), body.flag("granted"));
            case "V":
                return new RequestVote(
                        term, body.count("lastLogIndex", 0), body.term("lastLogTerm"), body.count("transferUntil", 0));
            case "v":
                return new RequestVoteReply(term, body.flag("granted"));
            case "A":
                return new AppendEntries(term, body.count("round", 0), body.count("heir", 0));
            case "a":
                return new AppendEntriesReply(term, body.count("round", 0), body.flag("success"), (int)
                        body.count("priority", 0, Settings.PRIORITY_MAX));
            default:
                return new TimeoutNow(term, body.count("lastRound", 0));
        }
    }

    @Override
    public Void preVoteRequest(PreVoteRequest message) {
        return write(
                'P', message, message.round(), message.lastLogIndex(), message.lastLogTerm(), message.transferUntil());
    }

    @Override
    public Void preVoteReply(PreVoteReply message) {
        return write('p', message, message.round(), flag(message.granted()));
    }

    @Override
    public Void requestVote(RequestVote message) {
        return write('V', message, message.lastLogIndex(), message.lastLogTerm(), message.transferUntil());
    }

    @Override
    public Void requestVoteReply(RequestVoteReply message) {
        return write('v', message, flag(message.granted()));
    }

    @Override
    public Void appendEntries(AppendEntries message) {
        return write('A', message, message.round(), message.heir());
    }

    @Override
    public Void appendEntriesReply(AppendEntriesReply message) {
        return write('a', message, message.round(), flag(message.success()), message.priority());
    }

    @Override
    public Void timeoutNow(TimeoutNow message) {
        return write('T', message, message.lastRound());
    }

    private static long flag(boolean yes) {
        return yes ? 1 : 0;
    }

    private Void write(char letter, RaftMessage message, long... fields) {
        list.append("[\"").append(letter).append('"');
        list.append(',').append(frame.seqStep()).append(',').append(frame.lamportStep());
        list.append(',').append(message.term());
        for (long field : fields) {
            list.append(',').append(field);
        }
        return null;
    }
}
