package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.Detectors;
import dev.raftbeat.lab.quality.Advice.Proposal;
import dev.raftbeat.progress.Progress;
import dev.raftbeat.progress.StoppedException;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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

    private Checklist(Requirements wishes, Pace pace, long seed, Progress progress, Consumer<String> lines) {
        this.progress = progress;
        this.lines = lines;
        this.wishes = wishes;
        this.pace = pace;
        this.seed = seed;
    }

    /**
     * The whole page, line by line.
     *
     * @param lines is given each line as soon as it is known
     * @return the ways that keep the wish, as {@link Advice#all} gives them
     * @throws StoppedException when the work is to end; what was tried by then has been told
     */
    public static List<Proposal> tell(
            Requirements wishes, Pace pace, long seed, Progress progress, Consumer<String> lines) {
        progress.begin("ways tried", (1.0 + PATIENCE.length) * Advice.WAYS);
        return new Checklist(wishes, pace, seed, progress, lines).tell();
    }

    private List<Proposal> tell() {
        List<Proposal> all = new ArrayList<>();
        try {
            Advice.all(wishes, seed, progress, all::add);
        } catch (StoppedException e) {
            tried(all);
            throw e;
        }
        if (all.isEmpty()) {
            impossible();
        } else {
            answer(Advice.best(all));
            tried(all);
            patience();
        }
        return all;
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
                        + QualityTable.seconds(quality.detectionP99Seconds()) + ", half within "
                        + QualityTable.seconds(quality.detectionMedianSeconds()));
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
        TopologyCosts.lines(wishes.nodes(), best.intervalNanos() / 1e9, quality.detectionP99Seconds())
                .forEach(lines);
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
                    QualityTable.seconds(quality.mistakeRecurrenceSeconds()),
                    QualityTable.seconds(quality.mistakeDurationSeconds()),
                    100 * quality.queryAccuracy(),
                    QualityTable.number(quality.mistakesPerHour() * wishes.nodes()),
                    wishes.nodes());
        }
        double hours = quality.aliveSeconds() / 3600;
        String seen = String.format(Locale.ROOT, "not once in %.1f simulated hours of one process; ", hours);
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

    private void tried(List<Proposal> all) {
        lines.accept("What was tried, on heartbeats drawn from your figures (seed " + seed + "):");
        String form = "  %-9s %-28s %9s %12s %9s";
        lines.accept(String.format(form, "every", "detector", "T_D p99", "mistakes/h", "T_M"));
        for (Proposal one : all) {
            Quality quality = one.quality();
            lines.accept(String.format(
                    form,
                    time(one.intervalNanos()),
                    quality.detector(),
                    QualityTable.seconds(quality.detectionP99Seconds()),
                    QualityTable.number(quality.mistakesPerHour()),
                    quality.mistakes() == 0 ? "-" : QualityTable.seconds(quality.mistakeDurationSeconds())));
        }
    }

    private void patience() {
        lines.accept("What more patience would buy:");
        for (int factor : PATIENCE) {
            Requirements later = wishes.within(factor * wishes.detectNanos());
            List<Proposal> all = new ArrayList<>();
            Advice.all(later, seed, progress, all::add);
            if (!all.isEmpty()) {
                Proposal best = Advice.best(all);
                lines.accept("  within " + time(later.detectNanos()) + ": every " + time(best.intervalNanos()) + ", "
                        + best.quality().detector() + ", "
                        + QualityTable.number(best.quality().mistakesPerHour())
                        + " mistakes an hour");
            }
        }
    }

    private static String time(long nanos) {
        return Detectors.time(nanos);
    }
}
