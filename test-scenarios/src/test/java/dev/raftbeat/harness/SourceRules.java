package dev.raftbeat.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules of the house about source files. Each returns what breaks it, as sentences with file and line, so that all
 * of it is seen at once. (The patterns are put together from halves, for this file is read too.)
 */
final class SourceRules {

    static final int LINES_A_FILE = 350;
    static final int LINES_A_METHOD = 60;
    static final int FILES_A_PACKAGE = 30;

    private static final Pattern LEFT_FOR_LATER = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|XX" + "X)\\b");
    private static final Pattern SLEEP =
            Pattern.compile("\\b(Thread|TimeUnit\\.[A-Z]+|SECONDS|MILLISECONDS)\\.sl" + "eep\\(");
    private static final Pattern SWITCHED_OFF = Pattern.compile("@(Dis" + "abled|Ign" + "ore)\\b");
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}\\])-])/(wo" + "rk|ro" + "ot|ho" + "me/\\w+|Us" + "ers/\\w+)(/|\\b)");
    private static final Pattern REGISTRY = Pattern.compile("repo1?\\.mav" + "en\\.|registry\\.np" + "mjs|deb\\.deb"
            + "ian\\.|central\\.sona" + "type|pypi\\.o" + "rg|index\\.doc" + "ker");

    private static final Pattern QUORUM = Pattern.compile("/ 2 \\+ 1\\b|\\b1 \\+ [\\w.()]+ / 2\\b"
            + "|[<>]=? \\(?[\\w.]*([mM]embers|[nN]odes)[\\w.()]* / 2\\b"
            + "|\\b2 \\* [^;]*[<>]=? [\\w.]*([mM]embers|[nN]odes)|([mM]embers|[nN]odes)[\\w.()]* < 2 \\* ");
    /** The definition; the core's own, a rule that may be wrong; and a draw that is no quorum. */
    private static final Set<String> MAY_HALVE = Set.of("Quorum.java", "RaftRules.java", "Backoff.java");

    private static final Pattern TIME_OF_ITS_OWN =
            Pattern.compile("\\+ \"( (s|min|h|(milli)?seconds)| ?(ns|us|ms))(?![\\w-])"
                    + "|\"[^\"]*%[-+,0-9.]*[dfs] ?(ns|us|ms|s|min|h|(milli)?seconds)(?![\\w-])");
    /** The form for people; that of columns a few characters wide; and whoever writes lines that are read again. */
    private static final Set<String> MAY_WRITE_TIMES = Set.of(
            "Amounts.java",
            "ClockText.java",
            "Detectors.java",
            "ElectionTimeouts.java",
            "KernelCommands.java",
            "KeyCommands.java",
            "MessageEdits.java",
            "Nemesis.java",
            "RandomScenario.java",
            "ScenarioText.java",
            "SettingsWords.java",
            "Shrinker.java",
            "StoreGuard.java",
            "TimingRequirement.java",
            "WorkersKeys.java");

    private static final Pattern DEFAULT = Pattern.compile("\\s*default\\s*(?:->|:)\\s*\\{?\\s*(.*)");
    private static final Set<String> DEEDS = Set.of("fault", "node", "sim", "local", "harness");

    private final SourceTree tree;

    SourceRules(SourceTree tree) {
        this.tree = tree;
    }

    List<String> filesTooLong() {
        List<String> broken = new ArrayList<>();
        for (Path file : tree.code()) {
            int lines = tree.lines(file).size();
            if (lines > LINES_A_FILE) {
                broken.add(tree.name(file) + " has " + lines + " lines, over " + LINES_A_FILE);
            }
        }
        return broken;
    }

    List<String> methodsTooLong() {
        return Methods.lengths(tree.java()).stream()
                .filter(method -> method.lines() > LINES_A_METHOD)
                .map(method -> tree.name(method.file()) + ":" + method.line() + " " + method.name() + " has "
                        + method.lines() + " lines, over " + LINES_A_METHOD)
                .toList();
    }

    List<String> leftForLater() {
        return found(tree.files(), LEFT_FOR_LATER);
    }

    List<String> sleepsInTests() {
        return found(tree.testJava(), SLEEP);
    }

    List<String> testsSwitchedOff() {
        return found(tree.testJava(), SWITCHED_OFF);
    }

    List<String> pathsOfAMachine() {
        return found(tree.files(), MACHINE_PATH);
    }

    List<String> addressesOfRegistries() {
        return found(tree.files(), REGISTRY);
    }

    /** A package of the main code is small enough to be known whole; {@code package-info.java} is not counted. */
    List<String> packagesTooFull() {
        TreeMap<Path, Integer> files = new TreeMap<>();
        tree.mainJava().stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .forEach(file -> files.merge(file.getParent(), 1, Integer::sum));
        return files.entrySet().stream()
                .filter(one -> one.getValue() > FILES_A_PACKAGE)
                .map(one -> tree.name(one.getKey()) + " has " + one.getValue() + " files, over " + FILES_A_PACKAGE)
                .toList();
    }

    /** Each package of the main code says what it is for, and its one rule. */
    List<String> packagesWithoutARule() {
        TreeSet<Path> packages = new TreeSet<>();
        tree.mainJava().forEach(file -> packages.add(file.getParent()));
        List<String> broken = new ArrayList<>();
        for (Path directory : packages) {
            Path info = directory.resolve("package-info.java");
            if (!Files.isRegularFile(info)) {
                broken.add(tree.name(directory) + " has no package-info.java");
            } else if (tree.lines(info).stream().noneMatch(line -> line.contains("<p>Rule: "))) {
                broken.add(tree.name(info) + " states no rule");
            }
        }
        return broken;
    }

    /**
     * Where words of the fault language lead to deeds, a word that nobody has thought of must not do what another does:
     * what a {@code switch} does with all the rest is to refuse.
     */
    List<String> defaultsThatAct() {
        List<String> broken = new ArrayList<>();
        for (Path file : tree.mainJava()) {
            if (DEEDS.contains(file.getParent().getFileName().toString())) {
                defaultsThatAct(file, broken);
            }
        }
        return broken;
    }

    private void defaultsThatAct(Path file, List<String> broken) {
        List<String> lines = tree.lines(file);
        for (int i = 0; i < lines.size(); i++) {
            Matcher rest = DEFAULT.matcher(lines.get(i));
            if (rest.matches()) {
                String then = rest.group(1).isEmpty() ? lines.get(i + 1).strip() : rest.group(1);
                if (!then.startsWith("throw ")) {
                    broken.add(
                            tree.name(file) + ":" + (i + 1) + " " + lines.get(i).strip());
                }
            }
        }
    }

    /** How many nodes make a quorum is said once. */
    List<String> quorumsOfTheirOwn() {
        return found(
                tree.mainJava().stream()
                        .filter(file -> !MAY_HALVE.contains(file.getFileName().toString()))
                        .toList(),
                QUORUM);
    }

    /** How a length of time is told to people is said once, in {@code Amounts}. */
    List<String> timesOfTheirOwn() {
        return found(
                tree.mainJava().stream()
                        .filter(file ->
                                !MAY_WRITE_TIMES.contains(file.getFileName().toString()))
                        .toList(),
                TIME_OF_ITS_OWN);
    }

    private List<String> found(List<Path> files, Pattern pattern) {
        return files.stream().flatMap(file -> found(file, pattern)).toList();
    }

    private Stream<String> found(Path file, Pattern pattern) {
        List<String> lines = tree.lines(file);
        List<String> broken = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (pattern.matcher(lines.get(i)).find()) {
                broken.add(tree.name(file) + ":" + (i + 1) + " " + lines.get(i).strip());
            }
        }
        return broken.stream();
    }
}
