package dev.raftbeat.lesson;

import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.PlainText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads lessons, line by line. Whatever the text, it ends in a lesson or in one sentence about what is wrong. */
public final class LessonParser {
    /** The largest file that is read, in characters. */
    public static final int LENGTH_MAX = 1 << 18;

    static final String HEADING = "== ";
    private static final int MINUTES_MAX = 60;
    private static final List<String> KINDS =
            List.of("page", "cluster", "ask", "play", "why", "command", "recording", "scenario", "try", "teacher");

    private final String file;
    private final List<String> all;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, List<String>> once = new LinkedHashMap<>();
    private int number;
    private int minutes;
    private String title = "";

    private LessonParser(String file, String text) {
        this.file = file;
        this.all = text.lines().map(String::stripTrailing).toList();
    }

    /**
     * @param file what to call it in messages
     * @throws LessonSyntaxException saying in which line it went wrong, and what was expected there
     */
    public static Lesson parse(String file, String text) throws LessonSyntaxException {
        if (text.length() > LENGTH_MAX) {
            throw new LessonSyntaxException(file, 1, "expected a file of at most " + LENGTH_MAX + " characters");
        }
        LessonParser parser = new LessonParser(file, text);
        return parser.lesson();
    }

    private Lesson lesson() throws LessonSyntaxException {
        int at = 1;
        while (at <= all.size() && !line(at).startsWith(HEADING.strip())) {
            head(at++);
        }
        if (title.isEmpty() || minutes == 0) {
            throw wrong(
                    at,
                    "expected " + (title.isEmpty() ? "\"lesson NUMBER TITLE\"" : "\"minutes NUMBER\"")
                            + " before the first section");
        }
        while (at <= all.size()) {
            int end = at + 1;
            while (end <= all.size() && !line(end).startsWith(HEADING)) {
                end++;
            }
            section(at, end);
            at = end;
        }
        for (String needed : List.of("try", "teacher")) {
            if (!once.containsKey(needed)) {
                throw wrong(all.size(), "expected a section \"== " + needed + "\" before the end of the file");
            }
        }
        return new Lesson(
                file,
                number,
                title,
                minutes,
                sections,
                new SectionOrder(file, sections).stretches(),
                once.get("try"),
                once.get("teacher"));
    }

    private String line(int number) {
        return all.get(number - 1);
    }

    private LessonSyntaxException wrong(int line, String problem) {
        return new LessonSyntaxException(file, Math.max(1, line), problem);
    }

    private static String quoted(String text) {
        return "\"" + PlainText.clean(text) + "\"";
    }

    private void head(int at) throws LessonSyntaxException {
        String line = line(at).strip();
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String[] words = line.split("\\s+", 3);
        if (words[0].equals("lesson") && words.length == 3) {
            number = number(at, words[1], "the lesson's number", 99);
            title = words[2];
        } else if (words[0].equals("minutes") && words.length == 2) {
            minutes = number(at, words[1], "how many minutes it takes", MINUTES_MAX);
        } else {
            throw wrong(
                    at,
                    "found " + quoted(line)
                            + ", expected \"lesson NUMBER TITLE\", \"minutes NUMBER\" or the first section");
        }
    }

    private int number(int at, String word, String what, int most) throws LessonSyntaxException {
        long value = Amounts.whole(word).orElse(0);
        if (value < 1 || value > most) {
            throw wrong(at, "found " + quoted(word) + ", expected " + what + ": 1 to " + most);
        }
        return (int) value;
    }

    /** @param end the line of the next heading */
    private void section(int at, int end) throws LessonSyntaxException {
        String[] words = line(at).substring(HEADING.strip().length()).strip().split("\\s+", 2);
        String rest = words.length > 1 ? words[1].strip() : "";
        switch (words[0]) {
            case "page" -> sections.add(new Section.Page(at, needed(at, rest, "a title"), text(at, end)));
            case "cluster" -> sections.add(new Section.Cluster(at, lines(at, end, rest)));
            case "ask" -> sections.add(new Section.Ask(at, needed(at, rest, "a question"), choices(at, end)));
            case "play" -> sections.add(new Section.Play(at, lines(at, end, rest)));
            case "why" -> sections.add(new Section.WhyOf(at, whichFact(at, rest), prose(at, end)));
            case "command" -> command(at, end, rest);
            case "recording", "scenario" -> material(at, end, words[0], rest);
            case "try", "teacher" -> {
                if (once.putIfAbsent(words[0], text(at, end)) != null) {
                    throw wrong(at, "found a second section \"== " + words[0] + "\", expected one");
                }
            }
            default ->
                throw wrong(
                        at,
                        "found " + quoted(words[0]) + ", expected one of " + String.join(", ", KINDS)
                                + SpellingSuggestion.hint(words[0], KINDS));
        }
    }

