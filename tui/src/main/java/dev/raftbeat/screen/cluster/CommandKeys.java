package dev.raftbeat.screen.cluster;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.TimeCommand;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keys while a line of the fault language is being typed. */
public final class CommandKeys {
    /** The word that chooses a detector, and what may follow it. */
    static final String DETECTOR = "detector";

    static final String DETECTOR_HINT =
            "detector fixed 1s, missed 3, phi 8, phi-exp 8, chen 200ms, bertier, swim 1s or lifeguard 1s";
    private static final Pattern FILE = Pattern.compile("(open|save!?|shot!?)(?:\\s+(\\S.*))?");

    private static final Pattern FILE_BEGUN = Pattern.compile("(?:open|save!?|shot!?)\\s+(.*)");

    private CommandKeys() {}

    static void open(Model model, String line) {
        model.mode = Mode.COMMAND;
        model.offers = List.of();
        model.say(Tone.QUIET, "");
        model.line.open(line);
    }

    static List<Request> key(Model model, Key key) {
        switch (key.code()) {
            case ESC -> close(model);
            case TAB -> {
                return complete(model);
            }
            case ENTER -> {
                return enter(model);
            }
            default -> {
                if (key.code() == Key.Code.BACKSPACE && model.line.text().isEmpty()) {
                    close(model);
                } else if (model.line.key(key)) {
                    model.offers = List.of();
                    model.say(Tone.QUIET, "");
                }
            }
        }
        return List.of();
    }

    /** Clears the line; an empty one is closed. */
    static List<Request> giveUp(Model model) {
        if (model.line.text().isEmpty()) {
            close(model);
        } else {
            open(model, "");
        }
        return List.of();
    }

    static void paste(Model model, String text) {
        model.offers = List.of();
        model.say(Tone.FAILED, model.line.paste(text));
    }

    private static void close(Model model) {
        model.mode = Mode.PICTURE;
        model.offers = List.of();
        model.say(Tone.QUIET, "");
    }

    private static List<Request> enter(Model model) {
        String text = model.line.text().strip();
        close(model);
        switch (text) {
            case "" -> {
                return List.of();
            }
            case "q", "quit", "exit" -> {
                return List.of(new Request.Quit(false));
            }
            case "help", "?" -> {
                model.mode = Mode.HELP;
                return List.of();
            }
            default -> {
                if (text.equals(DETECTOR) || text.startsWith(DETECTOR + " ")) {
                    return detector(model, text);
                }
                if (model.recorded() && (text.equals("fork") || text.startsWith("fork "))) {
                    model.line.remember(text);
                    return TimeKeys.travel(
                            model,
                            new TimeCommand.Fork(text.substring("fork".length()).strip()));
                }
                if (text.equals("twins") || text.startsWith("twins ")) {
                    return TwinKeys.open(model, text);
                }
                return text.equals("at") || text.startsWith("at ") ? at(model, text) : file(model, text);
            }
        }
    }

    /** {@code open n1 -> n2} is a line of the fault language, {@code open FILE} a scenario. */
    private static List<Request> file(Model model, String text) {
        Matcher words = FILE.matcher(text);
        if (!words.matches() || text.contains("->")) {
            return apply(model, text);
        }
        String word = words.group(1);
        String file = words.group(2);
        if (word.startsWith("shot")) {
            model.line.remember(text);
            return List.of(new Request.Shot(Optional.ofNullable(file), word.endsWith("!")));
        }
        if (file == null) {
            model.mode = Mode.COMMAND;
            model.line.set(text + " ");
            model.say(Tone.FAILED, "expected the name of a scenario file");
            return List.of();
        }
        if (word.equals("open") && model.rights == Rights.LOOKS) {
            model.say(Tone.FAILED, Update.READ_ONLY);
            return List.of();
        }
        model.line.remember(text);
        model.pend(text);
        return List.of(word.equals("open") ? new Request.Open(file) : new Request.Save(file, word.endsWith("!")));
    }

