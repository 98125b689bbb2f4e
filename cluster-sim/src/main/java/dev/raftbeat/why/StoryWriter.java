package dev.raftbeat.why;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lets steps read as a story: who was named last becomes "it" in the step that follows. */
final class StoryWriter {
    private static final Pattern NAME = Pattern.compile("(?<![\\w-])[a-z][a-z0-9-]*\\d(?![\\w-])");

    private StoryWriter() {}

    static List<String> of(List<CauseStep> steps) {
        List<String> texts = new ArrayList<>();
        Optional<String> last = Optional.empty();
        for (CauseStep step : steps) {
            texts.add(last.map(name -> shorter(step.text(), name)).orElse(step.text()));
            last = lastName(step.text());
        }
        return texts;
    }

    private static String shorter(String text, String name) {
        if (text.startsWith(name + " ")) {
            return "it" + text.substring(name.length());
        }
        return text.startsWith(name + "'s ") ? "its" + text.substring(name.length() + 2) : text;
    }

    /** The name that "it" would be taken for; empty when it is one of several. */
    private static Optional<String> lastName(String text) {
        Matcher names = NAME.matcher(text);
        Optional<MatchResult> last = Optional.empty();
        while (names.find()) {
            last = Optional.of(names.toMatchResult());
        }
        boolean listed = last.filter(name -> text.substring(0, name.start()).endsWith(",")
                        || text.substring(0, name.start()).endsWith(", "))
                .isPresent();
        return listed ? Optional.empty() : last.map(MatchResult::group);
    }
}
