package dev.raftbeat.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.terminal.TerminalOptions.Colours;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What each style looks like. Colours are those of Okabe and Ito, which people with any kind of colour vision can tell
 * apart; on a dark background the blue of the leader gives way to the light one of the same palette, for contrast.
 */
final class Theme {
    private static final int BLACK = 0x000000;
    private static final int ORANGE = 0xE69F00;
    private static final int SKY = 0x56B4E9;
    private static final int GREEN = 0x009E73;
    private static final int YELLOW = 0xF0E442;
    private static final int BLUE = 0x0072B2;
    private static final int VERMILLION = 0xD55E00;
    private static final int PURPLE = 0xCC79A7;
    private static final int GREY = 0x999999;
    private static final int DARK_GREY = 0x666666;
    private static final int WHITE = 0xEEEEEE;

    private static final int[] MEMBERS_DARK = {SKY, ORANGE, GREEN, PURPLE, YELLOW, VERMILLION, 0x8FA9FF, GREY, WHITE};
    private static final int[] MEMBERS_LIGHT = {
        BLUE, 0xA06A00, 0x007A59, 0x9B4675, 0x7A7000, 0xA84A00, 0x3A4FBF, DARK_GREY, BLACK
    };

    /** What a text has to its ground for a room to read it, and what a line or a bar has. */
    static final double PRESENTED = 7;

    private static final double LINES = 3;
    private static final int MIXES = 20;

    private final Map<Style, Look> looks = new EnumMap<>(Style.class);
    private final Map<Integer, TextCharacter> cells = new HashMap<>();

    Theme(TerminalOptions options) {
        for (Style style : Style.values()) {
            TextColor front = colour(style, options);
            looks.put(style, new Look(front, background(options), modifiers(style, options)));
        }
    }

    /** One cell, made once for each glyph and look: ten frames a second ask for the same ones over and over. */
    TextCharacter cell(char glyph, Style style, boolean inverse) {
        int key = (glyph << 6 | style.ordinal()) << 1 | (inverse ? 1 : 0);
        return cells.computeIfAbsent(key, absent -> make(glyph, looks.get(style), inverse));
    }

    private static TextCharacter make(char glyph, Look look, boolean inverse) {
        EnumSet<SGR> modifiers = EnumSet.copyOf(look.modifiers);
        if (inverse) {
            modifiers.add(SGR.REVERSE);
        }
        return TextCharacter.fromCharacter(glyph, look.front, look.back, modifiers.toArray(SGR[]::new))[0];
    }

    private static TextColor colour(Style style, TerminalOptions options) {
        int rgb = options.present()
                ? readable(style, options.light(), PRESENTED)
                : options.light() ? onLight(style) : onDark(style);
        if (options.colours() == Colours.NONE || rgb < 0) {
            return TextColor.ANSI.DEFAULT;
        }
        return switch (options.colours()) {
            case RGB -> new TextColor.RGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            case INDEXED -> TextColor.Indexed.fromRGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            default -> options.present() ? sixteen(style, options.light()) : sixteen(rgb, options.light());
        };
    }

    /** Sixteen colours cannot be mixed: what is pale is drawn as text is. */
    private static TextColor sixteen(Style style, boolean light) {
        int rgb = light ? onLight(style) : onDark(style);
        boolean pale = sixteen(rgb, light) == TextColor.ANSI.BLACK_BRIGHT || rgb < 0;
        return pale ? light ? TextColor.ANSI.BLACK : TextColor.ANSI.WHITE_BRIGHT : sixteen(rgb, light);
    }

    private static TextColor background(TerminalOptions options) {
        if (!options.present() || options.colours() == Colours.NONE) {
            return TextColor.ANSI.DEFAULT;
        }
        int rgb = ground(options.light());
        return switch (options.colours()) {
            case RGB -> new TextColor.RGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            case INDEXED -> TextColor.Indexed.fromRGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
            default -> options.light() ? TextColor.ANSI.WHITE_BRIGHT : TextColor.ANSI.BLACK;
        };
    }

    /** Black, or white. */
    static int ground(boolean light) {
        return light ? 0xFFFFFF : BLACK;
    }

