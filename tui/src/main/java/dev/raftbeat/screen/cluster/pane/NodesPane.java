package dev.raftbeat.screen.cluster.pane;

import dev.raftbeat.history.Quorum;
import dev.raftbeat.lab.detector.Suspicion;
import dev.raftbeat.protocol.FaultEffect;
import dev.raftbeat.protocol.Link;
import dev.raftbeat.protocol.NodeId;
import dev.raftbeat.protocol.Role;
import dev.raftbeat.protocol.Settings;
import dev.raftbeat.screen.canvas.Canvas;
import dev.raftbeat.screen.canvas.ClockText;
import dev.raftbeat.screen.canvas.Glyphs;
import dev.raftbeat.screen.canvas.Mark;
import dev.raftbeat.screen.canvas.NodeGlyph;
import dev.raftbeat.screen.canvas.Style;
import dev.raftbeat.screen.cluster.Model;
import dev.raftbeat.screen.cluster.Pane;
import dev.raftbeat.screen.cluster.Spot;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.world.LeaderSuspicions;
import dev.raftbeat.world.NodeView;
import dev.raftbeat.world.NodeView.Countdown;
import dev.raftbeat.world.NodeView.Life;
import java.util.Optional;

/** One line a node: who it is, what it believes, when it will stand for election, and how fresh that news is. */
public final class NodesPane implements Pane {
    private static final long PULSE_NANOS = 160_000_000L;

    private final int each;

    public NodesPane() {
        this(1);
    }

    /** @param each how many rows a node has; its countdown fills those below the first */
    NodesPane(int each) {
        this.each = each;
    }

    @Override
    public void draw(Canvas canvas, Model model, long nowNanos) {
        NodeColumns columns = NodeColumns.of(canvas.width(), model);
        header(canvas, columns, model);
        int top = 1;
        int shown = Math.max(1, (canvas.height() - top) / each);
        int first = Math.max(0, Math.min(model.cursors.node() - shown + 1, model.members.size() - 1));
        for (int i = first; i < model.members.size() && i - first < shown; i++) {
            int y = top + (i - first) * each;
            canvas.target(0, y, canvas.width(), each, new Spot.Node(i));
            new Row(canvas, columns, model, nowNanos, y).draw(model.members.get(i), i == model.cursors.node());
            for (int below = 1; below < each; below++) {
                bar(canvas, model, model.members.get(i), nowNanos, y + below);
            }
        }
    }

    /** The countdown over the whole width; of a leader its heartbeats, of a node that does not run what became of it. */
    private static void bar(Canvas canvas, Model model, NodeId id, long now, int y) {
        NodeView view = model.picture().node(id).orElse(null);
        int width = canvas.width() - 2;
        if (view == null || view.life() == Life.UNKNOWN) {
            canvas.repeat(1, y, Glyphs.DOT, width, Style.DIM);
        } else if (view.life() != Life.UP) {
            NodeGlyph face = NodeGlyph.of(view);
            canvas.repeat(1, y, face.glyph(), width, face.style());
        } else if (view.role() == Role.LEADER) {
            boolean pulse = model.story().heartbeatNanos(id).orElse(Long.MIN_VALUE / 2) > now - PULSE_NANOS;
            canvas.repeat(1, y, pulse ? Glyphs.HEART : Glyphs.FULL, width, pulse ? Style.PULSE : Style.LEADER);
        } else {
            double share =
                    view.countdown().map(countdown -> countdown.leftShare(now)).orElse(0.0);
            int full = (int) Math.ceil(share * width);
            canvas.repeat(1, y, Glyphs.FULL, full, share < 0.25 ? Style.BAR_LOW : Style.BAR);
            canvas.repeat(1 + full, y, Glyphs.TRACK, width - full, Style.TRACK);
        }
    }

