package dev.raftbeat.scenario.expect;

import dev.raftbeat.protocol.LifeFact.Booted;
import dev.raftbeat.protocol.LifeFact.Stopped;
import dev.raftbeat.protocol.LinkFact.LinkDown;
import dev.raftbeat.protocol.RoleFact.BecameCandidate;
import dev.raftbeat.protocol.RoleFact.BecameLeader;
import dev.raftbeat.protocol.RoleFact.QuorumLost;
import dev.raftbeat.protocol.RoleFact.SteppedDown;
import dev.raftbeat.protocol.StoreFact.WriteRefused;
import dev.raftbeat.protocol.TimerFact.TimerFired;
import dev.raftbeat.world.PlainText;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/** What an expectation saw, in sentences for somebody who knows no line of the language of scenarios. */
final class SeenSentences {
    /** That it happened, and that it never did, without a full stop. */
    private record Words(String happened, String never) {}

    private static final Map<Class<?>, Words> FACTS = Map.of(
            BecameCandidate.class, new Words("A node stood for election", "No node stood for election"),
            BecameLeader.class, new Words("A node was elected", "No node was elected"),
            TimerFired.class, new Words("An election timer ran out", "No election timer ran out"),
            SteppedDown.class, new Words("A leader stepped down", "No leader stepped down"),
            QuorumLost.class,
                    new Words(
                            "A leader missed the answers of a majority", "No leader missed the answers of a majority"),
            LinkDown.class, new Words("A connection ended", "No connection ended"),
            WriteRefused.class, new Words("The store refused a write", "The store refused no write"),
            Booted.class, new Words("A node came up", "No node came up"),
            Stopped.class, new Words("A node stopped by itself", "No node stopped by itself"));

    private SeenSentences() {}

    /** @param afterNanos when the first came, counted from what is asked about; empty when none did */
    static String of(Class<?> fact, OptionalLong afterNanos) {
        String name = fact.getSimpleName();
        Words words = FACTS.getOrDefault(
                fact, new Words("The fact " + name + " was told", "The fact " + name + " was not told"));
        return afterNanos.isEmpty()
                ? words.never + "."
                : words.happened + " after " + PlainText.duration(afterNanos.getAsLong()) + ".";
    }

    static String of(Measure measure, double value) {
        long count = (long) value;
        return switch (measure) {
            case ELECTIONS -> "There " + counted(count, "election") + ".";
            case LEADER_CHANGES ->
                count == 0 ? "The leader did not change." : "The leader changed " + times(count) + ".";
            case LEADERS_PER_TERM -> "No term had more than " + PlainText.count(count, "leader") + ".";
            case TERM_GROWTH -> count == 0 ? "The term did not rise." : "The term rose by " + count + ".";
            case CLAIMANTS ->
                count == 0
                        ? "No node claimed to lead."
                        : count == 1
                                ? "There was never more than one node that claimed to lead."
                                : count + " nodes claimed to lead at the same time.";
            case FAILOVERS -> "There " + counted(count, "change") + " of leader.";
            case JUSTIFIED -> "There " + counted(count, "change") + " of leader with good reason.";
            case FALSE_ALARMS -> "There " + counted(count, "false alarm") + ".";
            case AVAILABILITY ->
                String.format(Locale.ROOT, "A majority answered a leader for %.1f%% of the time.", value);
            case GAP ->
                "The longest time without a leader that a majority answered was "
                        + PlainText.duration(Math.round(value * 1e9)) + ".";
            case WRITES_LANDED -> landed(count, "write");
            case STALE_WRITES -> landed(count, "stale write");
            case WRITES_REFUSED ->
                count == 0
                        ? "The store refused no write."
                        : "The store refused " + PlainText.count(count, "write") + ".";
        };
    }

    private static String landed(long count, String what) {
        return (count == 0 ? "No " + what : PlainText.count(count, what)) + " landed in the store.";
    }

    private static String counted(long count, String what) {
        return count == 0 ? "was no " + what : (count == 1 ? "was " : "were ") + PlainText.count(count, what);
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }
}
