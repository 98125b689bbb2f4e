package dev.raftbeat.scenario;

import dev.raftbeat.protocol.FactSink;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.scenario.expect.Judgement;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The sentences of a run, with the time since its beginning, as they stand between lines of {@code ----}. */
final class Transcript implements FactSink {
    private final Sentences sentences = new Sentences();
    private final List<String> lines = new ArrayList<>();
    private final long beganNanos;

    Transcript(long beganNanos) {
        this.beganNanos = beganNanos;
    }

    @Override
    public void tell(StampedFact fact) {
        sentences.tell(fact).map(this::line).ifPresent(lines::add);
    }

    private String line(Sentence told) {
        return String.format(Locale.ROOT, "%10s  %s", Amounts.moment(told.fact().tNanos() - beganNanos), told.text());
    }

    /** Those since the last call. */
    List<String> take() {
        List<String> taken = List.copyOf(lines);
        lines.clear();
        return taken;
    }

    /** Where two runs part, in words. */
    static Judgement compare(List<String> written, List<String> seen, int firstLine) {
        for (int i = 0; i < Math.max(written.size(), seen.size()); i++) {
            String expected = i < written.size() ? written.get(i) : "the end of the block";
            String actual = i < seen.size() ? seen.get(i) : "nothing more";
            if (!expected.equals(actual)) {
                return Judgement.of(
                        false,
                        "line " + (firstLine + i) + " says \"" + expected.strip() + "\", the run says \""
                                + actual.strip() + "\" (--rewrite takes over what the run says)");
            }
        }
        return Judgement.of(true, "the run says the same " + seen.size() + " sentences");
    }
}