    private static void header(Canvas canvas, NodeColumns at, Model model) {
        canvas.put(at.name(), 0, "node", Style.DIM);
        canvas.put(at.role(), 0, "role", Style.DIM);
        canvas.putRight(at.term() + at.termWidth(), 0, "term", Style.DIM);
        String vote = at.voteWidth() >= 9 ? "voted for" : "vote";
        canvas.putFit(at.vote(), 0, at.voteWidth() == 0 ? "" : vote, at.voteWidth(), Style.DIM);
        canvas.put(at.leader(), 0, "follows", Style.DIM);
        String timer = at.timerWidth() > 15 ? "election timeout" : "timeout";
        canvas.put(at.timer(), 0, at.timerWidth() >= timer.length() ? timer : "", Style.DIM);
        if (at.suspicion() > 0) {
            int width = NodeColumns.SUSPICION_WIDTH;
            canvas.putFit(at.suspicion(), 0, model.detector().toString(), width, Style.DIM);
        }
        if (at.boot() > 0) {
            canvas.putRight(at.boot() + 4, 0, "boot", Style.DIM);
        }
        if (at.log() > 0) {
            canvas.putRight(at.log() + 6, 0, "log", Style.DIM);
        }
        if (at.told() > 0) {
            canvas.putRight(at.told() + 5, 0, "told", Style.DIM);
        }
    }

    /** How long a node may tell nothing before its line is called old: a timeout and two heartbeats of silence. */
    static boolean silent(NodeView view, long nowNanos) {
        long patience = view.settings()
                .map(settings -> settings.electionNanosMax() + 2 * settings.heartbeatNanos())
                .orElse(1_000_000_000L);
        return view.life() == Life.UP && view.silentNanos(nowNanos).orElse(0) > patience;
    }

    /** One line. */
    private record Row(Canvas canvas, NodeColumns at, Model model, long now, int y) {
        void draw(NodeId id, boolean selected) {
            Optional<NodeView> known = model.picture().node(id);
            if (selected) {
                canvas.put(0, y, Glyphs.HERE, Style.FOCUS);
            }
            boolean marked = model.cursors.isMarked(id);
            canvas.putFit(at.name(), y, id.name(), at.nameWidth(), model.colour(id));
            if (marked) {
                canvas.put(at.name() - 1, y, '+', Style.WARN);
            }
            if (known.isEmpty() || known.get().life() == Life.UNKNOWN) {
                canvas.put(1, y, Glyphs.UNKNOWN, Style.DIM);
                canvas.put(at.role(), y, "not heard yet", Style.DIM);
                return;
            }
            NodeView view = known.get();
            NodeGlyph face = NodeGlyph.of(view);
            canvas.put(1, y, face.glyph(), face.style());
            canvas.put(at.role(), y, at.roleWidth() < 13 ? face.shortWord() : face.word(), face.style());
            Style style = view.life() == Life.UP && !silent(view, now) ? Style.TEXT : Style.DIM;
            canvas.putRightFit(at.term() + at.termWidth(), y, Long.toString(view.term()), at.termWidth(), style);
            vote(view, style);
            extras(view);
            state(view, style);
            if (view.life() == Life.UP) {
                suspicion(view);
            }
        }

        private void vote(NodeView view, Style style) {
            if (at.voteWidth() == 0) {
                return;
            }
            if (view.saving().isPresent()) {
                String wanted = view.saving()
                        .get()
                        .ballot()
                        .votedFor()
                        .map(NodeId::name)
                        .orElse("");
                int end = canvas.putFit(at.vote(), y, wanted, at.voteWidth() - 1, Style.WARN);
                canvas.put(end, y, Mark.SAVING.glyph(), Style.WARN);
            } else {
                String vote = view.votedFor().map(NodeId::name).orElse("-");
                canvas.putFit(at.vote(), y, vote, at.voteWidth(), style);
            }
        }

