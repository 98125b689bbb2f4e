package dev.raftbeat.bench;

import dev.raftbeat.local.LocalWorld;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.MessageFact.MessageSent;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.StrictJson;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;

/** Measures what viewers of the live page cost a cluster of real processes, and how far they are behind it. */
public final class WebBench {
    private static final LatencyTarget BEHIND = new LatencyTarget(1_000, 1_000);

    private final Path directory;
    private final WorldSpec spec;
    private final PrintWriter out;
    private final Progress progress;
    private final List<BenchValue> measures = new ArrayList<>();
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final Map<Link, Long> sent = new HashMap<>();
    private Distribution late = new Distribution();
    private OptionalLong firstNanos = OptionalLong.empty();

    /** What a viewer got, and when. */
    private record Arrival(long nanos, String letters) {}

    /** Serves the live page. */
    public interface Page extends AutoCloseable {
        /** Begins to show the world, and says where. */
        String show(World world);

        @Override
        void close();
    }

    /**
     * @param directory where the cluster lives
     * @param progress told of seconds: two rests and the time to settle
     */
    public WebBench(Path directory, WorldSpec spec, PrintWriter out, Progress progress) {
        this.directory = directory;
        this.spec = spec;
        this.out = out;
        this.progress = progress;
    }

    /** Rests without viewers and with them, and answers what was measured. */
    public List<BenchValue> run(Page page, int viewers, int settleSeconds, int restSeconds)
            throws InterruptedException, IOException {
        try (LocalWorld world = LocalWorld.closedByCaller(directory, spec, false, Optional.empty())) {
            world.observe(this::hear);
            sleep(settleSeconds);
            take();
            sleep(restSeconds);
            tell("heartbeat later than due, no viewers", "heartbeatLateMs", take());
            String address = page.show(world);
            for (int i = 0; i < viewers; i++) {
                Thread viewer = new Thread(() -> follow(world, URI.create(address + "events")), "viewer");
                viewer.setDaemon(true);
                viewer.start();
            }
            sleep(restSeconds);
            tell("heartbeat later than due, " + viewers + " viewers", "heartbeatLateWithViewersMs", take());
            page.close();
        }
        Distribution behind = behind();
        tell("page behind the cluster", "pageBehindMs", behind);
        if (behind.count() > 0) {
            out.println("    target: " + BEHIND.beside(behind));
            out.flush();
            measures.set(measures.size() - 1, BEHIND.on(measures.get(measures.size() - 1)));
        }
        return List.copyOf(measures);
    }

    private synchronized void hear(StampedFact fact) {
        firstNanos = firstNanos.isPresent() ? firstNanos : OptionalLong.of(fact.tNanos());
        if (fact.fact() instanceof MessageSent message && message.kind().equals("AppendEntries")) {
            Long before = sent.put(new Link(fact.node(), message.to()), fact.tNanos());
            if (before != null) {
                late.add(fact.tNanos() - before - spec.settings().heartbeatNanos());
            }
        }
    }

    /** What was measured of heartbeats since this was asked before. */
    private synchronized Distribution take() {
        Distribution all = late;
        late = new Distribution();
        return all;
    }

    /** Takes the pieces as they come, and unpacks none meanwhile: what a browser does with them is no affair of ours. */
    private void follow(World world, URI events) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(events.toURL().openConnection().getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                if (line.startsWith("data: H4s")) {
                    arrivals.add(new Arrival(world.nowNanos(), line.substring(6)));
                }
                line = lines.readLine();
            }
        } catch (IOException over) {
            // The page has been closed.
            return;
        }
    }

    private Distribution behind() throws IOException {
        Distribution behind = new Distribution();
        Map<String, Long> spans = new HashMap<>();
        for (Arrival arrival : arrivals) {
            Long span = spans.get(arrival.letters);
            if (span == null) {
                span = span(arrival.letters);
                spans.put(arrival.letters, span);
            }
            // The very first piece may come before any fact was read.
            if (span > 0) {
                behind.add(arrival.nanos - firstNanos.orElse(0) - span * 1_000);
            }
        }
        return behind;
    }

    private static long span(String letters) throws IOException {
        byte[] bytes = Base64.getDecoder().decode(letters);
        try (GZIPInputStream zip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
            return ((Number) StrictJson.STANDARD.readMap(text).get("span")).longValue();
        }
    }

    private void tell(String what, String name, Distribution measured) {
        out.println("  " + what + ": " + measured);
        out.flush();
        measured.measure(spec.nodes(), name).ifPresent(measures::add);
    }

    private void sleep(int seconds) throws InterruptedException {
        for (int i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            progress.advance(1);
        }
    }
}
