package dev.raftbeat.lesson;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parts a line into words; what stands between double quotes is one. */
final class CommandWords {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|\\S+");

    private CommandWords() {}

    static List<String> of(String line) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(line);
        while (matcher.find()) {
            words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group());
        }
        return words;
    }
}
