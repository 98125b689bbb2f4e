package dev.raftbeat.plain;

import dev.raftbeat.protocol.StampedFact;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.twin.Divergence;
import dev.raftbeat.twin.MeterTable;
import dev.raftbeat.twin.Twins;
import dev.raftbeat.world.sentence.Sentence;
import dev.raftbeat.world.sentence.Sentences;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Tells twins in lines: what both have in common, where they part and why, both tales from there on, and the meters. */
public final class PlainTwins {
    private final Twins twins;
    private final PrintWriter out;
    private final int linesMax;

    /** @param linesMax how many lines of each tale are told once they have parted */
    public PlainTwins(Twins twins, PrintWriter out, int linesMax) {
        this.twins = twins;
        this.out = out;
        this.linesMax = linesMax;
    }

    private record Line(long tNanos, String whose, String text) {}

    /** Tells everything. */
    public void tell() {
        out.println("left: " + twins.left().setting() + "    right: "
                + twins.right().setting());
        out.println();
        Optional<Divergence> parting = twins.parting();
        long at = parting.map(Divergence::tNanos).orElse(Long.MAX_VALUE);
        List<Sentence> left = headlines(twins.left().facts());
        List<Sentence> right = headlines(twins.right().facts());
        common(left, right, at).forEach(this::print);
        if (parting.isPresent()) {
            part(parting.get());
            tales(left, right, at);
        } else {
            out.println();
            out.println("They never part: the switch made no difference.");
        }
        meters();
        out.flush();
    }

    private static List<Sentence> headlines(List<StampedFact> facts) {
        Sentences sentences = new Sentences();
        List<Sentence> told = new ArrayList<>();
        facts.forEach(fact -> sentences.tell(fact).filter(Sentence::headline).ifPresent(told::add));
        return told;
    }

    /** Up to their parting they tell the same, but for the switch. */
    private static List<Line> common(List<Sentence> left, List<Sentence> right, long untilNanos) {
        List<Line> lines = new ArrayList<>();
        List<Sentence> others = new ArrayList<>(right);
        for (Sentence one : left) {
            if (one.fact().tNanos() < untilNanos) {
                boolean both = others.removeIf(
                        other -> other.fact().tNanos() == one.fact().tNanos()
                                && other.text().equals(one.text()));
                lines.add(new Line(one.fact().tNanos(), both ? "both" : "left", one.text()));
            }
        }
        for (Sentence other : others) {
            if (other.fact().tNanos() < untilNanos) {
                lines.add(new Line(other.fact().tNanos(), "right", other.text()));
            }
        }
        lines.sort(Comparator.comparingLong(Line::tNanos));
        return lines;
    }

    private void print(Line line) {
        out.println(
                String.format(Locale.ROOT, "%11s  %-5s  %s", Amounts.moment(line.tNanos()), line.whose(), line.text()));
    }

    private void part(Divergence parting) {
        out.println();
        out.println("== They part at " + Amounts.moment(parting.tNanos()));
        out.println("left:  " + twins.left().next(parting.left()));
        out.println("right: " + twins.right().next(parting.right()));
        twins.why().ifPresent(why -> out.println("why:   " + why.sentence()));
        out.println();
    }

    private void tales(List<Sentence> left, List<Sentence> right, long fromNanos) {
        List<Line> lines = new ArrayList<>();
        long untold = tale(lines, left, "left", fromNanos) + tale(lines, right, "right", fromNanos);
        lines.sort(Comparator.comparingLong(Line::tNanos));
        lines.forEach(this::print);
        if (untold > 0) {
            out.println("           (" + untold + " more lines: --all tells them)");
        }
    }

    private long tale(List<Line> lines, List<Sentence> tale, String whose, long fromNanos) {
        List<Sentence> later =
                tale.stream().filter(told -> told.fact().tNanos() >= fromNanos).toList();
        later.stream()
                .limit(linesMax)
                .forEach(told -> lines.add(new Line(told.fact().tNanos(), whose, told.text())));
        return Math.max(0, later.size() - linesMax);
    }

    private void meters() {
        out.println();
        out.println(String.format("%-24s %16s %16s", "", "left", "right"));
        out.println(String.format(
                "%-24s %16s %16s", "", twins.left().setting(), twins.right().setting()));
        long end = twins.script().endNanos();
        for (MeterTable.Row row :
                MeterTable.of(twins.left().facts(), twins.right().facts(), end)) {
            out.println(String.format(
                    "%-24s %16s %16s%s", row.name(), row.left(), row.right(), row.differs() ? "  *" : ""));
        }
    }
}
