package dev.raftbeat.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * A page of the guide, cut at its fences.
 *
 * <pre>
 * ```scenario NAME [VERDICT]   a file of that name, for the commands below; played by itself when a verdict stands there
 * ```console                   lines "$ raftbeat ...", each with what it prints; "..." stands for what is left out
 * ```console seen              as it was seen on a machine with real processes: only the commands are looked at
 * </pre>
 */
record GuideFences(String name, List<String> lines, List<Fence> fences) {

    /**
     * One fence.
     *
     * @param info what stands behind its opening marks
     * @param line of its opening marks, counted from 1
     * @param body the lines within
     */
    record Fence(String info, int line, List<String> body) {
        String word(int index) {
            String[] words = info.split(" +");
            return index < words.length ? words[index] : "";
        }

        boolean is(String kind) {
            return word(0).equals(kind);
        }
    }

    /** A command of a console, and the lines that stand below it. */
    record Told(String command, int line, List<String> said) {}

    static GuideFences of(String name, String text) {
        List<String> lines = text.lines().toList();
        List<Fence> fences = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("```")) {
                int end = i + 1;
                while (!lines.get(end).equals("```")) {
                    end++;
                }
                fences.add(new Fence(lines.get(i).substring(3).strip(), i + 1, lines.subList(i + 1, end)));
                i = end;
            }
        }
        return new GuideFences(name, lines, List.copyOf(fences));
    }

    static List<Told> told(Fence console) {
        List<Told> all = new ArrayList<>();
        for (int i = 0; i < console.body().size(); i++) {
            String line = console.body().get(i);
            if (line.startsWith("$ ")) {
                int end = i + 1;
                while (end < console.body().size() && !console.body().get(end).startsWith("$ ")) {
                    end++;
                }
                all.add(new Told(
                        line.substring(2),
                        console.line() + 1 + i,
                        console.body().subList(i + 1, end)));
                i = end - 1;
            } else {
                throw new AssertionError("line " + (console.line() + 1 + i) + ": a console begins with a command");
            }
        }
        return all;
    }

    /** The words of a command line as a shell would cut it, without a comment at its end. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean open = false;
        for (char c : (command + " ").toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                open = true;
            } else if (c == '#' && word.length() == 0) {
                break;
            } else if (c != ' ') {
                word.append(c);
            } else if (open || word.length() > 0) {
                words.add(word.toString());
                word.setLength(0);
                open = false;
            }
        }
        if (quote != 0) {
            throw new AssertionError("a quote is not closed: " + command);
        }
        return words;
    }

    /** Whether what was said is what stands there, "..." standing for any lines, or for any text within a line. */
    static boolean fits(List<String> stands, List<String> said) {
        if (stands.isEmpty()) {
            return said.isEmpty();
        }
        List<String> rest = stands.subList(1, stands.size());
        if (stands.get(0).strip().equals("...")) {
            for (int skip = 0; skip <= said.size(); skip++) {
                if (fits(rest, said.subList(skip, said.size()))) {
                    return true;
                }
            }
            return false;
        }
        return !said.isEmpty() && fitsLine(stands.get(0), said.get(0)) && fits(rest, said.subList(1, said.size()));
    }

    private static boolean fitsLine(String stands, String said) {
        StringBuilder pattern = new StringBuilder();
        for (String part : stands.split("\\.\\.\\.", -1)) {
            pattern.append(pattern.length() == 0 ? "" : ".*").append(java.util.regex.Pattern.quote(part));
        }
        return said.matches(pattern.toString());
    }

    /** What should stand there: what was said, left out where it was left out before, if that was at one place. */
    static List<String> anew(List<String> stands, List<String> said) {
        List<String> bare = stands.stream().map(String::strip).toList();
        int gap = bare.indexOf("...");
        int tail = stands.size() - 1 - gap;
        if (gap < 0 || bare.lastIndexOf("...") != gap || gap + tail >= said.size()) {
            return said;
        }
        List<String> anew = new ArrayList<>(said.subList(0, gap));
        anew.add(stands.get(gap));
        anew.addAll(said.subList(said.size() - tail, said.size()));
        return anew;
    }
}
