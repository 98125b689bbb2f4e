package dev.raftbeat.terminal;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the terminal is to be drawn on.
 *
 * @param ascii whether only ASCII may be drawn, for fonts and locales that know no more
 * @param light whether the background is light
 * @param colours how many colours may be used
 * @param mouse whether the terminal is to report the mouse
 * @param present whether it is to be read from the back of a room: strong contrast, large parts
 * @param cast where what is shown is recorded, if anywhere
 * @param word what the status line of a cluster says at first, if anything
 */
public record TerminalOptions(
        boolean ascii,
        boolean light,
        Colours colours,
        boolean mouse,
        boolean present,
        Optional<Cast> cast,
        Optional<String> word) {
    public TerminalOptions(boolean ascii, boolean light, Colours colours, boolean mouse) {
        this(ascii, light, colours, mouse, false, Optional.empty(), Optional.empty());
    }

    /** The same for a room that looks on, or recorded. */
    public TerminalOptions with(boolean isPresented, Optional<Cast> recorded) {
        return new TerminalOptions(ascii, light, colours, mouse, isPresented, recorded, word);
    }

    /** The same with something to say at first. */
    public TerminalOptions saying(Optional<String> words) {
        return new TerminalOptions(ascii, light, colours, mouse, present, cast, words);
    }

    /** The ladder of colours, from none to all. */
    public enum Colours {
        NONE,
        SIXTEEN,
        INDEXED,
        RGB
    }

    /**
     * Reads what the environment says of the terminal: {@code NO_COLOR}, {@code COLORTERM}, {@code TERM}, {@code COLORFGBG},
     * and the locale.
     *
     * @param ascii what was asked for by {@code --ascii}; a locale that is not UTF-8 asks for it too
     * @param light what was asked for, if anything; otherwise the background that {@code COLORFGBG} tells, dark by default
     * @param mouse whether the terminal is to report the mouse
     */
    public static TerminalOptions of(
            Map<String, String> environment, boolean ascii, Optional<Boolean> light, boolean mouse) {
        return new TerminalOptions(
                ascii || !showsUtf8(environment),
                light.orElse(lightBackground(environment)),
                colours(environment),
                mouse);
    }

    /** The first of these that is set names the locale; the launcher keeps in its own what it had to change. */
    private static boolean showsUtf8(Map<String, String> environment) {
        return Stream.of("RAFTBEAT_LOCALE", "LC_ALL", "LC_CTYPE", "LANG")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .map(locale -> locale.toLowerCase(Locale.ROOT).matches(".*utf-?8.*"))
                // Where nobody says, as in many containers, the terminal is most likely a modern one.
                .orElse(true);
    }

    /** Whether the terminal calls itself dumb, or nothing at all: then lines are all that it can take. */
    public static boolean dumb(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "");
        return term.isEmpty() || term.equals("dumb") || term.equals("unknown");
    }

    private static Colours colours(Map<String, String> environment) {
        // no-color.org: present and not empty, whatever its value.
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return Colours.NONE;
        }
        String term = environment.getOrDefault("TERM", "");
        String colorTerm = environment.getOrDefault("COLORTERM", "");
        if (colorTerm.equals("truecolor") || colorTerm.equals("24bit") || term.endsWith("-direct")) {
            return Colours.RGB;
        }
        if (term.contains("256color") || term.contains("kitty") || term.contains("alacritty")) {
            return Colours.INDEXED;
        }
        return term.startsWith("vt") || dumb(environment) ? Colours.NONE : Colours.SIXTEEN;
    }

    /** {@code COLORFGBG} reads {@code foreground;background} or {@code foreground;something;background}. */
    private static boolean lightBackground(Map<String, String> environment) {
        String both = environment.getOrDefault("COLORFGBG", "");
        String background = both.substring(both.lastIndexOf(';') + 1);
        return both.contains(";") && (background.equals("7") || background.equals("15"));
    }
}
