package dev.raftbeat.wire;

import dev.raftbeat.protocol.StampedFact;

/** Facts as lines of NDJSON. */
public final class FactCodec {
    private FactCodec() {}

    /** The fact in UTF-8, without a line end; it holds none inside either. */
    public static byte[] write(StampedFact fact) {
        throw new UnsupportedOperationException("FactCodec.write " + fact);
    }

    /** As {@link #write}, as a string. */
    public static String line(StampedFact fact) {
        throw new UnsupportedOperationException("FactCodec.line " + fact);
    }

    /** @throws WireException saying which field is wrong */
    public static StampedFact read(String line) throws WireException {
        throw WireException.malformed("cannot read yet: " + line);
    }
}
