package dev.raftbeat.cli.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import dev.raftbeat.lesson.CommandOutput;
import dev.raftbeat.lesson.Lesson;
import dev.raftbeat.lesson.LessonPlayer;
import dev.raftbeat.lesson.LessonPlayer.Kind;
import dev.raftbeat.lesson.LessonRun;
import dev.raftbeat.lesson.LessonText;
import dev.raftbeat.lesson.Lessons;
import dev.raftbeat.lesson.Paragraph;
import dev.raftbeat.lesson.Section;
import dev.raftbeat.lesson.SimRun;
import dev.raftbeat.lesson.StretchOutcome;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.lesson.LessonModel;
import dev.raftbeat.screen.lesson.LessonPicture;
import dev.raftbeat.why.CauseStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What lessons say: words in the order in which they are explained, parts of the screen that are there, numbers of runs. */
class LessonWordsTest {
    /** Words of the glossary, with the number of the lesson that explains them. */
    private static final Map<String, Integer> EXPLAINED = Map.ofEntries(
            Map.entry("heartbeat", 1),
            Map.entry("leader", 1),
            Map.entry("election", 1),
            Map.entry("election timeout", 1),
            Map.entry("term", 1),
            Map.entry("false alarm", 2),
            Map.entry("flapping", 2),
            Map.entry("quorum", 5),
            Map.entry("CheckQuorum", 5),
            Map.entry("PreVote", 6),
            Map.entry("fencing", 7),
            Map.entry("token", 7),
            Map.entry("lease", 7),
            Map.entry("store", 7),
            Map.entry("stale write", 7),
            Map.entry("suspicion", 11),
            Map.entry("hint", 11),
            Map.entry("proof", 11),
            Map.entry("heir", 11),
            Map.entry("evidence", 11),
            Map.entry("promise", 6),
            Map.entry("priority", 8),
            Map.entry("ballot", 12));

    /** What a reader knows, or what means nothing else than in any text. */
    private static final Set<String> PLAIN = Set.of(
            "cause",
            "cut",
            "driver",
            "fact",
            "fault",
            "link",
            "member",
            "proof",
            "protocol",
            "round",
            "rule",
            "setting",
            "world",
            "E");

    /** Numbers of papers and standards, which no run shows. */
    private static final Map<Integer, Set<String>> OF_PAPERS = Map.of(
            1, Set.of("5.6"),
            4, Set.of("16", "5", "287", "50", "513"),
            5, Set.of("6.2"),
            6, Set.of("2020", "9.6"),
            7, Set.of("2006", "2.4", "2016"),
            10, Set.of("2017"));

    /** What a sentence may call a part of the screen, and what stands there. */
    private static final Map<String, String> PARTS =
            Map.of("meter", "Flap", "bar", "timeout", "feed", "Feed", "strip", "Leaders and terms", "lamp", "Checks");

    private static final List<NodeId> FIVE =
            IntStream.rangeClosed(1, 5).mapToObj(i -> new NodeId("n" + i)).toList();

    static Stream<Lesson> lessons() {
        return Lessons.all().stream();
    }

