package dev.raftbeat.cli;

import dev.raftbeat.cli.option.ExitCodes;
import dev.raftbeat.scenario.ScenarioParser;
import dev.raftbeat.scenario.ScenarioSyntaxException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine;

/** Does what a page of the guide does, in this process, with its files in a folder of their own. */
final class GuideRun {
    private static final Path ROOT = Path.of("..");
    private static final Set<String> WRITES = Set.of("--hunt", "--record", "--out", "--svg", "--html");
    private static final Map<String, Integer> VERDICTS =
            Map.of("valid", ExitCodes.VALID, "violated", ExitCodes.VIOLATED, "unknown", ExitCodes.UNKNOWN);

    private final GuideFences page;
    private final Path folder;
    private final List<String> slips = new ArrayList<>();
    /** What stands anew, by the first line below a command, counted from 0; and how many lines it takes the place of. */
    private final TreeMap<Integer, Anew> changes = new TreeMap<>();

    private record Anew(int instead, List<String> lines) {}

    GuideRun(GuideFences page, Path folder) {
        this.page = page;
        this.folder = folder;
    }

    /** What is wrong with the page, each with its line; empty when it is true. */
    List<String> slips() throws IOException {
        for (int i = 0; i < page.fences().size(); i++) {
            GuideFences.Fence fence = page.fences().get(i);
            if (fence.is("scenario")) {
                scenario(fence, page.fences().subList(i + 1, page.fences().size()));
            } else if (fence.is("console")) {
                for (GuideFences.Told told : GuideFences.told(fence)) {
                    console(told, fence.word(1).equals("seen"));
                }
            } else if (fence.body().stream().anyMatch(line -> line.startsWith("$ "))) {
                slip(fence.line(), "commands stand in a console");
            }
        }
        return slips;
    }

    /** The page with all that commands say as they say it now. */
    String rewritten() {
        List<String> lines = new ArrayList<>(page.lines());
        changes.descendingMap().forEach((from, anew) -> {
            lines.subList(from, from + anew.instead()).clear();
            lines.addAll(from, anew.lines());
        });
        return String.join("\n", lines) + "\n";
    }

    private void slip(int line, String what) {
        slips.add(page.name() + ":" + line + ": " + what);
    }

    private void scenario(GuideFences.Fence fence, List<GuideFences.Fence> below) throws IOException {
        String name = fence.word(1);
        if (!name.endsWith(".scenario")) {
            slip(fence.line(), "a scenario has a name");
            return;
        }
        String text = String.join("\n", fence.body()) + "\n";
        Files.writeString(folder.resolve(name), text);
        try {
            Object ignored = ScenarioParser.parse(name, text);
        } catch (ScenarioSyntaxException e) {
            slip(fence.line() + e.line(), e.getMessage());
            return;
        }
        String verdict = fence.word(2);
        boolean used = below.stream()
                .filter(one -> one.is("console"))
                .anyMatch(one -> one.body().stream().anyMatch(line -> line.startsWith("$ ") && line.contains(name)));
        if (verdict.isEmpty() ? !used : !VERDICTS.containsKey(verdict)) {
            slip(fence.line(), "a scenario is used by a command below it, or its verdict stands behind its name");
        } else if (!verdict.isEmpty()) {
            Said said = run(List.of("run", name, "--seed", "1"));
            if (said.code() != VERDICTS.get(verdict)) {
                slip(fence.line(), "it is not " + verdict + ": " + String.join("\n", said.lines()));
            }
        }
    }

    private void console(GuideFences.Told told, boolean onlySeen) throws IOException {
        List<String> words = GuideFences.words(told.command());
        if (!words.get(0).matches("(\\./)?raftbeat")) {
            slip(told.line(), "a command is raftbeat or ./raftbeat");
            return;
        }
        List<String> args = words.subList(1, words.size());
        try {
            CommandLine.ParseResult ignored = Main.everyCommand().parseArgs(args.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            slip(told.line(), e.getMessage());
            return;
        }
        if (onlySeen) {
            return;
        }
        List<String> stands = new ArrayList<>(told.said());
        List<String> said = run(args).lines();
        if (!GuideFences.fits(stands, said)) {
            slip(told.line(), told.command() + " says:\n" + String.join("\n", said));
            changes.put(told.line(), new Anew(stands.size(), GuideFences.anew(stands, said)));
        }
    }

    private record Said(int code, List<String> lines) {}

    private Said run(List<String> args) throws IOException {
        Map<String, String> paths = new LinkedHashMap<>();
        List<String> real = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            boolean writes = i > 0 && WRITES.contains(args.get(i - 1));
            String path = path(arg, writes);
            if (!path.equals(arg)) {
                paths.put(path, arg);
            }
            real.add(path);
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.run(new PrintWriter(out, true), new PrintWriter(err, true), real.toArray(String[]::new));
        // Elsewhere standard error tells how far it is, which depends on the machine.
        boolean refused = code == ExitCodes.USAGE || code == ExitCodes.ENVIRONMENT;
        String said = out + (refused ? err.toString() : "");
        for (Map.Entry<String, String> path : paths.entrySet()) {
            said = said.replace(path.getKey(), path.getValue());
        }
        said = said.replace(folder + "/", "");
        return new Said(code, said.lines().map(String::stripTrailing).toList());
    }

    /** Where a file is that a command names: in the page's folder, or in the repository. */
    private String path(String arg, boolean writes) {
        if (arg.startsWith("-") || arg.isBlank() || arg.contains("|")) {
            return arg;
        }
        Path here = folder.resolve(arg);
        if (writes || Files.exists(here)) {
            return here.toString();
        }
        return arg.contains("/") && Files.exists(ROOT.resolve(arg))
                ? ROOT.resolve(arg).toString()
                : arg;
    }
}
