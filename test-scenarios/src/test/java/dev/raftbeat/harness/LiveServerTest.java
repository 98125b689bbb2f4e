package dev.raftbeat.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.page.PageFold;
import dev.raftbeat.page.ReplayPage;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.web.LiveServer;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.ForwardingWorld;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Everybody who follows a run is told all of it, however many follow, and whether or not one of them reads. */
@Tag("process")
@Timeout(300)
class LiveServerTest {
    private static final int VIEWERS = 30;
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    private Path directory;

    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final List<StampedFact> facts = new ArrayList<>();
    private SimWorld world;
    private LiveServer server;

    /** A world with a title that would be markup. */
    private record Titled(World world, String title) implements ForwardingWorld {}

    @BeforeEach
    void begin() throws Exception {
        world = new SimWorld(SimOptions.of(new WorldSpec(5, Pace.CLASS.settings(), 3)));
        world.observe(facts::add);
        server = new LiveServer(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.show(new Titled(world, "<img src=x onerror=alert(1)></script>"));
    }

    @AfterEach
    void end() {
        readers.shutdownNow();
        server.close();
        world.close();
    }

    @Test
    void thirtyViewersAreToldEverythingInOrderBesideOneWhoNeverReads() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(1024);
            InetSocketAddress at = new InetSocketAddress(
                    InetAddress.getLoopbackAddress(),
                    URI.create(server.address()).getPort());
            deaf.connect(at);
            String path = URI.create(server.address()).getPath();
            deaf.getOutputStream()
                    .write(("GET " + path + "events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            List<Viewer> viewers = new ArrayList<>();
            List<Future<JoinedPieces>> told = new ArrayList<>();
            for (int i = 0; i < VIEWERS; i++) {
                Viewer viewer = new Viewer(server.address(), i % 5);
                viewers.add(viewer);
                told.add(readers.submit(viewer));
            }
            Awaitility.await().until(() -> server.viewers() > VIEWERS / 2);
            for (int second = 1; second <= 10; second++) {
                goOn(second, viewers.get(0));
                if (second == 4) {
                    apply("kill leader");
                }
            }
            viewers.forEach(Viewer::stay);
            goOn(11, viewers.get(0));
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> viewers.stream().allMatch(Viewer::hasStayed));
            server.close();
            Map<String, Object> whole = JoinedPieces.json(whole().columns());
            for (int i = 0; i < VIEWERS; i++) {
                assertThat(told.get(i).get().all()).as("viewer %s", i).containsAllEntriesOf(whole);
                assertThat(viewers.get(i).wholes()).as("viewer %s", i).isOne();
            }
        }
    }

    @Test
    @ExtendWith(Chromium.Condition.class)
    void aBrowserThatFollowsShowsWhatThePageOfTheWholeRunShows() throws Exception {
        Chromium browser = Chromium.in(Files.createDirectory(directory.resolve("scratch")));
        Viewer beside = new Viewer(server.address(), 0);
        Future<JoinedPieces> ignored = readers.submit(beside);
        goOn(2, beside);
        Future<Chromium.Seen> followed = readers.submit(() -> browser.open(server.address()));
        Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> server.viewers() == 2);
        apply("kill leader");
        goOn(4, beside);
        apply("cut n2 -> n3");
        goOn(7, beside);
        server.close();
        Chromium.Seen live = followed.get();
        assertThat(live.console()).isEmpty();
        assertThat(live.page()).contains("The run is over.");
        assertThat(part(live, "title")).isEqualTo("&lt;img src=x onerror=alert(1)&gt;&lt;/script&gt;");

        Why why = new Why(facts);
        Path file = directory.resolve("replay.html");
        Files.writeString(file, new ReplayPage(whole(), "", List.of(), List.of(), why, why.campaigns()).html());
        Chromium.Seen whole = browser.open(file, "#t=99999");
        assertThat(whole.page()).contains("killed");
        for (String part : List.of("now", "nodes", "feed", "links", "faults", "elections")) {
            assertThat(part(live, part)).as(part).isEqualTo(part(whole, part));
        }
    }

    private void apply(String line) {
        assertThat(TypedLines.apply(world::apply, line).done()).as(line).isTrue();
    }

    /** Time goes on, and a viewer is told so. */
    private void goOn(int seconds, Viewer viewer) {
        int before = viewer.events();
        world.jump(seconds * SECOND);
        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> viewer.events() > before);
    }

    private PageFold whole() {
        PageFold whole = new PageFold(world.members());
        facts.forEach(whole::tell);
        whole.pass(world.nowNanos());
        return whole;
    }

    private static String part(Chromium.Seen seen, String id) {
        Matcher found = Pattern.compile("<(\\w+) id=\"" + id + "\"[^>]*>(.*?)</\\1>", Pattern.DOTALL)
                .matcher(seen.page());
        assertThat(found.find()).as(id).isTrue();
        return found.group(2);
    }
}
