package dev.raftbeat.wire;

import dev.raftbeat.protocol.Ballot;
import dev.raftbeat.protocol.Fact;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.StampedFact;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.json.JsonFactory;

/**
 * Facts as lines of NDJSON, the stamp first:
 * {@code {"v":1,"t_ns":9,"node":"n1","boot":1,"seq":7,"lamport":12,"cause":"n1:1:6","fact":"BecameLeader","term":5,..}}.
 * An absent value is a null, so that every fact of one kind has the same fields. Thread-safe.
 */
public final class FactCodec {
    /** The version of this form; it changes only when an old reader would misread a new line. */
    public static final int VERSION = 1;

    /** Longer than any fact. */
    public static final int LINE_BYTES_MAX = 256 * 1024;

    private static final int STRING_LENGTH_MAX = 64 * 1024;
    private static final JsonFactory JSON = Json.factory(LINE_BYTES_MAX, STRING_LENGTH_MAX);

    private FactCodec() {}

    /** The fact in UTF-8, without a line end; it holds none inside either. */
    public static byte[] write(StampedFact fact) {
        return Json.write(JSON, json -> {
            json.writeStartObject();
            Stamp.FORM.write(json, Stamp.of(fact));
            RecordForm.of(fact.fact().getClass()).write(json, fact.fact());
            json.writeEndObject();
        });
    }

    /** As {@link #write}, as a string. */
    public static String line(StampedFact fact) {
        return new String(write(fact), StandardCharsets.UTF_8);
    }

    /** @throws WireException saying which field is wrong */
    public static StampedFact read(String line) throws WireException {
        JsonFields fields = JsonFields.read(JSON, line);
        Stamp stamp = (Stamp) Stamp.FORM.readPart(fields);
        if (stamp.v != VERSION) {
            throw WireException.malformed("v: this reader knows version " + VERSION + " alone");
        }
        Class<?> kind = Kinds.BY_NAME.get(stamp.fact);
        if (kind == null) {
            throw WireException.malformed("fact: unknown, \"" + stamp.fact + "\"");
        }
        RecordForm form = RecordForm.of(kind);
        Fact fact = (Fact) form.readPart(fields);
        fields.nothingElse();
        return new StampedFact(stamp.t_ns, stamp.node, stamp.boot, stamp.seq, stamp.lamport, stamp.cause, fact);
    }

    /** Tells each node that the fact names, its teller first; one may be told several times. */
    public static void nodes(StampedFact fact, Consumer<NodeId> to) {
        to.accept(fact.node());
        fact.cause().ifPresent(cause -> to.accept(cause.node()));
        RecordForm.of(fact.fact().getClass()).nodes(fact.fact(), to);
    }

    /** Every kind of fact, in the order of declaration. */
    static List<Class<?>> kinds() {
        return List.copyOf(Kinds.BY_NAME.values());
    }

    /** The fields that stand before every fact's own. Their names are those of the line, so not quite Java's. */
    record Stamp(int v, long t_ns, NodeId node, int boot, long seq, long lamport, Optional<FactId> cause, String fact) {
        static final RecordForm FORM = RecordForm.of(Stamp.class);

        /** @throws IllegalArgumentException when a number is not one that facts are stamped with */
        Stamp {
            if (boot < 0 || seq < 0 || seq > Ballot.TERM_MAX || lamport < 0 || lamport > Ballot.TERM_MAX) {
                throw new IllegalArgumentException("boot, seq and lamport lie between 0 and 2^53-1");
            }
        }

        private static Stamp of(StampedFact fact) {
            return new Stamp(
                    VERSION,
                    fact.tNanos(),
                    fact.node(),
                    fact.boot(),
                    fact.seq(),
                    fact.lamport(),
                    fact.cause(),
                    fact.fact().name());
        }
    }

    /** Loaded on the first read: a node only writes, and must start fast. */
    private static final class Kinds {
        private static final Map<String, Class<?>> BY_NAME = byName();

        private static Map<String, Class<?>> byName() {
            Map<String, Class<?>> kinds = new LinkedHashMap<>();
            List<Class<?>> open = new ArrayList<>(List.of(Fact.class));
            while (!open.isEmpty()) {
                Class<?> next = open.remove(0);
                if (next.isRecord()) {
                    kinds.put(next.getSimpleName(), next);
                } else {
                    open.addAll(List.of(next.getPermittedSubclasses()));
                }
            }
            return Collections.unmodifiableMap(kinds);
        }
    }
}
