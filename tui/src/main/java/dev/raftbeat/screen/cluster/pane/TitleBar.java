package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.Canvas.Piece;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.Leading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The first line: who leads, in which term, with which settings, for how long. */
final class TitleBar implements Pane {
    private static final int NARROW = 60;

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        ClusterSnapshot picture = model.picture();
        int width = canvas.width();
        long shown = model.shownNanos(nowNanos);
        String clock = ClockText.clock(shown - picture.firstNanos());
        if (model.time().isEmpty()) {
            canvas.putRight(width - 1, 0, clock, Style.STRONG);
        }
        int end = width - 1 - clock.length() - 2;
        int rightmost = model.time()
                .map(time -> timeStart(canvas, time))
                .orElse(end - (model.held() ? heldWords(model, nowNanos).length() + 1 : 0));
        int x = width < NARROW
                        && (model.time().isPresent()
                                || model.held()
                                || model.story().endedNanos().isPresent())
                ? 1
                : canvas.put(1, 0, "RAFTBEAT", Style.TITLE) + 2;
        x = canvas.putPieces(x, 0, leader(model, shown), rightmost - x) + 2;
        if (model.time().isPresent()) {
            time(canvas, model, model.time().get(), x);
            return;
        }
        if (model.held()) {
            held(canvas, model, nowNanos, x, end);
            return;
        }
        String settings = settings(picture, end - x);
        canvas.putRight(end, 0, settings, Style.DIM);
        end -= settings.length() + 3;
        if (!settings.isEmpty() && end - x >= model.title.length()) {
            canvas.put(x, 0, model.title, Style.DIM);
        }
    }

    /** Where the moment begins, which stands at the right with the pace behind it. */
    private static int timeStart(Canvas canvas, TimeView time) {
        return canvas.width()
                - 1
                - (time.pace().length() + 3)
                - ClockText.moment(time.nanos()).length()
                - 1;
    }

    /** With the seed, the moment, so that others can reach the same; then whether time goes on, and the settings. */
    private static void time(Canvas canvas, Model model, TimeView time, int least) {
        int end = canvas.width() - 1;
        String pace = " " + time.pace() + " ";
        canvas.putRight(end, 0, pace, time.playing() ? Style.GOOD : Style.WARN);
        if (!time.playing()) {
            canvas.invert(end - pace.length(), 0, pace.length());
        }
        end -= pace.length() + 1;
        String at = ClockText.moment(time.nanos());
        canvas.putRight(end, 0, at, Style.STRONG);
        end -= at.length() + 1;
        int room = end - least;
        String number = "#" + time.position().facts();
        String place = Canvas.firstFit(
                room,
                time.origin() + "  fact " + time.position().facts() + " at",
                time.origin() + " " + number,
                number,
                "");
        canvas.putRight(end, 0, place, Style.TEXT);
        end -= place.length() + 2;
        canvas.putRight(end, 0, settings(model.picture(), end - least), Style.DIM);
    }

    private static void held(Canvas canvas, Model model, long nowNanos, int least, int end) {
        String behind = ClockText.age(nowNanos - model.pile.since().orElse(nowNanos));
        String full = " HELD, " + behind + " and " + model.pile.waiting() + " facts behind ";
        String sign = Canvas.firstFit(end - least, full, heldWords(model, nowNanos));
        int from = Math.max(0, end - sign.length());
        canvas.put(from, 0, sign, Style.WARN);
        canvas.invert(from, 0, sign.length());
    }

    private static String heldWords(Model model, long nowNanos) {
        return " HELD " + ClockText.age(nowNanos - model.pile.since().orElse(nowNanos)) + " ";
    }

    private static List<Piece> leader(Model model, long nowNanos) {
        ClusterSnapshot picture = model.picture();
        if (picture.leader().isPresent() && !model.story().endedNanos().isPresent()) {
            Leading leading = picture.leader().get();
            String led = "term " + leading.term();
            List<Piece> pieces = new ArrayList<>(List.of(
                    new Piece(Glyphs.LEADER + " " + leading.node(), Style.LEADER),
                    new Piece(" leads ", Style.TEXT),
                    new Piece(
                            leading.term() == picture.term() ? led : led + ", highest is " + picture.term(),
                            Style.STRONG)));
            picture.claimants().stream()
                    .filter(claimant -> !claimant.equals(leading.node()))
                    .findFirst()
                    .ifPresent(other -> pieces.add(new Piece(", " + other + " thinks it does", Style.WARN)));
            return pieces;
        }
        if (model.story().endedNanos().isPresent()) {
            return List.of(
                    new Piece("the cluster was ended", Style.WARN),
                    new Piece(", term " + picture.term(), Style.STRONG));
        }
        String gap = leaderless(model, nowNanos).orElse("no leader yet");
        return List.of(new Piece(gap, Style.BAD), new Piece(", term " + picture.term(), Style.STRONG));
    }

    private static Optional<String> leaderless(Model model, long nowNanos) {
        return model.picture().leaderlessSinceNanos().isEmpty()
                ? Optional.empty()
                : Optional.of("no leader for "
                        + ClockText.age(nowNanos
                                - model.picture().leaderlessSinceNanos().getAsLong()));
    }

    /** The settings in words, shorter where there is little room. */
    private static String settings(ClusterSnapshot picture, int room) {
        List<Settings> all = picture.settings();
        if (all.isEmpty()) {
            return "";
        }
        String pace = pace(all);
        String preVote = switched(all, Settings::preVote);
        String checkQuorum = switched(all, Settings::checkQuorum);
        String evidence = switched(all, Settings::evidence);
        String full = "PreVote " + preVote + "  CheckQuorum " + checkQuorum + "  Evidence " + evidence;
        String brief = "PV " + preVote + " CQ " + checkQuorum + " EV " + evidence;
        return Canvas.firstFit(room, full + "  " + pace, full, brief, "");
    }

    private static String switched(List<Settings> all, Predicate<Settings> setting) {
        long on = all.stream().filter(setting).count();
        return on == all.size() ? "on" : on == 0 ? "off" : "mixed";
    }

    private static String pace(List<Settings> all) {
        Settings first = all.get(0);
        boolean same = all.stream()
                .allMatch(one -> one.heartbeatNanos() == first.heartbeatNanos()
                        && one.electionNanosMin() == first.electionNanosMin()
                        && one.electionNanosMax() == first.electionNanosMax());
        if (!same) {
            return "mixed pace";
        }
        for (Pace pace : Pace.values()) {
            Settings settings = pace.settings();
            if (settings.heartbeatNanos() == first.heartbeatNanos()
                    && settings.electionNanosMin() == first.electionNanosMin()
                    && settings.electionNanosMax() == first.electionNanosMax()) {
                return "pace " + pace.word();
            }
        }
        return "election " + Amounts.range(first.electionNanosMin(), first.electionNanosMax());
    }
}
