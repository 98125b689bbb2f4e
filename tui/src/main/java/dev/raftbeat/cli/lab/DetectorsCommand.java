package dev.raftbeat.cli.lab;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.OutputOption;
import dev.raftbeat.cli.option.PictureFile;
import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.HeartbeatStream;
import dev.raftbeat.lab.quality.Laboratory;
import dev.raftbeat.lab.quality.NamedNetwork;
import dev.raftbeat.lab.quality.Quality;
import dev.raftbeat.lab.quality.QualityPicture;
import dev.raftbeat.lab.quality.QualityPicture.Curve;
import dev.raftbeat.lab.quality.QualityTable;
import dev.raftbeat.lab.quality.RecordedStreams;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.record.RecordingDefects;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code raftbeat detectors}: failure detectors on one and the same stream of heartbeats. */
@Command(
        name = "detectors",
        description =
                "Compare failure detectors on one stream of heartbeats, simulated or recorded: detection time, number"
                        + " and length of mistakes.",
        footer = {
            "",
            "Examples:",
            "  raftbeat detectors --network gc",
            "  raftbeat detectors --network mobile --within 10s --svg mobile.svg",
            "  raftbeat detectors --network lossy --detector \"phi 8\" --detector \"phi 8 floor 100ms\" --damping 3",
            "  raftbeat detectors --trace store/kill-leader/latest",
            "",
            "A detector is: fixed TIME, missed BEATS, phi PHI, phi-exp PHI, chen TIME, bertier [SPREADS], swim TIME,",
            "lifeguard TIME, nfd-s TIME; then, if wanted, " + Detectors.OPTIONS + "."
        })
public final class DetectorsCommand implements Callable<Integer> {
    private static final List<Column<NamedNetwork>> NETWORKS = List.of(
            Column.text("network", "network", NamedNetwork::word),
            Column.number(
                    "intervalSeconds",
                    "every",
                    one -> one.intervalNanos() / 1e9,
                    one -> Amounts.seconds(one.intervalNanos() / 1e9)),
            Column.text("sentence", "what it is", NamedNetwork::sentence));

