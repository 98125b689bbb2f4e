package dev.raftbeat.fault;

import dev.raftbeat.fault.NodeSelector.Pick;
import dev.raftbeat.fault.NodeSelector.Term;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.text.Amounts;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A line being read from left to right, and the small things that all lines are made of. */
public final class Tokens {
    /** A longer number is a slip, and could take long to calculate with. */
    private static final int DIGITS_MAX = 18;

    private static final String NODES = "a node, or a word for nodes such as leader";

    private final List<Token> tokens;
    private int at;

    public Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token next() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    public boolean atEnd() {
        return peek().type() == Token.Type.END;
    }

    public boolean skip(String symbolOrWord) {
        boolean there = peek().is(symbolOrWord);
        if (there) {
            next();
        }
        return there;
    }

    void require(String symbolOrWord) throws FaultSyntaxException {
        if (!skip(symbolOrWord)) {
            throw expected("\"" + symbolOrWord + "\"");
        }
    }

    public void requireEnd() throws FaultSyntaxException {
        if (!atEnd()) {
            throw expected("the end of the line");
        }
    }

    public FaultSyntaxException expected(String what) {
        return expected(what, peek());
    }

    static FaultSyntaxException expected(String what, Token found) {
        return new FaultSyntaxException(found.column(), found.described(), what);
    }

    /** One of these words, with a guess at what was meant by any other. */
    public String oneOf(List<String> words) throws FaultSyntaxException {
        if (peek().type() == Token.Type.WORD && words.contains(peek().text())) {
            return next().text();
        }
        throw expected(String.join(", ", words) + SpellingSuggestion.hint(peek().text(), words));
    }

    /** The first one or two words of a line. */
    public FaultWord word(List<FaultWord> known) throws FaultSyntaxException {
        if (peek().type() != Token.Type.WORD) {
            throw expected("a word such as kill, cut or heal");
        }
        Token first = next();
        // Those of two words before those of one: "lose packets" must not be read as "lose".
        for (String text : List.of(first.text() + " " + peek().text(), first.text())) {
            for (FaultWord word : known) {
                if (word.text().equals(text)) {
                    if (text.contains(" ")) {
                        next();
                    }
                    return word;
                }
            }
        }
        List<String> seconds = known.stream()
                .map(FaultWord::text)
                .filter(text -> text.startsWith(first.text() + " "))
                .map(text -> text.substring(text.indexOf(' ') + 1))
                .toList();
        if (seconds.isEmpty()) {
            List<String> firsts =
                    known.stream().map(word -> word.text().split(" ")[0]).toList();
            throw expected("a word such as kill, cut or heal" + SpellingSuggestion.hint(first.text(), firsts), first);
        }
        throw expected(String.join(", ", seconds) + SpellingSuggestion.hint(peek().text(), seconds));
    }

    NodeSelector nodes() throws FaultSyntaxException {
        List<Term> terms = new ArrayList<>();
        do {
            terms.add(term());
        } while (skip(","));
        return new NodeSelector(terms);
    }

    private Term term() throws FaultSyntaxException {
        if (peek().type() != Token.Type.WORD) {
            throw expected(NODES);
        }
        Token word = next();
        Optional<Pick> pick = Pick.of(word.text());
        if (pick.isPresent()) {
            return Term.picked(pick.get(), pick.get() == Pick.LEADER ? plus() : 0);
        }
        try {
            return Term.named(new NodeId(word.text()));
        } catch (IllegalArgumentException e) {
            throw expected(NODES + " of at most 32 letters", word);
        }
    }

    /** Only what touches the word is part of it: {@code skew leader +5%} is about the leader. */
    private int plus() throws FaultSyntaxException {
        if (!peek().is("+") || !peek().glued()) {
            return 0;
        }
        next();
        Token number = peek();
        long plus = wholeNumber("how many nodes after the leader");
        if (plus > 99) {
            throw expected("a number up to 99", number);
        }
        return (int) plus;
    }

    LinkSelector links() throws FaultSyntaxException {
        NodeSelector from = nodes();
        if (!peek().is("->") && !peek().is("<->")) {
            throw expected("\"->\" or \"<->\"");
        }
        boolean both = next().is("<->");
        Token other = peek();
        NodeSelector to = nodes();
        if (from.single().isPresent() && from.single().equals(to.single())) {
            throw expected("another node than " + to + ": no node has a link to itself", other);
        }
        return new LinkSelector(from, to, both);
    }

    /** @param zero whether nothing is long enough */
    public TypedDuration span(boolean zero) throws FaultSyntaxException {
        Token began = peek();
        BigDecimal amount = number("a time such as 80ms, 1.5s or 2E");
        TypedDuration span = span(amount, unit(), began);
        if (!zero && span.amount().signum() == 0) {
            throw expected("a time above 0", began);
        }
        return span;
    }

    /** A time, and how far it may be off: {@code 80ms +-20ms}. */
    public FaultValue.Delay delay() throws FaultSyntaxException {
        return new FaultValue.Delay(span(true), skip("+-") ? Optional.of(span(true)) : Optional.empty());
    }

