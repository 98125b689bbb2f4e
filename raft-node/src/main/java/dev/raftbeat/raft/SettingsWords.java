package dev.raftbeat.raft;

import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;

/** The difference between two settings in the words of the fault language, such as {@code prevote off}. */
final class SettingsWords {
    private static final String SEPARATOR = ", ";

    private SettingsWords() {}

    static String change(Settings was, Settings is) {
        List<String> words = new ArrayList<>();
        if (was.preVote() != is.preVote()) {
            words.add("prevote " + onOff(is.preVote()));
        }
        if (was.checkQuorum() != is.checkQuorum()) {
            words.add("checkquorum " + onOff(is.checkQuorum()));
        }
        if (was.evidence() != is.evidence()) {
            words.add("evidence " + onOff(is.evidence()));
        }
        if (was.priority() != is.priority()) {
            words.add("priority " + is.priority());
        }
        if (electionDiffers(was, is)) {
            words.add("election " + Settings.millis(is.electionNanosMin()) + ".."
                    + Settings.millis(is.electionNanosMax()) + "ms");
        }
        if (was.heartbeatNanos() != is.heartbeatNanos()) {
            words.add("heartbeat " + Settings.millis(is.heartbeatNanos()) + "ms");
        }
        if (was.quorumWindowNanos() != is.quorumWindowNanos()) {
            words.add("quorum window "
                    + (is.quorumWindowNanos() == 0 ? "default" : Settings.millis(is.quorumWindowNanos()) + "ms"));
        }
        if (was.lastLogIndex() != is.lastLogIndex() || was.lastLogTerm() != is.lastLogTerm()) {
            words.add("log " + is.lastLogIndex() + "@" + is.lastLogTerm());
        }
        return String.join(SEPARATOR, words);
    }

    static boolean electionDiffers(Settings was, Settings is) {
        return was.electionNanosMin() != is.electionNanosMin() || was.electionNanosMax() != is.electionNanosMax();
    }

    private static String onOff(boolean on) {
        return on ? "on" : "off";
    }
}