    private static final int BEATS_MIN = 1_000;
    private static final int BEATS_MAX = 20_000_000;
    private static final int BEATS_OF_A_STREAM = 20;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description =
                    "lan, wan, bursty, lossy, gc, overloaded, mobile, hayashibara or chen (default gc; --networks lists"
                            + " them).")
    private NamedNetwork network;

    @Option(names = "--networks", description = "List the named networks, and exit.")
    private boolean networks;

    @Option(
            names = "--trace",
            paramLabel = "FILE",
            description =
                    "A recorded run, or its facts.ndjson, instead of a network: what each node heard of its leader.")
    private Path trace;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            description = "Heartbeat interval (default: that of the network).")
    private TypedTime interval;

    @Option(names = "--beats", paramLabel = "N", description = "Number of heartbeats (default 200000).")
    private Integer beats;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--detector",
            paramLabel = "DETECTOR",
            description = "Detector, such as \"phi 8\"; may be repeated (default: one of each kind).")
    private List<String> detectors = List.of();

    @Option(
            names = "--within",
            paramLabel = "TIME",
            description = "Set each threshold so that 99 of 100 crashes are detected within this time.")
    private TypedTime within;

    @Option(
            names = "--damping",
            paramLabel = "BEATS",
            description = "Show each detector again with damping: number of heartbeats in a row before it trusts.")
    private Integer damping;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "File for a picture of detection time against mistakes.")
    private Path svg;

    @Mixin
    private OutputOption output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        PictureFile.check(svg);
        if (networks) {
            Table<NamedNetwork> all = new Table<>(NETWORKS, List.of(NamedNetwork.values()));
            output.tell(all.maps(), all);
            return ExitCodes.VALID;
        }
        try (LongWork work = new LongWork(spec)) {
            List<HeartbeatStream> streams = trace == null ? List.of(drawn()) : recorded(work.progress());
            List<DetectorSpec> asked = asked(streams.get(0).intervalNanos());
            Laboratory laboratory = new Laboratory(streams, seed, work.progress());
            List<Quality> measured = new ArrayList<>();
            List<Curve> curves = new ArrayList<>();
            work.run(progress -> {
                if (within == null) {
                    laboratory.measure(asked, measured::add);
                } else {
                    laboratory.within(asked, within.nanos() / 1e9, measured::add);
                }
                if (svg != null) {
                    laboratory.curves(measured, curves::add);
                }
            });
            String stream = trace == null ? chosen().word() + ", seed " + seed : trace.toString();
            return tell(stream + ": " + laboratory.summary(), measured, curves, work);
        }
    }

    private int tell(String title, List<Quality> measured, List<Curve> curves, LongWork work) {
        boolean drawn = svg != null && work.partial().isEmpty();
        if (drawn) {
            draw(title, curves);
        }
        Table<Quality> table = QualityTable.of(measured);
        PrintWriter text = output.text();
        text.println(title);
        table.lines().forEach(text::println);
        QualityTable.KEY.forEach(text::println);
        QualityTable.killed(measured).forEach(text::println);
        if (drawn) {
            output.people().println("picture: " + svg);
        }
        return output.tell(work, json(title, table, curves), table, ExitCodes.VALID);
    }

    private NamedNetwork chosen() {
        return network == null ? NamedNetwork.GC : network;
    }

    private HeartbeatStream drawn() {
        int many = beats == null ? 200_000 : beats;
        int most = Math.min(BEATS_MAX, HeartbeatStream.mostBeats());
        if (many < BEATS_MIN || many > most) {
            throw UserError.usage("--beats takes a number from " + BEATS_MIN + " to " + most
                    + (most < BEATS_MAX ? " (Java has memory for no more here)" : "") + ", not " + many);
        }
        long every = interval == null
                ? chosen().intervalNanos()
                : interval.within("--interval", 1_000_000, 3_600_000_000_000L, "from 1ms to 1h");
        return chosen().stream(every, many, seed);
    }

    private List<HeartbeatStream> recorded(Progress progress) {
        if (network != null || interval != null || beats != null) {
            throw UserError.usage("--trace brings its own heartbeats: leave --network, --interval and --beats out");
        }
        PrintWriter err = spec.commandLine().getErr();
        RecordedStreams streams = new RecordedStreams();
        try {
            RecordingDefects flaws =
                    Recordings.open(trace.toString()).watchedBy(progress).tellTo(streams);
            flaws.sentences().forEach(sentence -> err.println("raftbeat: " + sentence));
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        }
        if (streams.leftOut() > 0) {
            err.println("raftbeat: it is longer than can be measured: the last "
                    + PlainText.count(streams.leftOut(), "heartbeat") + " are left out");
        }
        err.flush();
        List<HeartbeatStream> enough = streams.streams(BEATS_OF_A_STREAM);
        if (enough.isEmpty()) {
            throw UserError.usage(PlainText.clean(trace.toString()) + " holds no " + BEATS_OF_A_STREAM
                    + " heartbeats that one node heard of one leader");
        }
        return enough;
    }

    private List<DetectorSpec> asked(long intervalNanos) {
        List<DetectorSpec> all = new ArrayList<>();
        try {
            detectors.forEach(text -> all.add(Detectors.parse(text)));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("--detector: " + e.getMessage());
        }
        if (all.isEmpty()) {
            all.addAll(Laboratory.usual(intervalNanos));
        }
        if (damping == null) {
            return all;
        }
        if (damping < 2 || damping > 1000) {
            throw UserError.usage("--damping takes a number of heartbeats from 2 to 1000, not " + damping);
        }
        List<DetectorSpec> both = new ArrayList<>();
        for (DetectorSpec one : all) {
            both.add(one);
            both.add(one.withBeatsToTrust(damping));
        }
        return both;
    }

    private static Map<String, Object> json(String title, Table<Quality> measured, List<Curve> curves) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("stream", title);
        json.put("detectors", measured.maps());
        json.put(
                "curves",
                curves.stream()
                        .map(curve -> QualityTable.of(curve.curve()).maps())
                        .toList());
        return json;
    }

    private void draw(String title, List<Curve> curves) {
        PictureFile.write(svg, QualityPicture.svg(title, curves));
    }
}
