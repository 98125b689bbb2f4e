package dev.raftbeat.plot;

import java.util.List;

/** Level bars, one below another, each with its name and its amount in words. */
public final class Bars {
    /** How high a bar is, with the room to the next one. */
    public static final int ROW = 22;

    private static final int NAMES = 150;
    private static final int AMOUNTS = 110;

    /**
     * One bar.
     *
     * @param value 0 or more
     * @param amount the value as it is read, with its unit
     */
    public record Bar(String name, double value, String amount) {}

    private Bars() {}

    /**
     * Draws them from one common line on, the greatest as long as there is room.
     *
     * @param left where names begin
     * @param width of all of it: names, bars and amounts
     */
    public static void draw(Markup svg, double left, double top, double width, Series series, List<Bar> bars) {
        double most = Math.max(1e-9, bars.stream().mapToDouble(Bar::value).max().orElse(0));
        double room = width - NAMES - AMOUNTS;
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            double y = top + i * ROW;
            double length = room * bar.value() / most;
            Plot.text(svg, left + NAMES - 8, y + 14, "end", bar.name());
            svg.line(
                    "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%d\" style=\"fill:%s\"><title>%s</title></rect>",
                    left + NAMES,
                    y + 2,
                    Math.max(1, length),
                    ROW - 6,
                    series.colour(),
                    bar.name() + ": " + bar.amount());
            Plot.text(svg, left + NAMES + length + 6, y + 14, "start", bar.amount());
        }
    }
}
