package dev.raftbeat.wire;

import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.raft.RaftMessage;
import dev.raftbeat.raft.RaftMessage.AppendEntries;
import dev.raftbeat.raft.RaftMessage.AppendEntriesReply;
import dev.raftbeat.raft.RaftMessage.PreVoteReply;
import dev.raftbeat.raft.RaftMessage.PreVoteRequest;
import dev.raftbeat.raft.RaftMessage.RequestVote;
import dev.raftbeat.raft.RaftMessage.RequestVoteReply;
import dev.raftbeat.raft.RaftMessage.TimeoutNow;
import tools.jackson.core.JsonGenerator;

/** The body of a frame of kind {@code raft}: written through the visitor, read by its type. */
record RaftBody(JsonGenerator json) implements RaftMessage.Visitor<Void> {
    static RaftMessage read(JsonFields body) throws WireException {
        RaftMessage message = message(body.text("type"), body);
        body.nothingElse();
        return message;
    }

    private static RaftMessage message(String type, JsonFields body) throws WireException {
        long term = term(body, "term");
        switch (type) {
            case "PreVoteRequest":
                return new PreVoteRequest(
                        term,
                        body.count("round", 0),
                        body.count("lastLogIndex", 0),
                        term(body, "lastLogTerm"),
                        body.count("transferUntil", 0));
            case "PreVoteReply":
                return new PreVoteReply(term, body.count("round", 0), body.flag("granted"));
            case "RequestVote":
                return new RequestVote(
                        term, body.count("lastLogIndex", 0), term(body, "lastLogTerm"), body.count("transferUntil", 0));
            case "RequestVoteReply":
                return new RequestVoteReply(term, body.flag("granted"));
            case "AppendEntries":
                return new AppendEntries(term, body.count("round", 0), body.has("heir") ? body.count("heir", 1) : 0);
            case "AppendEntriesReply":
                return new AppendEntriesReply(term, body.count("round", 0), body.flag("success"));
            case "TimeoutNow":
                return new TimeoutNow(term, body.count("lastRound", 0));
            default:
                throw WireException.malformed("body.type: unknown, \"" + type + "\"");
        }
    }

    /** A term out of range is told apart: it is how a broken or hostile node would exhaust the terms of a cluster. */
    private static long term(JsonFields body, String name) throws WireException {
        if (body.isIntegerOutOfRange(name)) {
            throw new WireException(
                    RefusalReason.TERM_OUT_OF_RANGE, body.path(name) + ": not an integer from 0 to 2^53-1");
        }
        return body.count(name, 0);
    }

    @Override
    public Void preVoteRequest(PreVoteRequest message) {
        begin(message);
        json.writeNumberProperty("round", message.round());
        json.writeNumberProperty("lastLogIndex", message.lastLogIndex());
        json.writeNumberProperty("lastLogTerm", message.lastLogTerm());
        json.writeNumberProperty("transferUntil", message.transferUntil());
        return null;
    }

    @Override
    public Void preVoteReply(PreVoteReply message) {
        begin(message);
        json.writeNumberProperty("round", message.round());
        json.writeBooleanProperty("granted", message.granted());
        return null;
    }

    @Override
    public Void requestVote(RequestVote message) {
        begin(message);
        json.writeNumberProperty("lastLogIndex", message.lastLogIndex());
        json.writeNumberProperty("lastLogTerm", message.lastLogTerm());
        json.writeNumberProperty("transferUntil", message.transferUntil());
        return null;
    }

    @Override
    public Void requestVoteReply(RequestVoteReply message) {
        begin(message);
        json.writeBooleanProperty("granted", message.granted());
        return null;
    }

    @Override
    public Void appendEntries(AppendEntries message) {
        begin(message);
        json.writeNumberProperty("round", message.round());
        if (message.heir() > 0) {
            json.writeNumberProperty("heir", message.heir());
        }
        return null;
    }

    @Override
    public Void appendEntriesReply(AppendEntriesReply message) {
        begin(message);
        json.writeNumberProperty("round", message.round());
        json.writeBooleanProperty("success", message.success());
        return null;
    }

    @Override
    public Void timeoutNow(TimeoutNow message) {
        begin(message);
        json.writeNumberProperty("lastRound", message.lastRound());
        return null;
    }

    private void begin(RaftMessage message) {
        json.writeStringProperty("type", message.kind());
        json.writeNumberProperty("term", message.term());
    }
}
