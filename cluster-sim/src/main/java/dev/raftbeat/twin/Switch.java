package dev.raftbeat.twin;

import dev.raftbeat.fault.FaultLanguage;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;

/** The setting in which twins differ. */
public final class Switch {
    private Switch() {}

    /**
     * The setting as a line of the fault language: {@code prevote off} becomes {@code set prevote off}.
     *
     * @throws IllegalArgumentException in one sentence, when it is no setting
     */
    public static String line(String text) {
        String stripped = text.strip();
        String line = stripped.matches("(set|align|spread)\\b.*") ? stripped : "set " + stripped;
        try {
            if (FaultLanguage.parse(line).word().kind() == FaultWord.Kind.SETTING) {
                return line;
            }
        } catch (FaultSyntaxException e) {
            throw new IllegalArgumentException("expected a setting such as \"prevote off\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("expected a setting such as \"prevote off\", and \"" + line + "\" is none");
    }
}
