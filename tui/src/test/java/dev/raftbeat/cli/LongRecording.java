package dev.raftbeat.cli;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.WorldSpec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes long recordings: five simulated nodes, whose leader is killed and started again from time to time. By hand, for
 * more facts than a test can wait for: {@code java ... dev.raftbeat.cli.LongRecording FILE 10000000}.
 */
final class LongRecording implements FactSink {
    private static final long SECOND = 1_000_000_000L;
    private static final long SEED = 1;

    private final OutputStream out;
    private long written;

    private LongRecording(OutputStream out) {
        this.out = out;
    }

    public static void main(String[] args) throws IOException {
        write(Path.of(args[0]), Long.parseLong(args[1]), 400);
    }

    /**
     * @param facts how many at least
     * @param calmSeconds how long each leader leads
     */
    static void write(Path file, long facts, long calmSeconds) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
                SimWorld world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.LAN.settings(), SEED)))) {
            LongRecording recording = new LongRecording(out);
            world.observe(recording);
            for (long second = 0; recording.written < facts; second++) {
                world.jump(second * SECOND);
                if (second % calmSeconds == calmSeconds - 4) {
                    TypedLines.apply(world::apply, "kill leader");
                } else if (second % calmSeconds == calmSeconds - 2) {
                    TypedLines.apply(world::apply, "restart same");
                }
            }
        }
    }

    @Override
    public void tell(StampedFact fact) {
        try {
            out.write(FactCodec.write(fact));
            out.write('\n');
            written++;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
