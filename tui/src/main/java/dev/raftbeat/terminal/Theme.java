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

    private final Map<Style, Look> looks = new EnumMap<>(Style.class);
    private final Map<Integer, TextCharacter> cells = new HashMap<>();

    Theme(TerminalOptions options) {
        for (Style style : Style.values()) {
            TextColor front = colour(style, options);
            looks.put(style, new Look(front, TextColor.ANSI.DEFAULT, modifiers(style, options)));
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
        int rgb = options.light() ? onLight(style) : onDark(style);
        if (options.colours() == Colours.NONE || rgb < 0) {
            return TextColor.ANSI.DEFAULT;
        }
        int red = rgb >> 16 & 0xff;
        int green = rgb >> 8 & 0xff;
        int blue = rgb & 0xff;
        return switch (options.colours()) {
            case RGB -> new TextColor.RGB(red, green, blue);
            case INDEXED -> TextColor.Indexed.fromRGB(red, green, blue);
            default -> sixteen(rgb, options.light());
        };
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
            default -> EnumSet.noneOf(SGR.class);
        };
    }

    private record Look(TextColor front, TextColor back, EnumSet<SGR> modifiers) {}
}