    /**
     * A name that people gave to something that is no node, as it is typed: up to the next blank or comma, or from one
     * quotation mark to the other.
     *
     * @param what it is, for whoever typed something else
     */
    public String name(String what) throws FaultSyntaxException {
        if (atEnd()
                || peek().is(",")
                || peek().typed().equals("\"")
                || peek().typed().equals("\"\"")) {
            throw expected(what);
        }
        boolean quoted = peek().type() == Token.Type.QUOTED;
        StringBuilder name = new StringBuilder(next().typed());
        while (!quoted && !atEnd() && peek().glued() && !peek().is(",")) {
            name.append(next().typed());
        }
        return name.toString();
    }

    /** A range such as {@code 150..300ms}; the first time may do without its unit. */
    FaultValue.Range range() throws FaultSyntaxException {
        Token began = peek();
        BigDecimal least = number("a range of times such as 150..300ms");
        Optional<TypedDuration.Unit> unit = peek().is("..") ? Optional.empty() : Optional.of(unit());
        require("..");
        Token second = peek();
        TypedDuration most = span(false);
        TypedDuration first = span(least, unit.orElse(most.unit()), began);
        interval(first, began);
        interval(most, second);
        if (first.unit() == TypedDuration.Unit.E || most.unit() == TypedDuration.Unit.E) {
            throw expected("times in ms or s: E is what is being set", began);
        }
        if (first.nanos(0) > most.nanos(0)) {
            throw expected("at least " + first, second);
        }
        return new FaultValue.Range(first, most);
    }

    /** A time that a setting can have. What is given in E can only be judged on a cluster. */
    TypedDuration interval() throws FaultSyntaxException {
        Token began = peek();
        TypedDuration span = span(true);
        interval(span, began);
        return span;
    }

    private static void interval(TypedDuration span, Token began) throws FaultSyntaxException {
        long nanos = span.unit() == TypedDuration.Unit.E && span.amount().signum() > 0 ? 1_000_000 : span.nanos(0);
        if (nanos < 1_000_000L || nanos > 600_000_000_000L) {
            throw expected("a time between 1ms and 10 minutes", began);
        }
    }

    private static TypedDuration span(BigDecimal amount, TypedDuration.Unit unit, Token began)
            throws FaultSyntaxException {
        try {
            return new TypedDuration(amount, unit);
        } catch (IllegalArgumentException e) {
            throw expected("a time of at most a day, or 100000E", began);
        }
    }

    private TypedDuration.Unit unit() throws FaultSyntaxException {
        Token word = peek();
        TypedDuration.Unit unit = TypedDuration.Unit.of(word.type() == Token.Type.WORD ? word.text() : "")
                .orElseThrow(() -> expected("a unit: " + Amounts.UNITS + ", E"));
        next();
        return unit;
    }

    /** @param signed whether {@code +} or {@code -} may stand before it */
    public BigDecimal percent(boolean signed, int least, int most) throws FaultSyntaxException {
        Token began = peek();
        boolean minus = signed && skip("-");
        if (signed && !minus) {
            skip("+");
        }
        BigDecimal amount = number("a percentage such as " + (signed ? "+5%" : "30%"));
        require("%");
        BigDecimal percent = minus ? amount.negate() : amount;
        if (percent.compareTo(BigDecimal.valueOf(least)) < 0 || percent.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw expected("a percentage between " + least + "% and " + most + "%", began);
        }
        return percent;
    }

    /** A rate such as {@code 64kbit} or {@code 1mbit}. */
    FaultValue.Rate rate() throws FaultSyntaxException {
        Token began = peek();
        BigDecimal amount = number("a rate such as 64kbit");
        boolean mega = skip("mbit");
        if (!mega && !skip("kbit")) {
            throw expected("a unit: kbit, mbit");
        }
        BigDecimal kbit = mega ? amount.movePointRight(3) : amount;
        if (kbit.stripTrailingZeros().scale() > 0
                || kbit.signum() == 0
                || kbit.compareTo(BigDecimal.valueOf(FaultValue.Rate.KBIT_MAX)) > 0) {
            throw expected(
                    "a rate between 1kbit and " + FaultValue.Rate.KBIT_MAX / 1_000 + "mbit, in whole kbit", began);
        }
        return new FaultValue.Rate(kbit.longValueExact());
    }

    /** A priority, from 0 to {@link Settings#PRIORITY_MAX}. */
    FaultValue.Priority priority() throws FaultSyntaxException {
        Token began = peek();
        String range = "a priority from 0 to " + Settings.PRIORITY_MAX;
        long priority = wholeNumber(range);
        if (priority > Settings.PRIORITY_MAX) {
            throw expected(range, began);
        }
        return new FaultValue.Priority((int) priority);
    }

    long wholeNumber(String what) throws FaultSyntaxException {
        Token token = peek();
        number(what);
        return Amounts.whole(token.text()).orElseThrow(() -> expected("a whole number below 2^53", token));
    }

    private BigDecimal number(String what) throws FaultSyntaxException {
        if (peek().type() != Token.Type.NUMBER) {
            throw expected(what);
        }
        Token token = next();
        if (token.text().length() > DIGITS_MAX) {
            throw expected("a number of at most " + DIGITS_MAX + " digits", token);
        }
        return Amounts.decimal(token.text()).orElseThrow(() -> expected("a number without a zero in front", token));
    }
}