    /**
     * The colour of a style on black or white, as far towards the other of the two as this contrast takes (WCAG 2); lines
     * and tracks, which nobody reads, may do with 3.
     */
    static int readable(Style style, boolean light, double contrast) {
        int rgb = light ? onLight(style) : onDark(style);
        int ink = light ? BLACK : 0xFFFFFF;
        double wanted = style == Style.BORDER || style == Style.TRACK ? Math.min(contrast, LINES) : contrast;
        int mixed = rgb < 0 ? ink : rgb;
        for (int step = 1; step <= MIXES && contrast(mixed, ground(light)) < wanted; step++) {
            mixed = mix(rgb, ink, step);
        }
        return mixed;
    }

    private static int mix(int from, int to, int step) {
        int mixed = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            int start = from >> shift & 0xff;
            mixed |= start + ((to >> shift & 0xff) - start) * step / MIXES << shift;
        }
        return mixed;
    }

    /** From 1, the same, to 21, black and white. */
    static double contrast(int one, int other) {
        double lighter = Math.max(luminance(one), luminance(other));
        return (lighter + 0.05) / (Math.min(luminance(one), luminance(other)) + 0.05);
    }

    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 0xff) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }

    private static int onDark(Style style) {
        int member = style.ordinal() - Style.NODE_1.ordinal();
        if (member >= 0) {
            return MEMBERS_DARK[member];
        }
        return switch (style) {
            case LEADER, FOCUS, KEY -> SKY;
            case CANDIDATE, WARN, PAUSED, BAR_LOW -> ORANGE;
            case FOLLOWER -> GREY;
            case DEAD, BAD -> VERMILLION;
            case GOOD, PULSE -> GREEN;
            case BAR -> 0x7F9DB0;
            case DIM -> 0x8A8A8A;
            case BORDER, TRACK -> 0x5A5A5A;
            case TITLE, STRONG, TEXT -> -1;
            default -> -1;
        };
    }

    private static int onLight(Style style) {
        int member = style.ordinal() - Style.NODE_1.ordinal();
        if (member >= 0) {
            return MEMBERS_LIGHT[member];
        }
        return switch (style) {
            case LEADER, FOCUS, KEY -> BLUE;
            case CANDIDATE, WARN, PAUSED, BAR_LOW -> 0xA06A00;
            case FOLLOWER, DIM -> DARK_GREY;
            case DEAD, BAD -> 0xB34700;
            case GOOD, PULSE -> 0x007A59;
            case BAR -> 0x45687D;
            case BORDER, TRACK -> 0xA0A0A0;
            default -> -1;
        };
    }

    private static TextColor sixteen(int rgb, boolean light) {
        return switch (rgb) {
            case SKY -> TextColor.ANSI.CYAN;
            case BLUE -> TextColor.ANSI.BLUE;
            case ORANGE, 0xA06A00 -> TextColor.ANSI.YELLOW;
            case VERMILLION, 0xB34700, 0xA84A00 -> TextColor.ANSI.RED;
            case GREEN, 0x007A59 -> TextColor.ANSI.GREEN;
            case PURPLE, 0x9B4675 -> TextColor.ANSI.MAGENTA;
            case YELLOW -> TextColor.ANSI.YELLOW_BRIGHT;
            case 0x8FA9FF, 0x3A4FBF -> light ? TextColor.ANSI.BLUE : TextColor.ANSI.BLUE_BRIGHT;
            case 0x5A5A5A, 0x8A8A8A, 0xA0A0A0 -> light ? TextColor.ANSI.DEFAULT : TextColor.ANSI.BLACK_BRIGHT;
            default -> TextColor.ANSI.DEFAULT;
        };
    }

    /** Weight and inversion carry what they can where there is no colour. */
    private static EnumSet<SGR> modifiers(Style style, TerminalOptions options) {
        boolean plain = options.colours() == Colours.NONE;
        return switch (style) {
            case TITLE -> EnumSet.of(SGR.BOLD);
            case STRONG, LEADER, KEY, BAD, FOCUS -> EnumSet.of(SGR.BOLD);
            case WARN, CANDIDATE, PULSE -> plain ? EnumSet.of(SGR.BOLD) : EnumSet.noneOf(SGR.class);
            default ->
                options.present() && style != Style.BORDER && style != Style.TRACK
                        ? EnumSet.of(SGR.BOLD)
                        : EnumSet.noneOf(SGR.class);
        };
    }

    private record Look(TextColor front, TextColor back, EnumSet<SGR> modifiers) {}
}
