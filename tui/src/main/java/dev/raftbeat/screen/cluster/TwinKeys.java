package dev.raftbeat.screen.cluster;

import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.twin.Switch;
import java.util.List;

/** The line that opens twins of the run on the screen. */
final class TwinKeys {
    static final String HINT = "twins prevote off vs prevote on: what was done, on two clusters that differ in that";

    private TwinKeys() {}

    static List<Request> open(Model model, String text) {
        if (model.time().isEmpty() || model.recorded()) {
            return refuse(model, text, "twins are for a simulated run: raftbeat demo --on sim");
        }
        String[] sides = text.substring("twins".length()).split("\\||\\bvs\\b", -1);
        if (sides.length != 2) {
            return refuse(model, text, "expected two settings, such as twins prevote off vs prevote on");
        }
        try {
            Request request = new Request.Twins(Switch.setting(sides[0]), Switch.setting(sides[1]));
            model.line.remember(text);
            model.pend(text);
            return List.of(request);
        } catch (IllegalArgumentException wrong) {
            return refuse(model, text, wrong.getMessage());
        }
    }

    private static List<Request> refuse(Model model, String text, String why) {
        model.mode = Mode.COMMAND;
        model.line.set(text);
        model.say(Tone.FAILED, why);
        return List.of();
    }
}
