package dev.raftbeat.record;

import dev.raftbeat.plot.Markup;
import dev.raftbeat.spacetime.Arrow;
import dev.raftbeat.spacetime.SpaceTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the arrows and the lanes of one picture mean: only what it shows, as a part of the picture. */
final class SpaceTimeLegend {
    private static final int COLUMNS = 5;
    private static final int COLUMN = 236;
    private static final int ROW = 22;

    /** @param shape at 0 0, some 28 wide and 12 high */
    private record Entry(String look, String shape, String words) {}

    private final List<Entry> entries = new ArrayList<>();
    private final String note;

    SpaceTimeLegend(SpaceTime picture) {
        Map<Arrow.Purpose, String> purposes = new TreeMap<>();
        picture.arrows().stream()
                .filter(Arrow::arrived)
                .forEach(arrow -> purposes.putIfAbsent(arrow.purpose(), SpaceTimeSvg.look(arrow)));
        purposes.forEach(
                (purpose, look) -> entries.add(new Entry("arrow " + look, "M0 0H26M20 -4L27 0L20 4", purpose.words())));
        if (picture.arrows().stream().anyMatch(arrow -> arrow.loss().isPresent())) {
            entries.add(new Entry("arrow lost", "M0 0H22M18 -4l8 8M26 -4l-8 8", "lost, where it was lost"));
        }
        if (picture.arrows().stream().anyMatch(arrow -> arrow.endNanos().isEmpty())) {
            entries.add(new Entry("arrow lost", "M0 0H14M10 -4l8 8M18 -4l-8 8", "no end was told"));
        }
        look(picture, "leader", "m0", 14, "leader (a colour a node)");
        look(picture, "candidate", "candidate", 11, "candidate");
        look(picture, "pre-candidate", "pre-candidate", 8, "asks for promises (PreVote)");
        look(picture, "follower", "follower", 3, "follower");
        look(picture, "paused", "paused", 11, "stands still");
        look(picture, "down", "down", 3, "down");
        if (!picture.marks().isEmpty()) {
            entries.add(new Entry("sign timer", "M14 0m-5 -8h10l-10 16h10z", "election timer fires; dots: it ran"));
        }
        note = picture.leftOut() == 0
                ? ""
                : picture.leftOut() + " more messages are left out, the oldest heartbeats first.";
    }

    private void look(SpaceTime picture, String state, String look, int height, String words) {
        boolean shown = picture.lanes().stream()
                .flatMap(lane -> lane.stretches().stream())
                .anyMatch(one -> one.state().look().equals(state));
        if (shown) {
            entries.add(new Entry(look, "M0 " + -height / 2 + "h26v" + height + "h-26z", words));
        }
    }

    int height() {
        return (entries.size() + COLUMNS - 1) / COLUMNS * ROW + (note.isEmpty() ? 8 : 30);
    }

    void draw(Markup svg, int x, int y) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int left = x + i % COLUMNS * COLUMN;
            int top = y + i / COLUMNS * ROW + 8;
            svg.line(
                    "<path class=\"%s\" transform=\"translate(%d %d)\" d=\"%s\"/>",
                    entry.look(), left, top, new Markup.Raw(entry.shape()));
            svg.line("<text class=\"tick\" x=\"%d\" y=\"%d\">%s</text>", left + 34, top + 4, entry.words());
        }
        if (!note.isEmpty()) {
            svg.line(
                    "<text class=\"tick\" x=\"%d\" y=\"%d\">%s</text>",
                    x, y + (entries.size() + COLUMNS - 1) / COLUMNS * ROW + 16, note);
        }
    }
}