    /** What the line that is being typed may go on with. */
    public static String hint(String text) {
        String word = text.strip();
        if (word.startsWith(DETECTOR)) {
            return DETECTOR_HINT;
        }
        if (word.startsWith("save")) {
            return "save FILE: what was done, as a scenario; save! FILE over a file that is there";
        }
        if (word.startsWith("shot")) {
            return "shot, or shot FILE.svg, FILE.txt: a picture of the screen; shot! FILE over a file that is there";
        }
        if (word.startsWith("twins")) {
            return TwinKeys.HINT;
        }
        boolean maybeFile = text.startsWith("open") && !text.contains("->");
        String fault = FaultLanguage.hint(text);
        return maybeFile ? "open FILE [NUMBER]: plays a scenario" + (fault.isEmpty() ? "" : "   " + fault) : fault;
    }

    private static List<Request> detector(Model model, String text) {
        try {
            model.detector(Detectors.parse(text.substring(DETECTOR.length())));
            model.line.remember(text);
            model.say(Tone.DONE, "nodes suspect their leader by " + model.detector());
        } catch (IllegalArgumentException wrong) {
            model.mode = Mode.COMMAND;
            model.line.set(text);
            model.say(Tone.FAILED, wrong.getMessage());
        }
        return List.of();
    }

    private static List<Request> at(Model model, String text) {
        Optional<TimeCommand> journey = TimeKeys.at(text);
        boolean travels = model.time().isPresent();
        if (travels && journey.isPresent()) {
            model.line.remember(text);
            return TimeKeys.travel(model, journey.get());
        }
        model.mode = Mode.COMMAND;
        model.line.set(text);
        model.say(Tone.FAILED, travels ? "expected a moment: " + TimeKeys.AT : TimeKeys.NONE);
        return List.of();
    }

    private static List<Request> apply(Model model, String text) {
        try {
            FaultLanguage.parseAll(text);
        } catch (FaultSyntaxException wrong) {
            model.mode = Mode.COMMAND;
            model.line.set(text);
            model.line.moveTo(wrong.column() - 1);
            model.say(Tone.FAILED, wrong.getMessage());
            return List.of();
        }
        if (model.rights == Rights.LOOKS) {
            model.say(Tone.FAILED, Update.READ_ONLY);
            return List.of();
        }
        List<Request> requests = new ArrayList<>();
        for (String line : text.split(";", -1)) {
            if (!line.isBlank()) {
                requests.add(new Request.Apply(line.strip()));
                model.pend(line.strip());
            }
        }
        model.line.remember(text);
        return requests;
    }

    /** Files are looked for by the loop, since the screen knows none. */
    private static List<Request> complete(Model model) {
        Matcher words = FILE_BEGUN.matcher(begun(model));
        if (words.matches() && !begun(model).contains("->")) {
            return List.of(new Request.Complete(words.group(1)));
        }
        completeWord(model);
        return List.of();
    }

    private static String begun(Model model) {
        return model.line.text().substring(0, model.line.cursor());
    }

    static void completed(Model model, String path, List<String> files) {
        String begun = begun(model);
        if (!begun.endsWith(path)) {
            return;
        }
        if (files.isEmpty()) {
            // "open" is a word of the fault language too.
            completeWord(model);
        } else {
            offer(model, begun.length() - path.length(), files, "");
        }
    }

    private static void completeWord(Model model) {
        String prefix = begun(model);
        List<String> offers = FaultLanguage.complete(prefix, model.members);
        offer(model, Math.max(prefix.lastIndexOf(' '), prefix.lastIndexOf(',')) + 1, offers, " ");
    }

    /** @param from where in the line the candidates begin */
    private static void offer(Model model, int from, List<String> offers, String behind) {
        model.offers = offers.size() > 1 ? offers : List.of();
        if (offers.isEmpty()) {
            model.say(Tone.QUIET, "nothing completes this");
        } else if (offers.size() == 1) {
            model.line.replace(from, offers.get(0) + behind);
        } else {
            String common = common(offers);
            if (common.length() > model.line.cursor() - from) {
                model.line.replace(from, common);
            }
        }
    }

    private static String common(List<String> offers) {
        String common = offers.get(0);
        for (String offer : offers) {
            int same = 0;
            while (same < Math.min(common.length(), offer.length()) && common.charAt(same) == offer.charAt(same)) {
                same++;
            }
            common = common.substring(0, same);
        }
        return common;
    }
}
