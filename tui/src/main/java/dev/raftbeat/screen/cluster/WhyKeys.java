package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.screen.Key;
import dev.raftbeat.screen.Request;
import dev.raftbeat.screen.cluster.Model.Mode;
import dev.raftbeat.screen.cluster.Model.Tone;
import dev.raftbeat.why.Explanation;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.sentence.Sentence;
import java.util.List;
import java.util.Optional;

/** Opens the chain of causes of the sentence that is chosen in the feed, and moves about in it. */
public final class WhyKeys {
    private static final int PAGE = 8;

    private WhyKeys() {}

    static List<Request> open(Model model) {
        Optional<Sentence> chosen = chosen(model);
        if (chosen.isEmpty()) {
            model.say(Tone.FAILED, "nothing has been told yet that could be explained");
            return List.of();
        }
        Why why = new Why(model.story.facts());
        model.explanation = Optional.of(why.explain(chosen.get().fact()));
        model.whyTop = 0;
        model.arrows.about(model.story.facts(), chosen.get().fact());
        model.mode = Mode.WHY;
        model.say(Tone.QUIET, "");
        return List.of();
    }

    /** The last sentence that the feed shows. */
    static Optional<Sentence> chosen(Model model) {
        List<Sentence> all = model.story.feed();
        int skip = model.feed.back;
        for (int i = all.size() - 1; i >= 0; i--) {
            if (model.feed.shows(all.get(i)) && skip-- <= 0) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /** Why the last election came about of which the model has heard. */
    public static Optional<Explanation> lastElection(Model model) {
        Why why = new Why(model.story.facts());
        List<StampedFact> all = why.elections();
        return all.isEmpty() ? Optional.empty() : Optional.of(why.explain(all.get(all.size() - 1)));
    }

    static List<Request> key(Model model, Key key) {
        switch (key.code()) {
            case UP -> scroll(model, -1);
            case DOWN -> scroll(model, 1);
            case PAGE_UP -> scroll(model, -PAGE);
            case PAGE_DOWN -> scroll(model, PAGE);
            case HOME -> scroll(model, Integer.MIN_VALUE / 2);
            case LEFT -> other(model, 1);
            case RIGHT -> other(model, -1);
            default -> {
                if (key.is('v') && model.explanation.isPresent()) {
                    model.arrows.toggle(
                            model.story.facts(), model.explanation.get().of());
                } else {
                    model.mode = Mode.PICTURE;
                    model.explanation = Optional.empty();
                }
            }
        }
        return List.of();
    }

    /** Moves the arrows while they are shown, and the words otherwise. */
    private static void scroll(Model model, int by) {
        if (model.arrows.picture().isPresent()) {
            model.arrows.scroll(by);
        } else {
            model.whyTop = Math.max(0, model.whyTop + by);
        }
    }

    /** The sentence before or after it in the feed. */
    private static void other(Model model, int step) {
        int last = (int) model.story.feed().stream().filter(model.feed::shows).count() - 1;
        model.feed.back = Math.max(0, Math.min(last, model.feed.back + step));
        open(model);
    }
}
