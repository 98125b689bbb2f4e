package dev.raftbeat.screen.cluster;

import dev.raftbeat.history.FaultSpan;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Opens the chain of causes of what is selected, and moves about in it. */
public final class WhyKeys {
    private static final int PAGE = 8;

    private WhyKeys() {}

    /** Explains what is selected in the part that keys act on: a fault, a message, else a sentence of the feed. */
    static List<Request> open(Model model) {
        Optional<StampedFact> other = switch (model.focus) {
            case CHECKS -> model.selectedFault().map(FaultSpan::began);
            case MESSAGES ->
                model.selectedMessage().flatMap(message -> model.story().fact(message.id()));
            default -> Optional.empty();
        };
        Optional<Sentence> chosen = other.isPresent() ? Optional.empty() : chosen(model);
        if (other.isEmpty() && chosen.isEmpty()) {
            model.say(Tone.FAILED, "nothing has been told yet that could be explained");
            return List.of();
        }
        show(
                model,
                other.map(fact -> why(model, List.of(fact)).explain(fact))
                        .or(() -> chosen.map(sentence -> explain(model, sentence))));
        model.why.sentence = chosen;
        model.mode = Mode.WHY;
        model.say(Tone.QUIET, "");
        return List.of();
    }

    /** Why the sentence came about that the feed shows last: a fact, or what several facts decide. */
    public static Optional<Explanation> ofFeed(Model model) {
        return chosen(model).map(sentence -> explain(model, sentence));
    }

    private static Explanation explain(Model model, Sentence sentence) {
        return sentence.isFinding()
                ? why(model, sentence.evidence()).explain(sentence.text(), sentence.evidence())
                : why(model, List.of(sentence.fact())).explain(sentence.fact());
    }

    /** @param asked what is asked about: the facts that are remembered may not have it any more */
    private static Why why(Model model, List<StampedFact> asked) {
        List<StampedFact> facts = model.story().facts();
        facts.addAll(asked);
        return new Why(facts);
    }

    /** The last sentence that the feed shows. */
    static Optional<Sentence> chosen(Model model) {
        return shown(model).skip(model.feed.back).findFirst();
    }

    /** What the feed shows, the newest first. */
    private static Stream<Sentence> shown(Model model) {
        List<Sentence> all = model.story().feed();
        return IntStream.rangeClosed(1, all.size())
                .mapToObj(i -> all.get(all.size() - i))
                .filter(model.feed::shows);
    }

    /** Why the last election came about of which the model has heard. */
    public static Optional<Explanation> lastElection(Model model) {
        Why why = new Why(model.story().facts());
        List<StampedFact> all = why.campaigns();
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
                if (key.is('v') && model.why.explanation.isPresent()) {
                    model.arrows.toggle(
                            model.story().facts(), model.why.explanation.get().of());
                } else {
                    model.mode = Mode.PICTURE;
                    model.why.close();
                }
            }
        }
        return List.of();
    }

    private static void show(Model model, Optional<Explanation> explanation) {
        model.why.explanation = explanation;
        model.why.scroll.top = 0;
        explanation.ifPresent(one -> model.arrows.about(model.story().facts(), one.of()));
    }

    /** Moves the arrows while they are shown, and the words otherwise. */
    private static void scroll(Model model, int by) {
        if (model.arrows.picture().isPresent()) {
            model.arrows.scroll.by(by);
        } else {
            model.why.scroll.by(by);
        }
    }

    /** The sentence before or after it in the feed, whatever has been told meanwhile. */
    private static void other(Model model, int step) {
        if (model.why.sentence.isEmpty()) {
            return;
        }
        Sentence explained = model.why.sentence.get();
        List<Sentence> all = shown(model).toList();
        int here = IntStream.range(0, all.size())
                .filter(i -> all.get(i) == explained)
                .findFirst()
                .orElse(model.feed.back);
        model.feed.back = Math.max(0, Math.min(all.size() - 1, here + step));
        chosen(model).ifPresent(sentence -> {
            show(model, Optional.of(explain(model, sentence)));
            model.why.sentence = Optional.of(sentence);
        });
    }
}
