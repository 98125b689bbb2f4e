package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.quality.Advice.Proposal;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.table.Column;
import dev.raftbeat.table.Table;
import dev.raftbeat.text.Amounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The questions to ask of a heartbeat design, answered for a cluster of this laboratory and for somebody's figures. */
public final class Checklist {
    private static final int[] PATIENCE = {2, 4, 8};

    /** Of what was not seen in some time, the mean in as much time is below this, 95 times of 100: -ln 0.05. */
    static final double UNSEEN_95 = 2.9957;

    private final Requirements wishes;
    private final Pace pace;
    private final long seed;
    private final Progress progress;
    private final Consumer<String> lines;
    private final List<Tried> tried = new ArrayList<>();

    /**
     * A way that was tried and keeps the wish.
     *
     * @param withinNanos the time within which 99 of 100 crashes were to be detected: the wish, or a more patient one
     * @param best whether it is the answer to that
     */
    public record Tried(long withinNanos, Proposal proposal, boolean best) {
        Quality quality() {
            return proposal.quality();
        }
    }

    private static final List<Column<Tried>> COLUMNS = List.of(
            Column.data("withinSeconds", one -> one.withinNanos() / 1e9),
            Column.<Tried>number(
                            "intervalSeconds",
                            "every",
                            one -> one.proposal().intervalNanos() / 1e9,
                            one -> time(one.proposal().intervalNanos()))
                    .wide(9),
            Column.<Tried>text(
                            "detector",
                            "detector",
                            one -> one.quality().detector().toString())
                    .wide(28),
            Column.<Tried>number(
                            "detectionP99Seconds",
                            "T_D p99",
                            one -> one.quality().detectionP99Seconds(),
                            one -> Amounts.seconds(one.quality().detectionP99Seconds()))
                    .wide(9),
            Column.data("detectionMedianSeconds", one -> one.quality().detectionMedianSeconds()),
            Column.<Tried>number(
                            "mistakesPerHour",
                            "mistakes/h",
                            one -> one.quality().mistakesPerHour(),
                            one -> QualityTable.number(one.quality().mistakesPerHour()))
                    .wide(12),
            Column.<Tried>number(
                            "mistakeDurationSeconds",
                            "T_M",
                            one -> one.quality().mistakes() == 0
                                    ? null
                                    : one.quality().mistakeDurationSeconds(),
                            one -> one.quality().mistakes() == 0
                                    ? "-"
                                    : Amounts.seconds(one.quality().mistakeDurationSeconds()))
                    .wide(9),
            Column.data("queryAccuracy", one -> one.quality().queryAccuracy()),
            Column.data("aliveSeconds", one -> one.quality().aliveSeconds()),
            Column.data("best", Tried::best));

    /**
     * @param lines is given each line of the page as soon as it is known
     * @param progress told of ways tried
     */
    public Checklist(Requirements wishes, Pace pace, long seed, Progress progress, Consumer<String> lines) {
        this.progress = progress;
        this.lines = lines;
        this.wishes = wishes;
        this.pace = pace;
        this.seed = seed;
    }

    /**
     * Answers the questions, line by line.
     *
     * @return the ways that keep the wish, as {@link Advice#all} gives them
     * @throws StoppedException when the work is to end; what was tried by then has been told
     */
    public List<Proposal> tell() {
        progress.begin("ways tried", (1.0 + PATIENCE.length) * Advice.WAYS);
        List<Proposal> all = new ArrayList<>();
        try {
            Advice.all(wishes, seed, progress, all::add);
        } catch (StoppedException e) {
            keep(wishes, all, Optional.empty());
            told();
            throw e;
        }
        if (all.isEmpty()) {
            impossible();
        } else {
            Proposal best = Advice.best(all);
            keep(wishes, all, Optional.of(best));
            answer(best);
            told();
            patience();
        }
        return all;
    }

    private void keep(Requirements asked, List<Proposal> all, Optional<Proposal> best) {
        all.forEach(one -> tried.add(
                new Tried(asked.detectNanos(), one, best.filter(one::equals).isPresent())));
    }

    /** What was tried by now: first for the wish, then for more patient ones. */
    public Table<Tried> tried() {
        return new Table<>(COLUMNS, tried);
    }

    /** What the usual topologies cost with the answer, for JSON; empty where there is none. */
    public List<Map<String, Object>> costs() {
        return tried.stream()
                .filter(Tried::best)
                .findFirst()
                .map(best -> costs(best.proposal()).maps())
                .orElse(List.of());
    }

    private Table<TopologyCosts.Cost> costs(Proposal best) {
        return TopologyCosts.of(
                wishes.nodes(), best.intervalNanos() / 1e9, best.quality().detectionP99Seconds());
    }

    private void impossible() {
        lines.accept("No way was found to detect 99 of 100 crashes within " + time(wishes.detectNanos())
                + ": a heartbeat takes " + time(wishes.rttNanos() / 2)
                + ", the shortest interval tried is a tenth of the "
                + "wish and at least 1 ms. Ask for more time.");
    }

    private void question(String question, String here, String yours) {
        lines.accept(question);
        lines.accept("  this cluster: " + here);
        lines.accept("  yours:        " + yours);
    }

