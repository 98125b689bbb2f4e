package dev.raftbeat.cli.run;

import dev.raftbeat.cli.option.UserError;
import dev.raftbeat.protocol.FactId;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.why.Excerpt;
import dev.raftbeat.why.Why;
import dev.raftbeat.world.PlainText;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** How a fact of a run is named on the command line: {@code election 3}, {@code last}, {@code n4:1:345}. */
final class FactName {
    private static final String FORMS = "\"election N\", \"last\", or NODE:BOOT:SEQ such as n4:1:345";

    private FactName() {}

    /** Refuses at once what cannot name a fact in any run; the rest depends on the run. */
    static Consumer<Why> check(List<String> words) {
        if (isElection(words)) {
            return why -> {
                int number = number(words);
                long count = why.elections().count();
                if (number > count) {
                    throw UserError.usage(
                            "there is no election " + number + ": the run has " + PlainText.count(count, "election"));
                }
            };
        }
        Optional<FactId> id = id(words);
        return why -> {
            if (id.isPresent() && why.fact(id.get()).isEmpty()) {
                throw UserError.usage("there is no fact " + id.get() + " in this run");
            }
        };
    }

    /** Which fact must be held with all that is around it. */
    static Excerpt.Asked asked(List<String> words) {
        if (isElection(words)) {
            int wanted = number(words);
            return (fact, election) -> election == wanted;
        }
        Optional<FactId> id = id(words);
        return id.isPresent() ? (fact, election) -> fact.id().equals(id.get()) : Excerpt.ELECTIONS;
    }

    /** The facts that are meant: of an election all its campaigns, and without words those of all elections. */
    static List<StampedFact> find(List<String> words, Why why) {
        List<StampedFact> campaigns = why.campaigns();
        if (words.isEmpty()) {
            return campaigns;
        }
        if (isElection(words)) {
            int wanted = number(words);
            return campaigns.stream().filter(one -> why.election(one) == wanted).toList();
        }
        if (isLast(words)) {
            return campaigns.isEmpty() ? List.of() : List.of(campaigns.get(campaigns.size() - 1));
        }
        return id(words).flatMap(why::fact).stream().toList();
    }

    private static boolean isElection(List<String> words) {
        return !words.isEmpty() && String.join(" ", words).startsWith("election");
    }

    private static boolean isLast(List<String> words) {
        return words.equals(List.of("last"));
    }

    private static int number(List<String> words) {
        String number = String.join(" ", words).substring("election".length()).strip();
        long value = Amounts.whole(number).orElse(0);
        if (value < 1 || value > Integer.MAX_VALUE) {
            throw UserError.usage("\"election\" takes a number from 1 on, not \"" + PlainText.clean(number) + "\"");
        }
        return (int) value;
    }

    private static Optional<FactId> id(List<String> words) {
        if (words.isEmpty() || isLast(words)) {
            return Optional.empty();
        }
        String text = String.join(" ", words);
        try {
            return Optional.of(FactId.parse(text));
        } catch (IllegalArgumentException e) {
            throw UserError.usage("expected " + FORMS + ", not \"" + PlainText.clean(text) + "\"");
        }
    }
}
