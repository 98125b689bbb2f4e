package dev.raftbeat.screen.workers;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.lab.membership.ChangeFeed;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import dev.raftbeat.screen.LineEditor;
import dev.raftbeat.screen.canvas.CutTexts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the screen of a monitor shows: its newest report, what came before it as far as it is drawn, and where one looks. */
public final class WorkersModel {
    private static final int CHANGES_MAX = 1_000;
    private static final int LEVELS_MAX = 400;

    /** The parts that can be seen alone. */
    enum Alone {
        NONE,
        WORKERS,
        CHANGES
    }

    /** One point of a worker's suspicion: its share of the threshold, and whether the worker was alive. */
    record Level(long atNanos, double share, boolean alive) {}

    private final Deque<StateChange> changes = new ArrayDeque<>();
    private final ChangeFeed feed = new ChangeFeed();
    private final Map<String, Deque<Level>> levels = new TreeMap<>();
    private Optional<MonitorReport> report = Optional.empty();
    private long reportNanos;
    private String trouble = "";
    private boolean held;

    final LineEditor filterLine = new LineEditor();
    String filter = "";
    final LineEditor commandLine = new LineEditor();
    /** Whether nothing can be broken from this screen. */
    public boolean readOnly;

    boolean commanding;
    boolean filtering;
    boolean help;
    boolean whole;
    final CutTexts cut = new CutTexts();
    Alone alone = Alone.NONE;
    int top;
    int helpTop;
    int changesBack;
    String status = "";
    private String selected = "";

    /** A report came. */
    public void hear(MonitorReport fresh, long nowNanos) {
        trouble = "";
        if (held) {
            return;
        }
        report.filter(before -> !before.monitor().equals(fresh.monitor()))
                .ifPresent(before -> byAnotherClock(fresh.upNanos() - before.upNanos() - (nowNanos - reportNanos)));
        changes.addAll(feed.hear(fresh, nowNanos));
        while (changes.size() > CHANGES_MAX) {
            changes.remove();
        }
        report = Optional.of(fresh);
        reportNanos = nowNanos;
        fresh.members().forEach(member -> remember(member, nowNanos));
        levels.keySet()
                .removeIf(name -> fresh.members().stream()
                        .noneMatch(member -> member.nodeId().equals(name)));
    }

    /** Another monitor tells from here on, by its own clock, which is ahead of the one before by so much. */
    private void byAnotherClock(long shift) {
        List<StateChange> past = List.copyOf(changes);
        changes.clear();
        past.forEach(change -> changes.add(new StateChange(
                change.number(),
                Math.max(0, change.atNanos() + shift),
                change.nodeId(),
                change.to(),
                change.sentence())));
    }

    private void remember(WorkerView member, long nowNanos) {
        Deque<Level> past = levels.computeIfAbsent(member.nodeId(), absent -> new ArrayDeque<>());
        boolean left = member.state() == WorkerState.LEFT;
        past.add(new Level(
                nowNanos,
                left ? 0 : member.suspicion().share(),
                member.state().alive().orElse(false)));
        if (past.size() > LEVELS_MAX) {
            past.remove();
        }
    }

    /** The monitor did not answer. */
    public void miss(String sentence) {
        trouble = sentence;
    }

    Optional<MonitorReport> report() {
        return report;
    }

    String trouble() {
        return trouble;
    }

    /** How old the picture is. */
    long staleNanos(long nowNanos) {
        return report.isEmpty() ? 0 : Math.max(0, nowNanos - reportNanos);
    }

    /** How long ago a worker was heard at this moment, as far as the picture is not held and the monitor answers. */
    long ageNanos(WorkerView member, long nowNanos) {
        long since = held || !trouble.isEmpty() ? 0 : staleNanos(nowNanos);
        return member.ageNanos().orElse(0) + since;
    }

    /** The workers whose line holds what is filtered by, in order. */
    List<WorkerView> shown() {
        List<WorkerView> all = new ArrayList<>();
        for (WorkerView member : report.map(MonitorReport::members).orElse(List.of())) {
            if (matches(member.nodeId() + " " + member.state().word() + " "
                    + member.notReady().orElse("ready") + " " + member.last().metadata())) {
                all.add(member);
            }
        }
        return all;
    }

    private boolean matches(String text) {
        return text.toLowerCase(Locale.ROOT).contains(filter.toLowerCase(Locale.ROOT));
    }

    /** Newest first. */
    List<StateChange> shownChanges() {
        List<StateChange> all = new ArrayList<>();
        changes.descendingIterator().forEachRemaining(change -> {
            if (matches(change.sentence())) {
                all.add(change);
            }
        });
        return all;
    }

    Collection<Level> levels(String name) {
        return List.copyOf(levels.getOrDefault(name, new ArrayDeque<>()));
    }

    /** The place of the selected worker among those shown; the first when it is none of them. */
    int selection() {
        List<WorkerView> all = shown();
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).nodeId().equals(selected)) {
                return i;
            }
        }
        return 0;
    }

    void select(int place) {
        List<WorkerView> all = shown();
        if (!all.isEmpty()) {
            selected = all.get(Math.max(0, Math.min(all.size() - 1, place))).nodeId();
        }
    }

    /** A word on what a key did. */
    public void say(String sentence) {
        status = sentence;
    }

    /** The worker that keys act upon. */
    Optional<WorkerView> chosen() {
        List<WorkerView> all = shown();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(selection()));
    }

    /** The lines in force that mean this worker, alone or with all others. */
    List<WorkerLine> faults(String name) {
        List<WorkerLine> all = new ArrayList<>();
        for (String line : report.map(MonitorReport::faults).orElse(List.of())) {
            try {
                all.addAll(WorkerLine.parseAll(line));
            } catch (FaultSyntaxException e) {
                // A monitor of another version: what it obeys is shown as it tells it, and undone by heal.
            }
        }
        all.removeIf(line -> !line.workers().contains(name) && !line.workers().contains(WorkerLine.ALL));
        return all;
    }

    /** Whether such a line is in force for this worker. */
    boolean isBroken(String word, String name) {
        return faults(name).stream().anyMatch(line -> line.word().equals(word));
    }

    boolean held() {
        return held;
    }

    void hold(boolean on) {
        held = on;
    }
}
