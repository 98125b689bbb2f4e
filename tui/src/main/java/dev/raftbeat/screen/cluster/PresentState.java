package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Action;
import java.util.Optional;

/** Whether a room looks on: then parts are larger, and keys that break something ask first. */
public final class PresentState {
    public boolean on;
    /** What was asked, in words, and what is done when the answer is yes. */
    String question = "";

    Optional<Action> asked = Optional.empty();

    public String question() {
        return question;
    }
}
