package dev.raftbeat.screen.cluster;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.NodeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All that is known of the selected node, in words. */
final class DetailPane implements Pane {
    private record Line(String name, String text) {}

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        Optional<NodeView> view = model.picture().node(model.selected());
        List<Line> lines = view.map(known -> lines(known, nowNanos)).orElse(List.of());
        int columns = columns(canvas.width());
        int width = canvas.width() / columns;
        int rows = (lines.size() + columns - 1) / columns;
        for (int i = 0; i < lines.size() && i % rows < canvas.height(); i++) {
            Canvas cell = canvas.window(i / rows * width, i % rows, width, 1);
            cell.put(1, 0, lines.get(i).name(), Style.DIM);
            cell.putFit(12, 0, lines.get(i).text(), width - 13, Style.TEXT);
        }
    }

    private static int columns(int width) {
        return width >= 150 ? 2 : 1;
    }

    /** Rows that it takes at this width. */
    static int rows(int width) {
        return 6 / columns(width);
    }

    private static List<Line> lines(NodeView view, long now) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("life", life(view, now)));
        lines.add(new Line("ballot", ballot(view, now)));
        view.settings().ifPresent(settings -> {
            lines.add(new Line("settings", settings(settings)));
            boolean empty = settings.lastLogIndex() == 0 && settings.lastLogTerm() == 0;
            String end = "ends at index " + settings.lastLogIndex() + " of term " + settings.lastLogTerm();
            lines.add(new Line("log", empty ? "empty" : end));
        });
        lines.add(new Line("votes", votes(view)));
        lines.add(
                new Line("refused", view.framesRefused() + " frames; " + view.factsLost() + " facts lost on the way"));
        return lines;
    }

    private static String life(NodeView view, long now) {
        String told = view.silentNanos(now).isEmpty()
                ? "has told nothing"
                : "told its last fact " + ClockText.age(view.silentNanos(now).getAsLong()) + " ago";
        return "boot " + view.boot() + ", " + told
                + view.ended().map(how -> ", ended: " + how).orElse("");
    }

    private static String ballot(NodeView view, long now) {
        String durable = view.ballot()
                .map(ballot -> "term " + ballot.term() + ", voted for "
                        + ballot.votedFor().map(NodeId::name).orElse("nobody") + ", durable")
                .orElse("not told");
        return durable
                + view.saving()
                        .map(saving -> "; writing term " + saving.ballot().term() + " for "
                                + ClockText.age(now - saving.sinceNanos()))
                        .orElse("");
    }

    private static String settings(Settings settings) {
        boolean usual = settings.priority() == Settings.PRIORITY_DEFAULT;
        return (usual ? "" : "priority " + settings.priority() + ", ") + "heartbeat "
                + Amounts.time(settings.heartbeatNanos()) + ", election "
                + Amounts.range(settings.electionNanosMin(), settings.electionNanosMax())
                + ", PreVote " + (settings.preVote() ? "on" : "off") + ", CheckQuorum "
                + (settings.checkQuorum() ? "within " + Amounts.time(settings.effectiveQuorumWindowNanos()) : "off");
    }

    private static String votes(NodeView view) {
        return view.count()
                .map(count -> (count.preVote() ? "promised " : "given ") + count.have() + " of " + count.need()
                        + " needed in term " + count.term() + ": "
                        + count.voters().stream().map(NodeId::name).collect(Collectors.joining(", ")))
                .orElse("never asked for any in this life");
    }
}