    private static List<String> glossary() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "GLOSSARY.md")).stream()
                .filter(line -> line.startsWith("| **"))
                .map(line -> line.substring(4, line.indexOf("**", 4)))
                .toList();
    }

    private static boolean has(String text, String word) {
        int flags = word.equals("E") ? 0 : Pattern.CASE_INSENSITIVE;
        return Pattern.compile("\\b" + Pattern.quote(word) + "s?\\b", flags)
                .matcher(text)
                .find();
    }

    private static List<String> texts(Lesson lesson) {
        List<String> texts = new ArrayList<>(List.of(String.join(" ", lesson.alone())));
        for (Section section : lesson.sections()) {
            if (section instanceof Section.Page page) {
                texts.add(page.title() + " " + String.join(" ", page.text()));
            } else if (section instanceof Section.Ask ask) {
                texts.add(ask.question());
                ask.choices().forEach(choice -> texts.add(choice.text()));
            }
        }
        return texts;
    }

    @Test
    void noWordComesBeforeTheLessonThatExplainsIt() throws IOException {
        List<String> glossary = glossary();
        assertThat(glossary).containsAll(EXPLAINED.keySet()).containsAll(PLAIN);
        for (Lesson lesson : Lessons.all()) {
            String text = String.join("\n", texts(lesson));
            for (String word : glossary) {
                // A key or a setting may be named with the lesson that says more.
                String rest = text.replaceAll(
                        "(?i):set " + word + " \\w+ \\(lesson " + EXPLAINED.get(word) + " explains it\\)", "");
                if (!PLAIN.contains(word) && has(rest, word)) {
                    assertThat(EXPLAINED)
                            .as(lesson.file() + " uses it: " + rest)
                            .containsKey(word);
                    assertThat(lesson.number())
                            .as(lesson.file() + " says \"" + word + "\"")
                            .isGreaterThanOrEqualTo(EXPLAINED.get(word));
                }
            }
        }
        EXPLAINED.forEach((word, number) -> assertThat(has(
                        String.join("\n", texts(Lessons.all().get(number - 1))), word))
                .as("lesson " + number + " explains \"" + word + "\"")
                .isTrue());
    }

    private static CommandOutput nothing(List<String> words, Path folder) {
        return new CommandOutput(0, List.of());
    }

    private static LessonRun run(Lesson lesson) {
        return new LessonRun(lesson, stretch -> new SimRun(stretch, OptionalLong.empty()), LessonWordsTest::nothing);
    }

    /** PreVote has words that a run shows by itself. */
    @Test
    void noRunShowsPromisesBeforeTheLessonOnThem() throws Exception {
        for (Lesson lesson : Lessons.all().subList(0, EXPLAINED.get("PreVote") - 1)) {
            List<String> shown = new ArrayList<>();
            try (LessonRun run = run(lesson)) {
                for (Section section : lesson.sections()) {
                    if (section instanceof Section.Play play) {
                        StretchOutcome outcome = run.run(play);
                        outcome.said().forEach(said -> shown.add(said.reason()));
                        run.tale(play).forEach(sentence -> shown.add(sentence.text()));
                    } else if (section instanceof Section.WhyOf why) {
                        run.explain(why).orElseThrow().steps().stream()
                                .map(CauseStep::text)
                                .forEach(shown::add);
                    }
                }
            }
            assertThat(shown)
                    .as(lesson.file())
                    .isNotEmpty()
                    .allSatisfy(sentence -> assertThat(sentence)
                            .doesNotContainIgnoringCase("promise", "prevote", "would vote", "whether it could win"));
        }
    }

    /** Neither answers nor what was seen are in the language of scenarios. */
    @ParameterizedTest
    @MethodSource("lessons")
    void whatWasSeenIsASentence(Lesson lesson) throws Exception {
        try (LessonRun run = run(lesson)) {
            for (Section section : lesson.sections()) {
                if (section instanceof Section.Play play) {
                    for (StretchOutcome.Said said : run.run(play).said()) {
                        assertThat(said.reason()).matches("[A-Zn0-9][^=<>]*\\.").doesNotContainPattern("[a-z][A-Z]");
                    }
                }
            }
        }
        assertThat(texts(lesson))
                .allSatisfy(text -> assertThat(text)
                        .doesNotContainPattern("(?i)(two|three|five|ten|twenty|\\d+) election timeouts"));
    }

    /** A sentence about a part of the screen stands where the screen shows it, and nowhere else. */
    @ParameterizedTest
    @MethodSource("lessons")
    void partsOfTheScreenAreNamedWhereTheyAre(Lesson lesson) {
        LessonPlayer player = new LessonPlayer(lesson);
        LessonModel model = new LessonModel(player);
        boolean more = true;
        while (more) {
            if (player.stage().kind() == Kind.RUN && player.section() instanceof Section.Play) {
                model.cluster(new Model("a cluster", FIVE));
            }
            if (player.stage().kind() == Kind.PAGE || player.stage().kind() == Kind.ASK) {
                String text =
                        LessonText.of(player).stream().map(Paragraph::text).collect(Collectors.joining(" "));
                named(text)
                        .forEach(part -> assertThat(
                                        LessonPicture.of(model, 80, 24).text())
                                .as(lesson.file() + ": " + text)
                                .contains(part));
            }
            if (player.stage().kind() == Kind.RUN) {
                player.learn(new StretchOutcome(List.of(), List.of(), List.of()));
            }
            player.pass();
            more = player.next();
        }
    }

    private static List<String> named(String text) {
        List<String> parts = new ArrayList<>();
        Matcher column = Pattern.compile("column \"(\\w+)\"").matcher(text);
        while (column.find()) {
            parts.add(column.group(1));
        }
        PARTS.forEach((word, part) -> {
            if (has(text, word)) {
                parts.add(part);
            }
        });
        assertThat(has(text, "on the screen") && parts.isEmpty())
                .as("names the part: " + text)
                .isFalse();
        return parts;
    }

    /** A number in a text is one of the lesson's own lines, or of a paper: so a run that changes makes no text wrong. */
    @ParameterizedTest
    @MethodSource("lessons")
    void numbersAreThoseOfTheLinesOrOfPapers(Lesson lesson) {
        Set<String> known = new TreeSet<>(OF_PAPERS.getOrDefault(lesson.number(), Set.of()));
        boolean plays = false;
        for (Section section : lesson.sections()) {
            LessonText.doing(section).forEach(line -> known.addAll(numbers(line.text())));
            if (section instanceof Section.Ask ask) {
                known.addAll(numbers(ask.question()));
            }
            plays |= section instanceof Section.Play;
        }
        if (plays) {
            known.addAll(Set.of("50", "150", "300"));
            for (Section section : lesson.sections()) {
                if (section instanceof Section.Page page) {
                    String text = String.join(" ", page.text()).replaceAll("(?i)lesson \\d+", "");
                    assertThat(known).as(lesson.file() + ", " + page.title()).containsAll(numbers(text));
                }
            }
        }
    }

    private static List<String> numbers(String text) {
        return Pattern.compile("(?<![A-Za-z0-9])\\d+(\\.\\d+)?")
                .matcher(text)
                .results()
                .map(found -> found.group())
                .toList();
    }
}
