package dev.raftbeat.record;

import dev.raftbeat.check.Verdict;
import dev.raftbeat.check.Violation;
import dev.raftbeat.check.judge.Judge;
import dev.raftbeat.plot.Markup;
import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.wire.FactCodec;
import dev.raftbeat.world.PlainText;
import dev.raftbeat.world.sentence.Sentences;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The verdict of each check, with the facts that decided it: what is broken first, then what is open. */
final class CheckList {
    private static final int VIOLATIONS_SHOWN = 10;

    private final RunFold run;
    private final Markup page = new Markup();

    CheckList(RunFold run) {
        this.run = run;
    }

    static String word(Verdict verdict) {
        return verdict.name().toLowerCase(Locale.ROOT);
    }

    static String look(Verdict verdict) {
        return verdict == Verdict.UNKNOWN ? "unknown-verdict" : word(verdict);
    }

    /** A verdict as a badge. */
    static Markup.Raw tag(Verdict verdict) {
        return new Markup.Raw(
                "<span class=\"tag " + look(verdict) + "\">" + sign(verdict) + " " + word(verdict) + "</span>");
    }

    static String sign(Verdict verdict) {
        return switch (verdict) {
            case VALID -> "✓";
            case VIOLATED -> "✗";
            case UNKNOWN -> "?";
        };
    }

    String html() {
        page.line("<section><h2>Checks</h2>");
        page.line("<p class=\"soft\">Each opens to say what it rests on. A check that saw nothing to judge is unknown,"
                + " never valid.</p><div class=\"two\"><div>");
        table("Invariants: what must hold whatever is broken", run.invariants.lamps());
        page.line("</div><div>");
        table("Liveness: what must come about in time", run.liveness.lamps());
        page.line("</div></div></section>");
        return page.toString();
    }

    private void table(String title, List<Judge.Lamp> lamps) {
        List<Judge.Lamp> sorted = new ArrayList<>(lamps);
        sorted.sort(Comparator.comparing((Judge.Lamp lamp) -> -lamp.verdict().compareTo(Verdict.VALID)));
        page.line("<h3>%s</h3><div class=\"card\">", title);
        sorted.forEach(this::lamp);
        page.line("</div>");
    }

    private void lamp(Judge.Lamp lamp) {
        String open = lamp.verdict() == Verdict.VIOLATED ? " open" : "";
        page.line("<details%s data-check=\"%s\" data-verdict=\"%s\">", open, lamp.id(), word(lamp.verdict()));
        page.line(
                "<summary>%s<b>%s</b><span class=\"title\">%s</span></summary>",
                tag(lamp.verdict()), lamp.id(), lamp.title());
        page.line("<div class=\"more\"><p>%s</p>", lamp.sentence());
        page.line("<p class=\"soft\">%s</p>", decided(lamp));
        List<Violation> shown = lamp.violations()
                .subList(0, Math.min(VIOLATIONS_SHOWN, lamp.violations().size()));
        shown.forEach(this::violation);
        if (lamp.violations().size() > shown.size()) {
            page.line(
                    "<p class=\"soft\">The first %d of %d that are kept.</p>",
                    shown.size(), lamp.violations().size());
        }
        page.line("</div></details>");
    }

    private static String decided(Judge.Lamp lamp) {
        if (lamp.judged() == 0 && lamp.undecided() == 0) {
            return "There was nothing to judge.";
        }
        String judged = "Judged " + PlainText.count(lamp.judged(), "time");
        return lamp.undecided() == 0
                ? judged + "; the facts sufficed each time."
                : judged + "; the facts did not suffice " + PlainText.count(lamp.undecided(), "time") + ".";
    }

    private void violation(Violation violation) {
        page.line("<p class=\"violated\"><b>%s</b></p><ol>", violation.sentence());
        for (StampedFact fact : violation.facts()) {
            page.line(
                    "<li>%s <span class=\"soft\">(%s, fact <code>%s</code>)</span><details><summary><span"
                            + " class=\"soft\">as recorded</span></summary><code>%s</code></details></li>",
                    Sentences.of(fact), run.when(fact.tNanos()), fact.id().toString(), FactCodec.line(fact));
        }
        page.line("</ol>");
    }
}