        private void extras(NodeView view) {
            if (at.boot() > 0) {
                canvas.putRightFit(at.boot() + 4, y, Integer.toString(view.boot()), 4, Style.DIM);
            }
            if (at.log() > 0) {
                String log = view.settings()
                        .filter(set -> set.lastLogIndex() > 0 || set.lastLogTerm() > 0)
                        .map(set -> set.lastLogIndex() + "@" + set.lastLogTerm())
                        .orElse("-");
                canvas.putRightFit(at.log() + 6, y, log, 6, Style.DIM);
            }
            if (at.told() > 0 && view.silentNanos(now).isPresent()) {
                boolean old = silent(view, now);
                String age = ClockText.age(view.silentNanos(now).getAsLong());
                canvas.putRight(at.told() + 5, y, age, old ? Style.WARN : Style.DIM);
            }
        }

        /** The level where there is a column for it; elsewhere a mark behind the leader's name once it suffices. */
        private void suspicion(NodeView view) {
            Optional<LeaderSuspicions.Of> known = model.story().suspicion(view.id(), now);
            if (known.isEmpty()) {
                return;
            }
            Suspicion suspicion = known.get().suspicion();
            boolean suspects = suspicion.opinion() == Suspicion.Opinion.SUSPECTED;
            if (at.suspicion() > 0) {
                String level = Suspicion.number(Math.min(999, suspicion.level()));
                int end = canvas.put(at.suspicion(), y, level, suspectStyle(suspicion));
                canvas.put(end, y, suspects ? " !" : "", Style.BAD);
            } else if (suspects && view.believedLeader().isPresent()) {
                canvas.put(at.leader() + at.leaderWidth() - 6, y, Mark.SUSPECTS.glyph(), Style.BAD);
            }
        }

        private static Style suspectStyle(Suspicion suspicion) {
            return suspicion.share() >= 1 ? Style.BAD : suspicion.share() >= 0.5 ? Style.WARN : Style.DIM;
        }

        private void state(NodeView view, Style style) {
            int room = at.leaderWidth() + 1 + at.timerWidth();
            if (view.life() == Life.DEAD) {
                String how = view.ended().orElse("gone");
                canvas.putFit(at.leader(), y, how, room, Style.DIM);
            } else if (view.life() == Life.PAUSED) {
                canvas.putFit(at.leader(), y, pausedWords(view, room), room, Style.PAUSED);
            } else if (silent(view, now)) {
                follows(view, style);
                String past = ClockText.age(view.silentNanos(now).orElse(0)) + " " + Glyphs.UNKNOWN;
                String text = Canvas.firstFit(at.timerWidth(), "silent " + past, past, "?");
                canvas.putFit(at.timer(), y, text, at.timerWidth(), Style.WARN);
            } else if (view.role() == Role.LEADER) {
                follows(view, style);
                leads(view);
            } else {
                follows(view, style);
                timer(view);
            }
        }

        /** The half that matters comes whole, whatever the room: that it believes to lead, or for how long it stands. */
        private String pausedWords(NodeView view, int room) {
            String since = model.picture().faultsOn(view.id()).stream()
                    .filter(fault -> fault.does(FaultEffect.Kind.FREEZES))
                    .findFirst()
                    .map(fault -> ClockText.age(now - fault.fromNanos()))
                    .orElse("");
            String full = since.isEmpty() ? "frozen" : "frozen for " + since;
            String brief = since.isEmpty() ? "frozen" : "frozen " + since;
            return view.role() == Role.LEADER
                    ? Canvas.firstFit(
                            room,
                            full + ", still thinks it leads",
                            brief + ", thinks it leads",
                            "thinks it leads " + since,
                            "thinks it leads",
                            "says it leads")
                    : Canvas.firstFit(room, full, brief);
        }

