package dev.raftbeat.cli.option;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.cli.run.RunCommand;
import dev.raftbeat.files.UnusableFileException;
import dev.raftbeat.files.WholeFile;
import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.scenario.Finding;
import dev.raftbeat.scenario.ResultLines;
import dev.raftbeat.scenario.Scenario;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioRunner;
import dev.raftbeat.scenario.ScenarioStep;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import dev.raftbeat.scenario.ScriptRecorder;
import dev.raftbeat.scenario.Trial;
import dev.raftbeat.scenario.TrialResult;
import dev.raftbeat.sim.SimOptions;
import dev.raftbeat.sim.SimWorld;
import dev.raftbeat.terminal.ScenarioDesk;
import dev.raftbeat.terminal.Shot;
import dev.raftbeat.world.BorrowedWorld;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.TypedLines;
import dev.raftbeat.world.World;
import dev.raftbeat.world.WorldSpec;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code :open}, {@code :save} and {@code :shot} on the screen. */
final class ScreenScenarios implements ScenarioDesk {
    /** Slow enough for the eye: one election timeout in about three seconds. */
    private static final double EYE_NANOS = 3e9;

    private static final Pattern NUMBERED = Pattern.compile("(.*\\S)\\s+(\\d{1,4})");
    private static final long SEED_OTHERWISE = 1;

    @Override
    public Opened open(World shown, String what, Consumer<String> progress) {
        try {
            Matcher numbered = NUMBERED.matcher(what);
            boolean number = numbered.matches();
            String file = number ? numbered.group(1) : what;
            Scenario scenario = RunCommand.read(file, name(file));
            int wanted = number ? Integer.parseInt(numbered.group(2)) : 1;
            int clusters = scenario.trials().size();
            if (wanted < 1 || wanted > clusters) {
                throw UserError.usage(scenario.file() + " has " + clusters + " clusters, and no number " + wanted);
            }
            Trial trial = scenario.trials().get(wanted - 1);
            Scenario one = new Scenario(scenario.file(), scenario.text(), List.of(trial));
            String which = one.name() + (clusters == 1 ? "" : ", cluster " + wanted + " of " + clusters);
            return shown.timeTravel().isPresent() ? simulated(one, which) : live(shown, one, which, progress);
        } catch (UserError e) {
            return new Opened(Optional.empty(), false, e.getMessage());
        }
    }

    private static String name(String file) {
        return file.substring(file.lastIndexOf('/') + 1);
    }

    /** It is played once as fast as can be, and then shown from its beginning, with all that was done to come. */
    private static Opened simulated(Scenario scenario, String which) {
        List<SimWorld> made = new ArrayList<>();
        TrialResult result = new ScenarioRunner("sim", spec -> {
                    SimWorld world = new SimWorld(SimOptions.of(spec));
                    made.add(world);
                    return new BorrowedWorld(world);
                })
                .run(scenario, SEED_OTHERWISE)
                .trials()
                .get(0);
        SimWorld world = made.get(0).again();
        made.get(0).close();
        double election = result.trial().settings().electionNanosMax();
        double tenfold = Math.round(Math.log10(election / EYE_NANOS));
        world.speed(Math.min(1, Math.pow(10, tenfold)));
        world.resume();
        return new Opened(Optional.of(world), result.verdict() != Verdict.VIOLATED, which + ": " + verdict(result));
    }

    /** The cluster keeps its pace, and takes over what else the file sets. */
    private static Opened live(World shown, Scenario scenario, String which, Consumer<String> progress) {
        Trial trial = scenario.trials().get(0);
        if (trial.nodes() != shown.members().size()) {
            throw UserError.usage(which + " wants " + trial.nodes() + " nodes, and this cluster has "
                    + shown.members().size());
        }
        for (String line : settings(trial.settings())) {
            World.Outcome outcome = TypedLines.apply(shown::apply, line);
            if (!outcome.done()) {
                return new Opened(Optional.empty(), false, which + ": " + outcome.sentence());
            }
        }
        Function<WorldSpec, World> lend = spec -> new BorrowedWorld(shown);
        ScenarioRunner.Listener telling = new ScenarioRunner.Listener() {
            @Override
            public void doing(ScenarioStep step) {
                progress.accept(which + ", line " + step.line() + ": " + step.text());
            }
        };
        TrialResult result = new ScenarioRunner("local", lend)
                .run(scenario, OptionalLong.empty(), SEED_OTHERWISE, telling)
                .trials()
                .get(0);
        return new Opened(Optional.empty(), result.verdict() != Verdict.VIOLATED, which + ": " + verdict(result));
    }

