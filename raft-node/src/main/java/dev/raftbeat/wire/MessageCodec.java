package dev.raftbeat.wire;

import dev.raftbeat.protocol.Bounds;
import dev.raftbeat.protocol.LinkFact.RefusalReason;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.wire.Frame.Bye;
import dev.raftbeat.wire.Frame.Challenge;
import dev.raftbeat.wire.Frame.Doubt;
import dev.raftbeat.wire.Frame.Hello;
import dev.raftbeat.wire.Frame.Ping;
import dev.raftbeat.wire.Frame.Pong;
import dev.raftbeat.wire.Frame.Proof;
import dev.raftbeat.wire.Frame.Raft;
import dev.raftbeat.wire.Frame.Seal;
import dev.raftbeat.wire.Frame.Welcome;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.json.JsonFactory;

/**
 * Frames as JSON, without the length that stands before them on the wire. A hello is an object, in the form that all
 * versions share: {@code {"header":{"cluster":..,"from":..,"to":..,"boot":1},"kind":"hello","body":{"version":2}}}; the
 * body of a node that has a key holds a nonce and a proof as well. All others come often, and are short lists: the kind, then its fields by their place, such as {@code ["A",6,9,5,2400]}.
 *
 * <p>Reading is strict, because what is guessed at a border is believed inside: unknown, missing and repeated fields,
 * wrong types, trailing input, names that are no node names and integers outside 0 to 2^53-1 are all refused. A list has
 * one spelling, without blanks.
 */
public final class MessageCodec {
    /** The version of the wire format that a {@link Hello} carries. */
    public static final int VERSION = 2;

    /** The most bytes that a frame's JSON may have: with its length of four bytes it fills 4 KiB. */
    public static final int BYTES_MAX = 4096 - 4;

    /** The most characters of a string in a frame, such as a cluster's id. */
    public static final int STRING_LENGTH_MAX = 128;

    private static final JsonFactory JSON = Json.factory(BYTES_MAX, STRING_LENGTH_MAX);
    private static final int LIST_LENGTH = 48;

    private MessageCodec() {}

    /** The frame in UTF-8. */
    public static byte[] write(Frame frame) {
        return frame.accept(new FrameWriter());
    }

    /** @throws WireException saying which field is wrong; {@link RefusalReason#TERM_OUT_OF_RANGE} where it is a term */
    public static Frame read(byte[] utf8) throws WireException {
        if (utf8.length > BYTES_MAX) {
            throw new WireException(RefusalReason.TOO_LARGE, utf8.length + " bytes, at most " + BYTES_MAX);
        }
        return utf8.length > 0 && utf8[0] == '[' ? list(new ListScanner(utf8)) : hello(utf8);
    }

    private static Frame list(ListScanner fields) throws WireException {
        String kind = fields.kind();
        Frame frame;
        switch (kind) {
            case "welcome":
                int boot = boot(fields);
                frame = new Welcome(boot, fields.hasMore() ? Optional.of(proof(fields)) : Optional.empty());
                break;
            case "challenge":
                frame = new Challenge(boot(fields), fields.hex("nonce", Seal.NONCE_DIGITS));
                break;
            case "proof":
                frame = new Proof(proof(fields));
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
                frame = new Doubt(boot(fields), fields.count("term", 0), fields.count("doubtedTerm", 0));
                break;
            default:
                RaftBody.requireKind(kind);
                frame = new Raft(fields.count("seq", 1), fields.count("lamport", 0), RaftBody.read(kind, fields));
        }
        fields.end();
        return frame;
    }

    private static int boot(ListScanner fields) throws WireException {
        return (int) fields.count("boot", 1, Bounds.BOOT_MAX);
    }

    private static String proof(ListScanner fields) throws WireException {
        return fields.hex("proof", Seal.PROOF_DIGITS);
    }