    private void answer(Proposal best) {
        Settings settings = pace.settings();
        Quality quality = best.quality();
        String beat = time(best.intervalNanos());
        question(
                "Who monitors what?",
                "each follower its leader; the leader counts acknowledgements from a quorum (CheckQuorum)",
                TopologyCosts.choice(wishes.nodes()));
        question(
                "How often is a heartbeat sent, and when is its absence believed?",
                "every " + time(settings.heartbeatNanos()) + "; a timeout drawn from "
                        + time(settings.electionNanosMin()) + " to " + time(settings.electionNanosMax())
                        + ", " + settings.electionNanosMin() / settings.heartbeatNanos() + " heartbeats or more (pace "
                        + pace.word() + ")",
                "every " + beat + "; " + quality.detector() + ": 99 of 100 crashes detected within "
                        + Amounts.seconds(quality.detectionP99Seconds()) + ", half within "
                        + Amounts.seconds(quality.detectionMedianSeconds()));
        question(
                "How often will it be wrong, and for how long?",
                "raftbeat detectors says so for the named networks; PreVote keeps one wrong follower from deposing anybody",
                mistakes(best));
        question(
                "What happens on failure?",
                "an election: the first timer to run out asks for promises, then for votes; a new term, a new leader",
                "something that is harmless when the suspicion is wrong, for it will be: "
                        + "take work away, fence the old owner by a number that only grows, tell a human last");
        question(
                "How do nodes rejoin?",
                "as followers, with their ballot; a thawed leader finds a higher term and steps down",
                rejoin(quality));
        question(
                "What does it cost at this scale?",
                "4 followers of 5: " + QualityTable.number(4e9 / settings.heartbeatNanos())
                        + " heartbeats a second and as many replies at the leader",
                wishes.nodes() + " nodes; by the formulas:");
        costs(best).lines().forEach(line -> lines.accept("  " + line));
        question(
                "What does a heartbeat carry?",
                "term, round, leader: enough to refuse an old one",
                "id, a generation that grows with each start, a number that grows with each beat; load and readiness "
                        + "only if somebody acts upon them");
    }

    /** Of one process, as it was seen; and of all that are watched, since each of them may be mistaken. */
    private String mistakes(Proposal best) {
        Quality quality = best.quality();
        if (quality.mistakes() > 0) {
            return String.format(
                    Locale.ROOT,
                    "about %s mistakes an hour for each process watched, one every %s, %s long on average; trusted %.4f %%"
                            + " of the time; %s mistakes an hour among %d processes",
                    QualityTable.number(quality.mistakesPerHour()),
                    Amounts.seconds(quality.mistakeRecurrenceSeconds()),
                    Amounts.seconds(quality.mistakeDurationSeconds()),
                    100 * quality.queryAccuracy(),
                    QualityTable.number(quality.mistakesPerHour() * wishes.nodes()),
                    wishes.nodes());
        }
        double hours = quality.aliveSeconds() / 3600;
        String seen = String.format(
                Locale.ROOT, "not once in %s of one simulated process; ", Amounts.seconds(quality.aliveSeconds()));
        long losses = lossesInARow(best);
        double byLoss = 3.6e12 / best.intervalNanos() * Math.pow(wishes.loss(), losses) * (1 - wishes.loss());
        return wishes.loss() > 0
                ? seen + (losses == 1 ? "single losses" : losses + " losses in a row") + " alone make "
                        + QualityTable.number(byLoss * wishes.nodes()) + " mistakes an hour among " + wishes.nodes()
                : seen + "with 95 % confidence fewer than " + QualityTable.number(UNSEEN_95 / hours * wishes.nodes())
                        + " mistakes an hour among " + wishes.nodes();
    }

    /**
     * How many heartbeats in a row must be lost for a process to be suspected by mistake. Of crashes one in a hundred comes
     * within a hundredth of an interval behind a heartbeat, and is noticed when the patience after that one is over.
     */
    private long lossesInARow(Proposal best) {
        double patienceNanos =
                best.quality().detectionP99Seconds() * 1e9 + best.intervalNanos() / 100.0 - wishes.rttNanos() / 2.0;
        return Math.max(1, (long) (patienceNanos / best.intervalNanos()));
    }

    private static String rejoin(Quality quality) {
        return quality.worstRun() > 2
                ? "after several beats in a row (hysteresis 3): it was mistaken up to " + quality.worstRun()
                        + " times within a hundred intervals"
                : "with the first beat: mistakes come apart, so that damping would only lengthen them";
    }

    private void told() {
        lines.accept("What was tried, on heartbeats drawn from your figures (seed " + seed + "):");
        tried().lines().forEach(line -> lines.accept("  " + line));
        lines.accept(
                "  T_D p99: 99 of 100 crashes are detected within it; mistakes/h: wrong suspicions in an hour of one"
                        + " process; T_M: mean length of one");
    }

    private void patience() {
        lines.accept("What more patience would buy:");
        for (int factor : PATIENCE) {
            Requirements later = wishes.within(factor * wishes.detectNanos());
            List<Proposal> all = new ArrayList<>();
            Advice.all(later, seed, progress, all::add);
            if (!all.isEmpty()) {
                Proposal best = Advice.best(all);
                keep(later, all, Optional.of(best));
                lines.accept("  within " + time(later.detectNanos()) + ": every " + time(best.intervalNanos()) + ", "
                        + best.quality().detector() + ", "
                        + QualityTable.number(best.quality().mistakesPerHour())
                        + " mistakes an hour");
            }
        }
    }

    private static String time(long nanos) {
        return Amounts.time(nanos);
    }
}
