package dev.raftbeat.cli;

import dev.raftbeat.cli.cluster.DemoCommand;
import dev.raftbeat.cli.cluster.DownCommand;
import dev.raftbeat.cli.cluster.FaultCommand;
import dev.raftbeat.cli.cluster.FaultsCommand;
import dev.raftbeat.cli.cluster.LogsCommand;
import dev.raftbeat.cli.cluster.NodeCommand;
import dev.raftbeat.cli.cluster.StatusCommand;
import dev.raftbeat.cli.cluster.StoreCommand;
import dev.raftbeat.cli.cluster.UpCommand;
import dev.raftbeat.cli.cluster.WatchCommand;
import dev.raftbeat.cli.lab.ChecklistCommand;
import dev.raftbeat.cli.lab.DetectorsCommand;
import dev.raftbeat.cli.lab.MonitorCommand;
import dev.raftbeat.cli.lab.TopologiesCommand;
import dev.raftbeat.cli.lab.WorkerCommand;
import dev.raftbeat.cli.lesson.HuntCommand;
import dev.raftbeat.cli.lesson.LessonCommand;
import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.cli.run.BenchCommand;
import dev.raftbeat.cli.run.ExploreCommand;
import dev.raftbeat.cli.run.ExportCommand;
import dev.raftbeat.cli.run.FigureCommand;
import dev.raftbeat.cli.run.ImportCommand;
import dev.raftbeat.cli.run.NemesisCommand;
import dev.raftbeat.cli.run.PageCommand;
import dev.raftbeat.cli.run.ReplayCommand;
import dev.raftbeat.cli.run.ReportCommand;
import dev.raftbeat.cli.run.RunCommand;
import dev.raftbeat.cli.run.SoakCommand;
import dev.raftbeat.cli.run.SweepCommand;
import dev.raftbeat.cli.run.TwinsCommand;
import dev.raftbeat.cli.run.WhyCommand;
import dev.raftbeat.cli.run.ZooCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/**
 * The subcommands, in the order in which help shows them. To add one: write a class with {@code @Command(name,
 * description)} that is a {@code Callable<Integer>} and returns one of {@link ExitCodes}, and add its line here. Help,
 * {@code --help}, completion and the mapping of errors come by themselves.
 *
 * <p>The table holds constructors rather than objects, because building the options of a subcommand by reflection is
 * the larger part of what picocli costs at start-up: only the one that was asked for is built.
 */
public final class Commands {

    /**
     * One subcommand.
     *
     * @param name as it is typed, and as its {@code @Command} says
     * @param make builds it; cheap, and without effects
     */
    public record Entry(String name, Supplier<? extends Callable<Integer>> make) {}

    private static final List<Entry> ALL = List.of(
            new Entry("demo", DemoCommand::new),
            new Entry("lesson", LessonCommand::new),
            new Entry("up", UpCommand::new),
            new Entry("watch", WatchCommand::new),
            new Entry("status", StatusCommand::new),
            new Entry("fault", FaultCommand::new),
            new Entry("faults", FaultsCommand::new),
            new Entry("logs", LogsCommand::new),
            new Entry("down", DownCommand::new),
            new Entry("node", NodeCommand::new),
            new Entry("store", StoreCommand::new),
            new Entry("run", RunCommand::new),
            new Entry("replay", ReplayCommand::new),
            new Entry("report", ReportCommand::new),
            new Entry("page", PageCommand::new),
            new Entry("import", ImportCommand::new),
            new Entry("why", WhyCommand::new),
            new Entry("export", ExportCommand::new),
            new Entry("twins", TwinsCommand::new),
            new Entry("sweep", SweepCommand::new),
            new Entry("nemesis", NemesisCommand::new),
            new Entry("soak", SoakCommand::new),
            new Entry("explore", ExploreCommand::new),
            new Entry("zoo", ZooCommand::new),
            new Entry("hunt", HuntCommand::new),
            new Entry("monitor", MonitorCommand::new),
            new Entry("worker", WorkerCommand::new),
            new Entry("bench", BenchCommand::new),
            new Entry("figure", FigureCommand::new),
            new Entry("detectors", DetectorsCommand::new),
            new Entry("topologies", TopologiesCommand::new),
            new Entry("checklist", ChecklistCommand::new),
            new Entry("completion", CompletionCommand::new),
            new Entry(TrainCommand.NAME, TrainCommand::new));

    private Commands() {}

    public static List<Entry> all() {
        return ALL;
    }

    static Optional<Entry> find(String name) {
        return ALL.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }
}
