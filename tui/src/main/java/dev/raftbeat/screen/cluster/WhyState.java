package dev.raftbeat.screen.cluster;

import dev.raftbeat.why.Explanation;
import dev.raftbeat.world.sentence.Sentence;
import java.util.Optional;

/** What is explained, and how far that is scrolled. */
public final class WhyState {
    Optional<Explanation> explanation = Optional.empty();
    /** The sentence of the feed that is explained; empty while that is something else. */
    Optional<Sentence> sentence = Optional.empty();

    public final Scroll scroll = new Scroll();

    public Optional<Explanation> explanation() {
        return explanation;
    }

    void close() {
        explanation = Optional.empty();
        sentence = Optional.empty();
    }
}
