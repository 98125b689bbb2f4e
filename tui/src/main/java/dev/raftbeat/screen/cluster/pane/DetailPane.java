package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.LinkView;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.PlainText;
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
        List<Line> lines = view.map(known -> lines(model, known, nowNanos)).orElse(List.of());
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

    private static List<Line> lines(Model model, NodeView view, long now) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line("life", life(view, now)));
        lines.add(new Line("ballot", ballot(view, now)));
        view.settings().ifPresent(settings -> lines.add(new Line("settings", settings(settings))));
        lines.add(new Line("peers", peers(model, view)));
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
                + view.settings().map(DetailPane::log).orElse("")
                + view.saving()
                        .map(saving -> "; writing term " + saving.ballot().term() + " for "
                                + ClockText.age(now - saving.sinceNanos()))
                        .orElse("");
    }

    private static String log(Settings settings) {
        boolean empty = settings.lastLogIndex() == 0 && settings.lastLogTerm() == 0;
        return empty
                ? "; log empty"
                : "; log ends at index " + settings.lastLogIndex() + " of term " + settings.lastLogTerm();
    }

    /** Whom it suspects, and whom it knows to be gone: a hint, and proof. */
    private static String peers(Model model, NodeView view) {
        String words = view.members().stream()
                .flatMap(peer -> model.picture().link(view.id(), peer).stream())
                .filter(LinkView::suspected)
                .map(link -> link.proof()
                        .map(proof -> link.link().to() + " is gone: " + PlainText.because(proof))
                        .orElseGet(() -> "suspects " + link.link().to() + ": "
                                + PlainText.because(link.suspicion().orElseThrow())))
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "none suspected" : words;
    }

    private static String settings(Settings settings) {
        boolean usual = settings.priority() == Settings.PRIORITY_DEFAULT;
        return (usual ? "" : "priority " + settings.priority() + ", ") + "heartbeat "
                + Amounts.time(settings.heartbeatNanos()) + ", election "
                + Amounts.range(settings.electionNanosMin(), settings.electionNanosMax())
                + ", PreVote " + (settings.preVote() ? "on" : "off") + ", CheckQuorum "
                + (settings.checkQuorum() ? Amounts.time(settings.effectiveQuorumWindowNanos()) : "off")
                + ", evidence " + (settings.evidence() ? "on" : "off");
    }

    private static String votes(NodeView view) {
        return view.count()
                .map(count -> (count.preVote() ? "promised " : "given ") + count.have() + " of " + count.need()
                        + " needed in term " + count.term() + ": "
                        + count.voters().stream().map(NodeId::name).collect(Collectors.joining(", ")))
                .orElse("never asked for any in this life");
    }
}
