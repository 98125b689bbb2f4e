package dev.raftbeat.wire;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame.Bye;
import dev.raftbeat.wire.Frame.Doubt;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Ping;
import dev.raftbeat.wire.Frame.Pong;
import dev.raftbeat.wire.Frame.Raft;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/**
 * Frames as JSON, without the length that stands before them on the wire:
 * {@code {"header":{"cluster":..,"from":..,"to":..,"boot":1,"seq":7,"lamport":9},"kind":"raft","body":{"type":..,..}}}.
 *
 * <p>Reading is strict, because what is guessed at a border is believed inside: unknown, missing and repeated fields,
 * wrong types, trailing input, names that are no node names and integers outside 0 to 2^53-1 are all refused.
 */
public final class MessageCodec {
    /** The version of the wire format that a {@link Hello} carries. */
    public static final int VERSION = 1;

    /** The most bytes that a frame's JSON may have: with its length of four bytes it fills 4 KiB. */
    public static final int BYTES_MAX = 4096 - 4;

    /** The most characters of a string in a frame, such as a cluster's id. */
    public static final int STRING_LENGTH_MAX = 128;

    private static final JsonFactory JSON = Json.factory(BYTES_MAX, STRING_LENGTH_MAX);

    private MessageCodec() {}

    /** The frame in UTF-8. */
    public static byte[] write(Frame frame) {
        return Json.write(JSON, json -> {
            json.writeStartObject();
            frame.accept(new FrameWriter(json));
            json.writeEndObject();
        });
    }

    /** @throws WireException saying which field is wrong; {@link RefusalReason#TERM_OUT_OF_RANGE} where it is a term */
    public static Frame read(byte[] utf8) throws WireException {
        if (utf8.length > BYTES_MAX) {
            throw new WireException(RefusalReason.TOO_LARGE, utf8.length + " bytes, at most " + BYTES_MAX);
        }
        JsonFields fields = JsonFields.read(JSON, Json.text(utf8));
        String kind = fields.text("kind");
        Frame frame;
        switch (kind) {
            case "raft":
                frame = new Raft(header(fields.object("header")), RaftBody.read(fields.object("body")));
                break;
            case "hello":
                frame = hello(fields.object("header"), fields.object("body"));
                break;
            case "ping":
                frame = new Ping();
                break;
            case "pong":
                frame = new Pong();
                break;
            case "bye":
                frame = new Bye();
                break;
            case "doubt":
                frame = doubt(fields.object("body"));
                break;
            default:
                throw WireException.malformed("kind: unknown, \"" + kind + "\"");
        }
        fields.nothingElse();
        return frame;
    }

    private static Header header(JsonFields fields) throws WireException {
        Header header = new Header(
                fields.text("cluster"),
                node(fields, "from"),
                node(fields, "to"),
                boot(fields),
                fields.count("seq", 1),
                fields.count("lamport", 1));
        fields.nothingElse();
        return header;
    }

    private static Hello hello(JsonFields header, JsonFields body) throws WireException {
        int version = (int) Math.min(body.count("version", 0), Integer.MAX_VALUE);
        body.nothingElse();
        Hello hello = new Hello(header.text("cluster"), node(header, "from"), node(header, "to"), version);
        header.nothingElse();
        return hello;
    }

    private static Doubt doubt(JsonFields body) throws WireException {
        Doubt doubt = new Doubt(boot(body), body.count("term", 0), body.count("doubtedTerm", 0));
        body.nothingElse();
        return doubt;
    }

    private static int boot(JsonFields fields) throws WireException {
        return (int) fields.count("boot", 1, Bounds.BOOT_MAX);
    }

    private static NodeId node(JsonFields fields, String name) throws WireException {
        try {
            return new NodeId(fields.text(name));
        } catch (IllegalArgumentException e) {
            throw WireException.malformed(fields.path(name) + ": " + e.getMessage());
        }
    }

    private record FrameWriter(JsonGenerator json) implements Frame.Visitor<Void> {
        @Override
        public Void hello(Hello frame) {
            json.writeObjectPropertyStart("header");
            address(frame.cluster(), frame.from(), frame.to());
            json.writeEndObject();
            kind("hello");
            json.writeObjectPropertyStart("body");
            json.writeNumberProperty("version", frame.version());
            json.writeEndObject();
            return null;
        }

        @Override
        public Void ping(Ping frame) {
            return kind("ping");
        }

        @Override
        public Void pong(Pong frame) {
            return kind("pong");
        }

        @Override
        public Void bye(Bye frame) {
            return kind("bye");
        }

        @Override
        public Void doubt(Doubt frame) {
            kind("doubt");
            json.writeObjectPropertyStart("body");
            json.writeNumberProperty("boot", frame.boot());
            json.writeNumberProperty("term", frame.term());
            json.writeNumberProperty("doubtedTerm", frame.doubtedTerm());
            json.writeEndObject();
            return null;
        }

        @Override
        public Void raft(Raft frame) {
            Header header = frame.header();
            json.writeObjectPropertyStart("header");
            address(header.cluster(), header.from(), header.to());
            json.writeNumberProperty("boot", header.boot());
            json.writeNumberProperty("seq", header.seq());
            json.writeNumberProperty("lamport", header.lamport());
            json.writeEndObject();
            kind("raft");
            json.writeObjectPropertyStart("body");
            frame.message().accept(new RaftBody(json));
            json.writeEndObject();
            return null;
        }

        private void address(String cluster, NodeId from, NodeId to) {
            json.writeStringProperty("cluster", cluster);
            json.writeStringProperty("from", from.name());
            json.writeStringProperty("to", to.name());
        }

        private Void kind(String kind) {
            json.writeStringProperty("kind", kind);
            return null;
        }
    }
}
