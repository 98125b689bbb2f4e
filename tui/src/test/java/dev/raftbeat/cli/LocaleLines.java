package dev.raftbeat.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Runs one command after another in one process, and prints what each said on its standard output. */
final class LocaleLines {
    /** When a recording was made. */
    private static final String WHEN = "\\d{8}T\\d{6}\\.\\d{3}Z";

    private LocaleLines() {}

    /** @param args a file of command lines, a tilde for a blank within a word */
    public static void main(String[] args) throws Exception {
        Main.inOneLocale();
        PrintStream to = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        List<String> lines = Files.readAllLines(Path.of(args[0]));
        for (String line : lines) {
            StringWriter out = new StringWriter();
            int code = Main.run(new PrintWriter(out, true), new PrintWriter(new StringWriter()), split(line));
            to.println("== " + line + ": " + code);
            out.toString()
                    .lines()
                    // What it took on this machine is another time each time.
                    .filter(text -> !(line.startsWith("explore") && text.matches("(memory|time) .*")))
                    .forEach(text -> to.println(text.replaceAll(WHEN, "WHEN")));
        }
    }

    private static String[] split(String line) {
        String[] words = line.split(" ");
        for (int at = 0; at < words.length; at++) {
            words[at] = words[at].replace('~', ' ');
        }
        return words;
    }
}
