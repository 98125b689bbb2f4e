package dev.raftbeat.cli.run;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.option.LongWork;
import dev.raftbeat.cli.option.Recordings;
import dev.raftbeat.cli.option.ScreenOptions;
import dev.raftbeat.cli.option.TypedTime;
import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.plain.ForkNarrator;
import dev.raftbeat.plain.ReplayNarrator;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.record.RecordedRun;
import dev.raftbeat.record.RecordedWorld;
import dev.raftbeat.record.Recording;
import dev.raftbeat.record.RecordingException;
import dev.raftbeat.record.ReplayWorld;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimStart;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.world.Moment;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code raftbeat replay}: a recording on the screen, and forks of it. */
@Command(
        name = "replay",
        description =
                "Show a recorded run on the screen, forwards and backwards. Fork it at any moment to see another outcome.",
        footer = {
            "",
            "Examples:",
            "  raftbeat replay store/NAME/latest",
            "  raftbeat replay RUN --fork-at 3.2s --set \"prevote on\"",
            "  raftbeat replay RUN --fork-at 3.2s --apply heal --plain",
            "",
            "A fork goes on in the simulator from what the recording tells of the moment; what it has to assume it says.",
            "docs/RECORDINGS.md explains both."
        })
public final class ReplayCommand implements Callable<Integer> {
    /** How long a fork goes on in lines: all its facts are held, and a recording may claim to be of any length. */
    private static final long FORK_NANOS_MAX = 3_600_000_000_000L;

    @Parameters(paramLabel = "RUN", description = "Folder of a recording, or file of facts.")
    private String run;

    @Option(
            names = "--fork-at",
            paramLabel = "TIME",
            description = "Fork at this time after the first fact, such as 3.2s.")
    private TypedTime forkAt;

    @Option(
            names = "--set",
            paramLabel = "SETTING",
            description = "Setting to change in the fork, such as \"prevote on\"; may be repeated.")
    private List<String> settings = List.of();

    @Option(
            names = "--apply",
            paramLabel = "LINE",
            description = "Line of the fault language to begin the fork with, such as heal; may be repeated.")
    private List<String> faults = List.of();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Random seed of the fork (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "Length of a fork with text lines, at most 1h (default: that of the recording, or 1h).")
    private TypedTime duration;

    @Mixin
    private ScreenOptions screen;

    @Option(names = "--plain", description = "Print the story as text lines (for pipes, logs and screen readers).")
    private boolean plain;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        boolean shown = !plain && duration == null && screen.hasScreen();
        screen.checkCast(shown);
        refuseNonsense();
        OptionalLong at = TypedTime.nanos(forkAt);
        OptionalLong forNanos = TypedTime.nanos(duration);
        if (forNanos.orElse(0) > FORK_NANOS_MAX) {
            throw UserError.usage("--for takes a time up to 1h, not \"" + duration + "\"");
        }
        RecordedRun recorded = read();
        if (at.isPresent() && at.getAsLong() > recorded.endNanos()) {
            throw UserError.usage("--fork-at lies behind the end of the recording, which is "
                    + PlainText.duration(recorded.endNanos()) + " long");
        }
        String title = "a recording of " + PlainText.count(recorded.members().size(), "node");
        try (ReplayWorld world = new ReplayWorld(new RecordedWorld(title, recorded), this::fork)) {
            if (at.isPresent()) {
                world.jump(at.getAsLong());
                fork(world);
            }
            if (shown) {
                return screen.show(world);
            }
            return tell(world, recorded, at, forNanos);
        }
    }

    private void refuseNonsense() {
        if (forkAt == null && (!settings.isEmpty() || !faults.isEmpty() || duration != null)) {
            throw UserError.usage("--set, --apply and --for are for a fork: they need --fork-at");
        }
    }

    private RecordedRun read() {
        PrintWriter err = spec.commandLine().getErr();
        try (LongWork work = new LongWork(spec)) {
            Recording recording = Recordings.open(run).watchedBy(work.progress());
            RecordedRun recorded = RecordedRun.of(recording);
            recorded.flaws().sentences().forEach(sentence -> err.println("raftbeat: " + sentence));
            if (recorded.leftOut() > 0) {
                err.println("raftbeat: it is longer than a replay holds: the last "
                        + PlainText.count(recorded.leftOut(), "fact") + " are left out");
            }
            if (recorded.members().size() > 9 || recorded.members().isEmpty()) {
                throw UserError.usage("a replay shows 1 to 9 nodes, and this recording tells of "
                        + recorded.members().size());
            }
            return recorded;
        } catch (RecordingException e) {
            throw UserError.usage(e.getMessage());
        } finally {
            err.flush();
        }
    }

    private ReplayWorld.Fork fork(List<StampedFact> facts, Moment at) {
        SimStart start = SimStart.of(facts, (int) at.facts(), at.nanos());
        WorldSpec spec = new WorldSpec(start.members().size(), start.faults().base(), seed);
        return new ReplayWorld.Fork(new SimWorld(SimOptions.of(spec).withStart(start)), start.assumptions());
    }

    private void fork(ReplayWorld world) {
        List<String> lines = new ArrayList<>();
        settings.forEach(setting -> lines.add("set " + setting));
        lines.addAll(faults);
        World.Outcome outcome = TypedLines.read(String.join("; ", lines), world::fork);
        if (!outcome.done()) {
            throw UserError.usage(outcome.sentence());
        }
    }

    private int tell(ReplayWorld world, RecordedRun recorded, OptionalLong at, OptionalLong forNanos) {
        PrintWriter out = spec.commandLine().getOut();
        Verdict verdict;
        if (at.isPresent()) {
            long from = at.getAsLong();
            long wanted = forNanos.orElse(recorded.endNanos() - from);
            if (wanted > FORK_NANOS_MAX) {
                PrintWriter err = spec.commandLine().getErr();
                err.println("raftbeat: the fork ends after 1h, before the recording does");
                err.flush();
            }
            verdict = new ForkNarrator(world, recorded, from, from + Math.min(wanted, FORK_NANOS_MAX), out).tell();
        } else {
            verdict = new ReplayNarrator(recorded, out).tell();
        }
        return ExitCodes.of(verdict);
    }
}
