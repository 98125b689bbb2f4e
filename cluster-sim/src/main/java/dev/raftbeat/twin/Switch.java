package dev.raftbeat.twin;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultWord;
import dev.raftbeat.fault.word.FaultLanguage;

/** The setting in which twins differ. */
public final class Switch {
    private Switch() {}

    /**
     * The setting, parsed: {@code prevote off} is {@code set prevote off}.
     *
     * @throws IllegalArgumentException in one sentence, when it is no setting
     */
    public static Fault setting(String text) {
        String stripped = text.strip();
        String line = stripped.matches("(set|align|spread)\\b.*") ? stripped : "set " + stripped;
        try {
            Fault setting = FaultLanguage.parse(line);
            if (setting.word().kind() == FaultWord.Kind.SETTING) {
                return setting;
            }
        } catch (FaultSyntaxException e) {
            throw new IllegalArgumentException("expected a setting such as \"prevote off\": " + e.getMessage(), e);
        }
        throw new IllegalArgumentException("expected a setting such as \"prevote off\", and \"" + line + "\" is none");
    }
}
