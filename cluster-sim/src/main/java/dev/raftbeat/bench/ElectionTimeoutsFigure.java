package dev.raftbeat.bench;

import dev.raftbeat.bench.ElectionTimeouts.Measured;
import dev.raftbeat.text.CleanText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured of {@link ElectionTimeouts}, as a table and as a picture of cumulative distributions. */
public final class ElectionTimeoutsFigure {
    private static final String[] COLOURS = {"#882255", "#cc6677", "#ddaa33", "#117733", "#33bbee", "#332288"};
    private static final int WIDTH = 760;
    private static final int LEFT = 60;
    private static final int RIGHT = 740;
    private static final int PANEL = 250;
    private static final int GAP = 80;
    private static final int TOP = 50;

    private final StringBuilder svg = new StringBuilder();

    private ElectionTimeoutsFigure() {}

    /** One line for each setting, with the paper's own numbers beside ours. */
    public static List<String> table(List<Measured> all) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                "%-11s %7s %8s %8s %8s %8s  %s", "timeouts", "trials", "median", "mean", "worst", "> 10 s", "paper"));
        for (Measured one : all) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%-11s %7d %8s %8s %8s %7.0f%%  %s",
                    one.line().name(),
                    one.sortedMillis().size(),
                    millis(one.median()),
                    one.shareCapped() > 0 ? "-" : millis(one.mean()),
                    millis(one.worst()),
                    100 * one.shareCapped(),
                    one.line().paper()));
        }
        return lines;
    }

    private static String millis(double value) {
        return value >= ElectionTimeouts.CAP_MILLIS ? "> 10 s" : String.format(Locale.ROOT, "%.0f ms", value);
    }

    /** A picture in SVG: the share of crashes after which each of the others had heard the next leader, by time. */
    public static String svg(List<Measured> randomness, List<Measured> scale, long seed) {
        ElectionTimeoutsFigure figure = new ElectionTimeoutsFigure();
        int height = TOP + 2 * PANEL + 2 * GAP;
        figure.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">",
                WIDTH, height);
        figure.line("<title>Time without a leader, by election timeouts (simulated, seed %d)</title>", seed);
        figure.line("<rect width=\"%d\" height=\"%d\" fill=\"white\"/>", WIDTH, height);
        figure.text(LEFT, 24, "start", "Time without a leader after a crash, by election timeouts (simulated)");
        figure.panel(TOP, randomness, new double[] {100, 200, 500, 1000, 2000, 5000, 10_000});
        figure.panel(TOP + PANEL + GAP, scale, new double[] {10, 20, 50, 100, 200, 500, 1000});
        figure.line("</svg>");
        return figure.svg.toString();
    }

    private void panel(int top, List<Measured> all, double[] ticks) {
        double least = ticks[0];
        double most = ticks[ticks.length - 1];
        for (double tick : ticks) {
            double x = x(tick, least, most);
            line("<path d=\"M%.1f %d v%d\" stroke=\"#ddd\"/>", x, top, PANEL);
            String label = tick >= 1000 ? String.format(Locale.ROOT, "%.0f s", tick / 1000) : millis(tick);
            text(x, top + PANEL + 18, "middle", label);
        }
        for (int percent = 0; percent <= 100; percent += 20) {
            double y = y(percent / 100.0, top);
            line("<path d=\"M%d %.1f H%d\" stroke=\"#ddd\"/>", LEFT, y, RIGHT);
            text(LEFT - 8, y + 4, "end", percent + "%");
        }
        for (int i = 0; i < all.size(); i++) {
            String colour = COLOURS[i % COLOURS.length];
            curve(all.get(i).sortedMillis(), colour, top, least, most);
            int y = top + PANEL - 20 - 18 * (all.size() - 1 - i);
            line("<path d=\"M%d %d h24\" stroke=\"%s\" stroke-width=\"2\"/>", RIGHT - 130, y - 4, colour);
            text(RIGHT - 100, y, "start", all.get(i).line().name());
        }
        text((LEFT + RIGHT) / 2.0, top + PANEL + 38, "middle", "time until every other node has heard the next leader");
    }

    private void curve(List<Double> sorted, String colour, int top, double least, double most) {
        StringBuilder path = new StringBuilder();
        path.append(String.format(Locale.ROOT, "M%d %.1f", LEFT, y(0, top)));
        for (int i = 0; i < sorted.size(); i++) {
            if (sorted.get(i) >= most) {
                break;
            }
            double x = x(Math.max(least, sorted.get(i)), least, most);
            path.append(String.format(Locale.ROOT, "H%.1fV%.1f", x, y((i + 1.0) / sorted.size(), top)));
        }
        path.append("H").append(RIGHT);
        line("<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>", path, colour);
    }

    /** The axis of time is logarithmic, as in the paper. */
    private static double x(double millis, double least, double most) {
        return LEFT + (RIGHT - LEFT) * Math.log(millis / least) / Math.log(most / least);
    }

    private static double y(double share, int top) {
        return top + PANEL * (1 - share);
    }

    private void text(double x, double y, String anchor, String text) {
        line("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>", x, y, anchor, CleanText.markup(text));
    }

    private void line(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values)).append('\n');
    }
}