    private String needed(int at, String rest, String what) throws LessonSyntaxException {
        if (rest.isEmpty()) {
            throw wrong(at, "expected " + what + " behind \"" + line(at).strip() + "\"");
        }
        return rest;
    }

    private List<String> text(int at, int end) throws LessonSyntaxException {
        List<String> text = prose(at, end);
        if (text.isEmpty()) {
            throw wrong(at, "expected some text below \"" + line(at).strip() + "\"");
        }
        return text;
    }

    /** Without the empty lines at both ends. */
    private List<String> prose(int at, int end) {
        int first = at + 1;
        int last = end - 1;
        while (first <= last && line(first).isEmpty()) {
            first++;
        }
        while (last >= first && line(last).isEmpty()) {
            last--;
        }
        return all.subList(first - 1, last);
    }

    private List<Section.Line> lines(int at, int end, String rest) throws LessonSyntaxException {
        if (!rest.isEmpty()) {
            throw wrong(at, "found " + quoted(rest) + ", expected the end of the line");
        }
        List<Section.Line> lines = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            String line = line(i).strip();
            if (line.startsWith("expect") || line.equals("----")) {
                throw wrong(
                        i,
                        "found " + quoted(line) + ", expected a line that does something or lets time pass:"
                                + " what is expected stands behind the choices of a question");
            }
            if (!line.isEmpty()) {
                lines.add(new Section.Line(i, line(i)));
            }
        }
        if (lines.isEmpty()) {
            throw wrong(at, "expected lines of a scenario below \"" + line(at).strip() + "\"");
        }
        return lines;
    }

    private List<Section.Choice> choices(int at, int end) throws LessonSyntaxException {
        List<Section.Choice> choices = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            if (!line(i).isEmpty()) {
                choices.add(choice(i));
            }
        }
        if (choices.size() < 2 || choices.size() > 9) {
            throw wrong(at, "found " + PlainText.count(choices.size(), "choice") + ", expected 2 to 9");
        }
        return choices;
    }

    private Section.Choice choice(int at) throws LessonSyntaxException {
        String line = line(at);
        int bar = line.lastIndexOf('|');
        boolean complete = line.startsWith("- ")
                && bar > 0
                && !line.substring(2, bar).isBlank()
                && !line.substring(bar + 1).isBlank();
        if (!complete) {
            throw wrong(at, "found " + quoted(line) + ", expected \"- CHOICE | EXPECTATION\"");
        }
        String expectation = line.substring(bar + 1).strip();
        return new Section.Choice(at, line.substring(2, bar).strip(), expectation, line.indexOf(expectation, bar) + 1);
    }

    private WhichFact whichFact(int at, String rest) throws LessonSyntaxException {
        String[] words = rest.isEmpty() ? new String[0] : rest.split("\\s+");
        boolean first = words.length > 0 && words[0].equals("first");
        int used = first || words.length > 0 && words[0].equals("last") ? 1 : 0;
        Optional<String> name = words.length > used ? Optional.of(words[used]) : Optional.empty();
        boolean known = name.isEmpty() || name.get().matches("[A-Z][A-Za-z]+");
        if (words.length > used + 1 || !known) {
            throw wrong(
                    at,
                    "found " + quoted(rest) + ", expected nothing, or \"first\" or \"last\", then the name of"
                            + " a fact such as BecameLeader");
        }
        return new WhichFact(first, name);
    }

    private void command(int at, int end, String rest) throws LessonSyntaxException {
        List<String> words = CommandWords.of(rest);
        if (words.size() < 2 || !words.get(0).equals("raftbeat")) {
            throw wrong(at, "found " + quoted(rest) + ", expected a command such as \"raftbeat detectors\"");
        }
        sections.add(new Section.Command(at, words.subList(1, words.size()), view(at, end)));
    }

    private OutputView view(int at, int end) throws LessonSyntaxException {
        List<String> hidden = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            List<String> words = CommandWords.of(line(i));
            boolean known = words.isEmpty() || List.of("hide", "columns").contains(words.get(0)) && words.size() > 1;
            if (!known) {
                throw wrong(i, "found " + quoted(line(i)) + ", expected hide \"TEXT\" ... or columns \"NAME\" ...");
            }
            if (!words.isEmpty()) {
                (words.get(0).equals("hide") ? hidden : columns).addAll(words.subList(1, words.size()));
            }
        }
        return new OutputView(hidden, columns);
    }

    private void material(int at, int end, String kind, String rest) throws LessonSyntaxException {
        if (!rest.matches("[a-z][a-z0-9-]{0,30}")) {
            throw wrong(at, "found " + quoted(rest) + ", expected a name of small letters for the " + kind);
        }
        List<Section.Line> lines = new ArrayList<>();
        for (int i = at + 1; i < end; i++) {
            if (!line(i).isBlank()) {
                lines.add(new Section.Line(i, line(i)));
            }
        }
        sections.add(new Section.Material(at, rest, kind.equals("recording"), lines));
    }
}