        private void follows(NodeView view, Style style) {
            boolean campaigning = view.role() == Role.CANDIDATE || view.role() == Role.PRE_CANDIDATE;
            if (campaigning && view.count().isPresent()) {
                canvas.putFit(at.leader(), y, view.count().get().words(), at.leaderWidth(), Style.CANDIDATE);
            } else if (view.role() == Role.LEADER) {
                canvas.putFit(at.leader(), y, "itself", at.leaderWidth(), style);
            } else if (view.believedLeader().isEmpty()) {
                canvas.putFit(at.leader(), y, "nobody", at.leaderWidth(), Style.WARN);
            } else {
                NodeId leader = view.believedLeader().get();
                boolean wrong = model.picture().leader().isPresent()
                        && !model.picture().leader().get().node().equals(leader);
                int nameRoom = at.leaderWidth() - 7;
                canvas.putFit(at.leader(), y, leader.name(), nameRoom, wrong ? Style.WARN : model.colour(leader));
                if (view.heartbeatNanos().isPresent()) {
                    long age = now - view.heartbeatNanos().getAsLong();
                    canvas.putRight(at.leader() + at.leaderWidth(), y, ClockText.age(age), freshness(view, age));
                }
            }
        }

        /** News of a leader that is older than the least election timeout is a reason to worry. */
        private static Style freshness(NodeView view, long age) {
            long least = view.settings().map(Settings::electionNanosMin).orElse(Long.MAX_VALUE);
            return age < PULSE_NANOS ? Style.PULSE : age > least ? Style.WARN : Style.DIM;
        }

        private void leads(NodeView view) {
            long sent = model.story().heartbeatNanos(view.id()).orElse(Long.MIN_VALUE / 2);
            boolean pulse = now - sent >= 0 && now - sent < PULSE_NANOS;
            canvas.put(at.timer(), y, pulse ? Glyphs.HEART : Glyphs.DOT, pulse ? Style.PULSE : Style.DIM);
            int hears = 1 + hears(view);
            int members = model.members.size();
            int quorum = Quorum.of(members);
            String share = hears + "/" + members;
            String text = at.timerWidth() > 24
                    ? "hears " + hears + " of " + members + ", needs " + quorum
                    : at.timerWidth() < 12 ? share : "hears " + share;
            Style style = hears >= quorum ? Style.LEADER : Style.BAD;
            int end = canvas.putFit(at.timer() + 2, y, text, at.timerWidth() - 2, style);
            if (hears < quorum) {
                canvas.put(end + 1, y, end + 1 < at.timer() + at.timerWidth() ? '!' : ' ', Style.BAD);
            }
        }

        /** From how many peers a message of its term, or a later one, reached this leader within its window. */
        private int hears(NodeView view) {
            long window =
                    view.settings().map(Settings::effectiveQuorumWindowNanos).orElse(1_000_000_000L);
            return (int) model.members.stream()
                    .map(peer -> model.story().heardNanos(new Link(peer, view.id()), view.term()))
                    .filter(heard -> heard.isPresent() && now - heard.getAsLong() <= window)
                    .count();
        }

        private void timer(NodeView view) {
            if (view.countdown().isEmpty()) {
                canvas.putFit(at.timer(), y, "no timer", at.timerWidth(), Style.DIM);
                return;
            }
            Countdown countdown = view.countdown().get();
            boolean narrow = at.timerWidth() < 7;
            if (at.timerWidth() < 4) {
                return;
            }
            String drawn = narrow ? ClockText.age(countdown.drawNanos()) : Amounts.time(countdown.drawNanos());
            String label = at.timerWidth() > 30 ? Amounts.time(countdown.leftNanos(now)) + " of " + drawn : drawn;
            int labelWidth = Math.max(at.timerWidth() > 30 ? 17 : 7, label.length() + 1);
            int bar = Math.max(0, at.timerWidth() - labelWidth);
            double share = countdown.leftShare(now);
            int full = (int) Math.ceil(share * bar);
            canvas.repeat(at.timer(), y, Glyphs.FULL, full, share < 0.25 ? Style.BAR_LOW : Style.BAR);
            canvas.repeat(at.timer() + full, y, Glyphs.TRACK, bar - full, Style.TRACK);
            canvas.putRightFit(at.timer() + at.timerWidth(), y, label, at.timerWidth(), Style.DIM);
        }
    }
}