    private static Hello hello(byte[] utf8) throws WireException {
        JsonFields fields = JsonFields.read(JSON, Json.text(utf8));
        String kind = fields.text("kind");
        if (!kind.equals("hello")) {
            throw WireException.malformed("kind: unknown, \"" + kind + "\"");
        }
        JsonFields body = fields.object("body");
        long version = body.count("version", 0);
        if (version != VERSION) {
            // Before all else: what another version has beside it, nobody here can know.
            throw WireException.malformed("wire version " + version + ", this node speaks " + VERSION);
        }
        Optional<Seal> seal = body.has("nonce") || body.has("proof")
                ? Optional.of(new Seal(hex(body, "nonce", Seal.NONCE_DIGITS), hex(body, "proof", Seal.PROOF_DIGITS)))
                : Optional.empty();
        body.nothingElse();
        JsonFields header = fields.object("header");
        int boot = (int) header.count("boot", 1, Bounds.BOOT_MAX);
        Hello hello = new Hello(header.text("cluster"), node(header, "from"), node(header, "to"), boot, seal);
        header.nothingElse();
        fields.nothingElse();
        return hello;
    }

    private static String hex(JsonFields fields, String name, int digits) throws WireException {
        String text = fields.text(name);
        if (text.length() != digits || !text.chars().allMatch(ListScanner::isHexDigit)) {
            throw WireException.malformed(fields.path(name) + ": not " + digits + " hexadecimal digits");
        }
        return text;
    }

    private static NodeId node(JsonFields fields, String name) throws WireException {
        try {
            return new NodeId(fields.text(name));
        } catch (IllegalArgumentException e) {
            throw WireException.malformed(fields.path(name) + ": " + e.getMessage());
        }
    }

    private static final class FrameWriter implements Frame.Visitor<byte[]> {
        @Override
        public byte[] hello(Hello frame) {
            return Json.write(JSON, json -> {
                json.writeStartObject();
                json.writeObjectPropertyStart("header");
                json.writeStringProperty("cluster", frame.cluster());
                json.writeStringProperty("from", frame.from().name());
                json.writeStringProperty("to", frame.to().name());
                json.writeNumberProperty("boot", frame.boot());
                json.writeEndObject();
                json.writeStringProperty("kind", "hello");
                json.writeObjectPropertyStart("body");
                json.writeNumberProperty("version", VERSION);
                if (frame.seal().isPresent()) {
                    json.writeStringProperty("nonce", frame.seal().get().nonce());
                    json.writeStringProperty("proof", frame.seal().get().proof());
                }
                json.writeEndObject();
                json.writeEndObject();
            });
        }

        @Override
        public byte[] welcome(Welcome frame) {
            return frame.proof().isEmpty()
                    ? list("welcome", frame.boot())
                    : ascii(new StringBuilder("[\"welcome\",")
                            .append(frame.boot())
                            .append(",\"")
                            .append(frame.proof().get())
                            .append("\"]"));
        }

        @Override
        public byte[] challenge(Challenge frame) {
            return ascii(new StringBuilder("[\"challenge\",")
                    .append(frame.boot())
                    .append(",\"")
                    .append(frame.nonce())
                    .append("\"]"));
        }

        @Override
        public byte[] proof(Proof frame) {
            return ascii(
                    new StringBuilder("[\"proof\",\"").append(frame.proof()).append("\"]"));
        }

        @Override
        public byte[] ping(Ping frame) {
            return list("ping");
        }

        @Override
        public byte[] pong(Pong frame) {
            return list("pong");
        }

        @Override
        public byte[] bye(Bye frame) {
            return list("bye");
        }

        @Override
        public byte[] doubt(Doubt frame) {
            return list("doubt", frame.boot(), frame.term(), frame.doubtedTerm());
        }

        @Override
        public byte[] raft(Raft frame) {
            StringBuilder list = new StringBuilder(LIST_LENGTH);
            frame.message().accept(new RaftBody(list, frame));
            return ascii(list.append(']'));
        }

        private static byte[] list(String kind, long... fields) {
            StringBuilder list =
                    new StringBuilder(LIST_LENGTH).append("[\"").append(kind).append('"');
            for (long field : fields) {
                list.append(',').append(field);
            }
            return ascii(list.append(']'));
        }

        private static byte[] ascii(StringBuilder text) {
            return text.toString().getBytes(StandardCharsets.US_ASCII);
        }
    }
}
