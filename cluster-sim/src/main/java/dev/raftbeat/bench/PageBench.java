package dev.raftbeat.bench;

import dev.raftbeat.files.Folders;
import dev.raftbeat.page.ReplayPage;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.scenario.Recorder;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Measures the page that plays a run: ten minutes of five simulated nodes at pace lan, whose leader is killed every two
 * minutes. How large it is, and, where there is a browser, how soon it shows a picture and how long a frame takes.
 */
public final class PageBench {
    private static final int NODES = 5;
    private static final double MEGABYTES_MAX = 5;
    private static final double PICTURE_MILLIS_MAX = 1000;
    private static final double FRAME_MILLIS_MAX = 1000.0 / 30;

    private static final String SCENARIO = "cluster 5 seed %d\n"
            + "run 120s\nkill leader\nrun 10s\nheal\nrun 110s\n".repeat(2)
            + "kill leader\nrun 10s\nheal\nrun 110s\n";

    /** The time of the first picture, then of each frame while the bar is moved through the run: from nearby, and whole. */
    private static final String MEASURE = """
            (async () => {
              const frame = () => new Promise(requestAnimationFrame);
              let first;
              while (!(first = performance.getEntriesByName('picture')[0])) await frame();
              const bar = document.getElementById('bar'), times = [first.startTime];
              for (const whole of [false, true]) {
                if (whole) document.getElementById('whole').click();
                let last = await frame();
                for (let i = 0; i < 120; i++) {
                  bar.value = bar.max * i / 120;
                  bar.dispatchEvent(new Event('input'));
                  const now = await frame();
                  times.push(now - last);
                  last = now;
                }
              }
              return times.join(' ');
            })()
            """;

    private final Path folder;
    private final long seed;
    private final PrintWriter out;
    private final Progress progress;
    private final List<BenchValue> measures = new ArrayList<>();

    /** @param folder for the recording; it is made, and removed at the end */
    public PageBench(Path folder, long seed, PrintWriter out, Progress progress) {
        this.folder = folder;
        this.seed = seed;
        this.out = out;
        this.progress = progress;
    }

    /** @throws dev.raftbeat.progress.StoppedException when the work is to end */
    public void run() throws IOException, InterruptedException {
        try {
            say("ten minutes of five simulated nodes at pace lan, seed %d; its leader is killed three times", seed);
            Path page = record().resolve(ReplayPage.PAGE);
            tell("the page that plays them has", "pageMegabytes", Files.size(page) / 1e6, "MB", MEGABYTES_MAX);
            Optional<Path> browser = Browser.find();
            if (browser.isEmpty()) {
                say("there is no Chromium on the PATH: how fast it is was not measured");
                return;
            }
            double[] times = Arrays.stream(Browser.ask(browser.get(), folder.resolve("browser"), page.toUri(), MEASURE)
                            .split(" "))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            tell("its first picture comes after", "firstPictureMs", times[0], "ms", PICTURE_MILLIS_MAX);
            double frame = Arrays.stream(times).skip(1).average().orElseThrow();
            tell("a frame while one scrubs takes", "frameMs", frame, "ms", FRAME_MILLIS_MAX);
            say("  that is %.0f frames/s", 1000 / frame);
        } finally {
            Folders.delete(folder);
        }
    }

    /** What was measured by now, for programs. */
    public List<BenchValue> measures() {
        return List.copyOf(measures);
    }

    private Path record() {
        try {
            Scenario scenario = ScenarioParser.parse("page.scenario", String.format(Locale.ROOT, SCENARIO, seed));
            Recorder recorder = new Recorder(folder, "sim", "");
            Object ignored = new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                    .within(progress, scenario)
                    .run(scenario, OptionalLong.of(seed), seed, recorder);
            return recorder.written().get(0);
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private void tell(String what, String name, double value, String unit, double most) {
        measures.add(BenchValue.single(NODES, name, value).withTarget(most));
        say(
                "%-32s %6.2f %s (%s: %.2f of %.4g)",
                what, value, unit, value <= most ? "met" : "missed", value / most, most);
    }

    private void say(String form, Object... values) {
        out.println(String.format(Locale.ROOT, form, values));
        out.flush();
    }
}