    private static List<String> settings(Settings wanted) {
        return List.of(
                "heal",
                "set prevote " + (wanted.preVote() ? "on" : "off"),
                "set checkquorum " + (wanted.checkQuorum() ? "on" : "off"),
                "set evidence " + (wanted.evidence() ? "on" : "off"),
                "set priority all " + wanted.priority(),
                "set log all " + wanted.lastLogIndex() + "@" + wanted.lastLogTerm());
    }

    /** The verdict, and the first line that it is for if it is not valid. */
    private static String verdict(TrialResult result) {
        String word = ResultLines.word(result.verdict());
        Optional<Finding> first = result.findings().stream()
                .filter(finding -> finding.verdict() == result.verdict() && result.verdict() != Verdict.VALID)
                .findFirst();
        return first.map(finding -> word + (finding.line() == 0 ? "" : ", line " + finding.line()) + ": "
                        + finding.text() + ": " + finding.reason())
                .orElse(word);
    }

    @Override
    public List<String> complete(String begun) {
        int name = begun.lastIndexOf('/') + 1;
        String folder = begun.substring(0, name);
        String start = begun.substring(name);
        List<String> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path file : files) {
                String called = file.getFileName().toString();
                boolean hidden = called.startsWith(".") && !start.startsWith(".");
                if (called.startsWith(start) && !hidden && called.equals(PlainText.path(called))) {
                    found.add(folder + called + (Files.isDirectory(file) ? "/" : ""));
                }
            }
        } catch (IOException | InvalidPathException | DirectoryIteratorException none) {
            return List.of();
        }
        return found.stream().sorted().toList();
    }

    @Override
    public World.Outcome save(ScriptRecorder.Script script, boolean simulated, String file, boolean over) {
        boolean same = simulated && script.done().equals(replayed(script.roles()));
        String text = same || !simulated ? script.roles() : script.named();
        return write(file, over, text, "save", "a scenario", saved(script, simulated, text));
    }

    @Override
    public World.Outcome keep(Shot shot, Optional<String> file, boolean over) {
        String name = file.orElseGet(ScreenScenarios::freeName);
        String lower = name.toLowerCase(Locale.ROOT);
        if (!lower.endsWith(".svg") && !lower.endsWith(".txt")) {
            return new World.Outcome(
                    false,
                    PlainText.path(name) + ": expected a name that ends in .svg or .txt, as the picture is to be");
        }
        String text = lower.endsWith(".svg") ? shot.svg() : shot.text();
        return write(name, over, text, "shot", "a picture", "the screen, " + shot.size());
    }

    private static String freeName() {
        int number = 1;
        while (Files.exists(Path.of("raftbeat-" + number + ".svg"), LinkOption.NOFOLLOW_LINKS)) {
            number++;
        }
        return "raftbeat-" + number + ".svg";
    }

    /** What is there is kept, unless the word came with an exclamation mark. */
    private static World.Outcome write(
            String file, boolean over, String text, String word, String expected, String done) {
        try {
            Path path = Path.of(file);
            if (!over && Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return new World.Outcome(
                        false, PlainText.path(file) + " is there already: " + word + "! writes over it");
            }
            WholeFile.write(path, text, expected);
        } catch (UnusableFileException e) {
            return new World.Outcome(false, PlainText.path(e.of(file)));
        } catch (IOException | InvalidPathException e) {
            return new World.Outcome(false, PlainText.path(file) + " cannot be written");
        }
        return new World.Outcome(true, PlainText.path(file) + ": " + done);
    }

    private static String saved(ScriptRecorder.Script script, boolean simulated, String text) {
        String lines = script.done().size() + (script.done().size() == 1 ? " line" : " lines") + " of faults";
        if (script.unsaid() > 0) {
            return lines + "; what was done to single messages is a comment, so the run will differ from there";
        }
        if (!simulated) {
            return lines + ", by roles; real processes never do the same twice";
        }
        return script.done().equals(replayed(text))
                ? lines + "; raftbeat run repeats this run exactly"
                : lines + "; but played again it is another run";
    }

    /** What is carried out when this text is played in virtual time. */
    private static List<String> replayed(String text) {
        try {
            Scenario scenario = ScenarioParser.parse("saved", text);
            ScriptRecorder again = new ScriptRecorder(scenario.trials().get(0).members());
            new ScenarioRunner("sim", spec -> new SimWorld(SimOptions.of(spec)))
                    .run(scenario, OptionalLong.empty(), SEED_OTHERWISE, new ScenarioRunner.Listener() {
                        @Override
                        public FactSink begins(Scenario which, Trial trial, int number, long seed) {
                            return fact -> again.hear(fact, () -> ClusterSnapshot.EMPTY);
                        }
                    });
            return again.script(OptionalLong.empty(), 0).done();
        } catch (ScenarioSyntaxException e) {
            throw new IllegalStateException("what was saved is no scenario: " + e.getMessage(), e);
        }
    }
}
