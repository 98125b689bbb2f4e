package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Pace;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.TimeView;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.world.ClusterSnapshot;
import dev.raftbeat.world.Leading;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The first line: who leads, in which term, with which settings, for how long. */
final class TitleBar implements Pane {
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
        int x = canvas.put(1, 0, "RAFTBEAT", Style.TITLE) + 2;
        x = leader(canvas, model, x, shown) + 2;
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
        String place = Stream.of(
                        time.origin() + "  fact " + time.position().facts() + " at",
                        time.origin() + " #" + time.position().facts(),
                        "#" + time.position().facts())
                .filter(words -> words.length() <= room)
                .findFirst()
                .orElse("");
        canvas.putRight(end, 0, place, Style.TEXT);
        end -= place.length() + 2;
        canvas.putRight(end, 0, settings(model.picture(), end - least), Style.DIM);
    }

    private static void held(Canvas canvas, Model model, long nowNanos, int least, int end) {
        String behind = ClockText.age(nowNanos - model.heldSince());
        String full = " HELD, " + behind + " and " + model.waiting() + " facts behind ";
        String sign = full.length() <= end - least ? full : " HELD " + behind + " ";
        int from = Math.max(0, end - sign.length());
        canvas.put(from, 0, sign, Style.WARN);
        canvas.invert(from, 0, sign.length());
    }

    private static int leader(Canvas canvas, Model model, int x, long nowNanos) {
        ClusterSnapshot picture = model.picture();
        String term = "term " + picture.term();
        if (picture.leader().isPresent() && !model.story.endedNanos().isPresent()) {
            Leading leading = picture.leader().get();
            int at = canvas.put(x, 0, Glyphs.LEADER + " " + leading.node(), Style.LEADER);
            at = canvas.put(at, 0, " leads ", Style.TEXT);
            String led = "term " + leading.term();
            at = canvas.put(
                    at,
                    0,
                    leading.term() == picture.term() ? led : led + ", highest is " + picture.term(),
                    Style.STRONG);
            List<NodeId> others = picture.claimants().stream()
                    .filter(claimant -> !claimant.equals(leading.node()))
                    .toList();
            return others.isEmpty() ? at : canvas.put(at, 0, ", " + others.get(0) + " thinks it does", Style.WARN);
        }
        if (model.story.endedNanos().isPresent()) {
            int at = canvas.put(x, 0, "the cluster was ended", Style.WARN);
            return canvas.put(at, 0, ", " + term, Style.STRONG);
        }
        String gap = StripPane.leaderless(model, nowNanos).orElse("no leader yet");
        int at = canvas.put(x, 0, gap, Style.BAD);
        return canvas.put(at, 0, ", " + term, Style.STRONG);
    }

    /** The settings in words, shorter where there is little room. */
    private static String settings(ClusterSnapshot picture, int room) {
        List<Settings> all = picture.settings();
        if (all.isEmpty()) {
            return "";
        }
        String pace = pace(all);
        String full = "PreVote " + switched(all, Settings::preVote) + "  CheckQuorum "
                + switched(all, Settings::checkQuorum) + "  ";
        String brief = "PV " + switched(all, Settings::preVote) + " CQ " + switched(all, Settings::checkQuorum);
        return Stream.of(full + pace, full.strip(), brief)
                .filter(words -> words.length() <= room)
                .findFirst()
                .orElse("");
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
        return "election " + first.electionNanosMin() / 1_000_000 + ".." + ClockText.millis(first.electionNanosMax());
    }
}
