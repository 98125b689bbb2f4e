package dev.raftbeat.terminal;

import com.googlecode.lanterna.input.KeyStroke;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Key.Code;

/** Lanterna's keys in our own words. */
final class Keys {
    private Keys() {}

    static Key of(KeyStroke stroke) {
        return switch (stroke.getKeyType()) {
            case Character -> letter(stroke);
            case Enter -> Key.of(Code.ENTER);
            case Escape -> Key.of(Code.ESC);
            case Tab -> Key.of(Code.TAB);
            case ReverseTab -> Key.of(Code.BACK_TAB);
            case ArrowUp -> Key.of(Code.UP);
            case ArrowDown -> Key.of(Code.DOWN);
            case ArrowLeft -> Key.of(Code.LEFT);
            case ArrowRight -> Key.of(Code.RIGHT);
            case Home -> Key.of(Code.HOME);
            case End -> Key.of(Code.END);
            case PageUp -> Key.of(Code.PAGE_UP);
            case PageDown -> Key.of(Code.PAGE_DOWN);
            case Backspace -> Key.of(Code.BACKSPACE);
            case Delete -> Key.of(Code.DELETE);
            case EOF -> Key.of(Code.GONE);
            default -> Key.of(Code.OTHER);
        };
    }

    private static Key letter(KeyStroke stroke) {
        char letter = stroke.getCharacter();
        if (stroke.isAltDown()) {
            return Key.of(Code.OTHER);
        }
        return stroke.isCtrlDown() ? Key.ctrl(Character.toLowerCase(letter)) : Key.of(letter);
    }
}
