package dev.raftbeat.scenario;

import dev.raftbeat.fault.Fault;
import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.fault.word.FaultLanguage;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.store.StoreGuard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads {@code cluster 5 pace lan prevote off seed 7}. */
final class ClusterParser {
    private static final List<String> OPTIONS = List.of(
            "pace", "prevote", "checkquorum", "evidence", "seed", "election", "heartbeat", "window", "log", "store");

    private final LineReader words;
    private final List<String> seen = new ArrayList<>();
    private final List<Fault> values = new ArrayList<>();
    private OptionalLong seed = OptionalLong.empty();
    private Optional<StoreGuard> store = Optional.empty();

    /** @param words behind the word {@code cluster} */
    ClusterParser(LineReader words) {
        this.words = words;
    }

    /** The line as a trial without steps. */
    Trial parse(int line) throws ScenarioSyntaxException {
        int nodes = (int) words.whole("how many nodes: a number from 1 to 9", 1, 9);
        while (!words.atEnd()) {
            option();
        }
        Settings settings = Pace.LAN.settings();
        for (Fault set : values) {
            settings = set.value() instanceof FaultValue.AtPace at ? at.pace().settings() : settings;
        }
        for (Fault set : values) {
            settings = set.value() instanceof FaultValue.AtPace ? settings : set.applyTo(settings, settings);
        }
        return new Trial(line, words.text(), nodes, settings, seed, store, List.of());
    }

    private void option() throws ScenarioSyntaxException {
        String option = words.peek();
        if (!OPTIONS.contains(option) || seen.contains(option)) {
            List<String> left =
                    OPTIONS.stream().filter(one -> !seen.contains(one)).toList();
            throw words.expected(
                    String.join(", ", left) + " or the end of the line" + SpellingSuggestion.hint(option, left));
        }
        words.next();
        seen.add(option);
        if (option.equals("seed")) {
            seed = OptionalLong.of(words.whole("a seed: a whole number below 2^53", 0, (1L << 53) - 1));
        } else if (option.equals("store")) {
            store = Optional.of(guard());
        } else {
            values.add(setting(option));
        }
    }

    /** {@code unfenced}, {@code fenced} or {@code lease 120ms}. */
    private StoreGuard guard() throws ScenarioSyntaxException {
        if (words.skip("unfenced")) {
            return StoreGuard.UNFENCED;
        } else if (words.skip("fenced")) {
            return StoreGuard.FENCED;
        } else if (!words.skip("lease")) {
            throw words.expected("what guards the store: unfenced, fenced, or lease and a time"
                    + SpellingSuggestion.hint(words.peek(), List.of("unfenced", "fenced", "lease")));
        }
        TypedDuration span = words.span("how long a lease lasts, such as 120ms");
        try {
            if (span.unit() != TypedDuration.Unit.E) {
                return StoreGuard.lease(span.nanos(0));
            }
        } catch (IllegalArgumentException e) {
            throw words.expectedBefore("a time from 1ms to 600s");
        }
        throw words.expectedBefore("a time in ms or s");
    }

    /** As the fault language reads it behind {@code set}. */
    private Fault setting(String option) throws ScenarioSyntaxException {
        int column = words.column();
        String head = "set " + option + " ";
        String value = words.atEnd() ? "" : words.next();
        try {
            Fault set = FaultLanguage.parse(head + value);
            if (set.value() instanceof FaultValue.Time time
                    && time.span()
                            .filter(span -> span.unit() == TypedDuration.Unit.E)
                            .isPresent()) {
                throw words.expectedBefore("a time in ms or s: E is what is being set");
            }
            return set;
        } catch (FaultSyntaxException e) {
            throw words.within(e, column - 1 - head.length());
        }
    }
}
