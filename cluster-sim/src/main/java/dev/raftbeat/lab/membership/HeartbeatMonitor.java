package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.text.Amounts;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * A central monitor: who is alive, by the heartbeats that arrive here, that other monitors tell of, and that were known
 * before a restart.
 *
 * <p>A detector makes a worker suspected, the timeout alone makes it dead. A worker that told that it beats less often
 * has a timeout as many times longer. What an earlier life of a worker says is refused once a later one was heard, so
 * that a process that was frozen while its successor started cannot speak for it.
 *
 * <p>A monitor that stood still (a freeze, a long collection) has not listened: the time it missed is taken out of every
 * silence, so that it does not wake up and bury everybody. Whoever calls looks in at least eight times a timeout.
 *
 * <p>Mutable, owned by one thread. Times are the monitor's monotonic nanoseconds.
 */
public final class HeartbeatMonitor {
    private static final int CHANGES_KEPT = 200;

    /** Of changes that wait to be told: more than one look can find, of each worker. */
    private static final int NEWS_PER_WORKER = 4;

    private final MonitorRules rules;
    private final Roster roster;
    private final NetworkTrouble trouble;
    private final Deque<StateChange> changes = new ArrayDeque<>();
    private final Deque<StateChange> news = new ArrayDeque<>();
    private long numbered;
    private long lastEntry;
    private long asleepNanos;
    private String holding = "";

    public HeartbeatMonitor(MonitorRules rules, long nowNanos) {
        this.rules = rules;
        this.roster = new Roster(rules.bounds());
        this.trouble = new NetworkTrouble(rules);
        this.lastEntry = nowNanos;
    }

    public MonitorRules rules() {
        return rules;
    }

    /**
     * A heartbeat arrived.
     *
     * @param client the address that it came from, as far as addresses are told apart
     */
    public HeartbeatOutcome beat(WorkerHeartbeat beat, String client, long nowNanos) {
        long own = enter(nowNanos);
        Optional<MonitoredWorker> known = roster.find(beat.nodeId());
        if (known.isEmpty()) {
            Roster.Room room = roster.room(client);
            room.dropped().ifPresent(gone -> makeWay(gone, nowNanos));
            if (!room.granted()) {
                return new HeartbeatOutcome(HeartbeatOutcome.Kind.NO_ROOM, room.refusal());
            }
        } else if (!known.get().mayBe(beat.generation(), own)) {
            return new HeartbeatOutcome(
                    HeartbeatOutcome.Kind.OLD_GENERATION,
                    "generation " + known.get().generation() + " of " + beat.nodeId()
                            + " has been heard, so generation " + beat.generation() + " is over");
        }
        WorkerHeartbeat kept = roster.fitting(
                beat, known.map(MonitoredWorker::bytesBeyondShare).orElse(0L));
        MonitoredWorker member = known.orElseGet(() -> join(kept, client, own, nowNanos));
        roster.claim(member, client);
        return take(kept, member, own, nowNanos, kept.equals(beat));
    }

    private HeartbeatOutcome take(
            WorkerHeartbeat beat, MonitoredWorker member, long own, long nowNanos, boolean whole) {
        long before = member.generation();
        long silence = member.silentNanos(nowNanos);
        boolean first = member.isNew();
        if (!member.beat(beat, own, nowNanos)) {
            return new HeartbeatOutcome(
                    HeartbeatOutcome.Kind.LATE, "a newer heartbeat of " + beat.nodeId() + " was heard before");
        }
        roster.recount(member);
        settle(beat.nodeId(), member, own, nowNanos, arrival(beat, before, silence, first));
        return whole ? HeartbeatOutcome.TAKEN : HeartbeatOutcome.TRIMMED;
    }

    private MonitoredWorker join(WorkerHeartbeat beat, String client, long own, long nowNanos) {
        MonitoredWorker member = new MonitoredWorker(rules, client, beat, own, nowNanos);
        roster.add(member);
        roster.recount(member);
        return member;
    }

    private void makeWay(MonitoredWorker gone, long nowNanos) {
        String why = gone.state().gone()
                ? " is " + (gone.state() == WorkerState.DEAD ? "dead" : "gone") + " and makes room for another"
                : " is forgotten: no address may keep others out by naming more workers than they do";
        tell(nowNanos, gone.nodeId(), gone.state(), gone.nodeId() + why);
    }

    private static String arrival(WorkerHeartbeat beat, long generationBefore, long silence, boolean first) {
        String life = beat.generation() == 0 ? "" : ", generation " + beat.generation();
        if (first) {
            return beat.nodeId() + " is new" + life;
        }
        String after = beat.nodeId() + " is heard again after " + seconds(silence);
        if (beat.generation() > generationBefore) {
            return after + ": generation " + beat.generation() + " after " + generationBefore + ", a restart";
        }
        return after + (beat.generation() == 0 ? "" : ": still generation " + beat.generation());
    }

    /**
     * Another monitor tells of a heartbeat.
     *
     * @param ageNanos how old it was when that monitor answered
     * @param by that monitor
     * @param askedNanos when it was asked: earlier than its answer, so that news can only seem older than it is. Were it
     *     taken for younger, two monitors could keep a dead worker alive by telling each other
     */
    public void sighted(WorkerHeartbeat beat, long ageNanos, String by, long askedNanos, long nowNanos) {
        long own = enter(nowNanos);
        long age = ageNanos + Math.max(0, nowNanos - askedNanos);
        Optional<MonitoredWorker> known = roster.find(beat.nodeId());
        if (known.isEmpty() && !worthKnowing(age)) {
            return;
        }
        WorkerHeartbeat kept = roster.fitting(
                beat, known.map(MonitoredWorker::bytesBeyondShare).orElse(0L));
        MonitoredWorker member = known.orElseGet(() -> join(kept, by, own, nowNanos));
        long before = member.generation();
        boolean first = !member.heard();
        member.sighted(new Sighting(kept, age, ageNanos, by), new MonitoredWorker.Entry(own, nowNanos));
        roster.recount(member);
        String life = kept.generation() > before ? ", generation " + kept.generation() + ", a restart" : "";
        settle(
                kept.nodeId(),
                member,
                own,
                nowNanos,
                kept.nodeId() + (first ? " is known from " : " is heard again by ") + by + life);
    }

    /** Whether a name is taken in that others tell of: not one that they are about to forget, or the dead would go round. */
    private boolean worthKnowing(long ageNanos) {
        return !roster.isFull()
                && ageNanos < rules.timeoutNanos() + rules.bounds().forgetNanos();
    }

    /**
     * What is remembered of a worker from before the monitor's restart: who was gone is gone, and of the others it is not
     * known.
     *
     * @param savedNanos how long ago this was so
     * @return whether there was room for it
     */
    public boolean recall(WorkerView kept, long savedNanos, long nowNanos) {
        long own = enter(nowNanos);
        if (roster.isFull() || roster.find(kept.nodeId()).isPresent()) {
            return false;
        }
        join(roster.fitting(kept.last(), 0), MonitoredWorker.BEFORE, own, nowNanos)
                .recall(kept, nowNanos - savedNanos);
        return true;
    }

    /** Looks at everybody. To be called at {@link #nextChangeAt}, and at least eight times a timeout. */
    public void wake(long nowNanos) {
        long own = enter(nowNanos);
        trouble.look(roster.all(), own).ifPresent(said -> {
            holding = trouble.holds(own) ? said : "";
            tell(nowNanos, "", WorkerState.UNKNOWN, said);
        });
        roster.all().forEach(member -> settle(member.nodeId(), member, own, nowNanos, ""));
        roster.forget(nowNanos)
                .forEach(gone -> tell(
                        nowNanos,
                        gone.nodeId(),
                        gone.state(),
                        gone.nodeId() + " is forgotten, so long has it been "
                                + gone.state().word()));
    }

    /** When silence alone changes something; {@link FailureDetector#NEVER} when it cannot. */
    public long nextChangeAt(long nowNanos) {
        long own = nowNanos - asleepNanos;
        long next = FailureDetector.NEVER;
        for (MonitoredWorker member : roster.all()) {
            next = Math.min(next, member.nextChangeOwn(own));
        }
        if (next == FailureDetector.NEVER) {
            return next;
        }
        return (trouble.holds(own) ? Math.max(next, trouble.heldUntilOwn()) : next) + asleepNanos;
    }

    private long enter(long nowNanos) {
        long gap = nowNanos - lastEntry;
        lastEntry = Math.max(lastEntry, nowNanos);
        if (gap > rules.asleepNanos()) {
            asleepNanos += gap;
            long own = nowNanos - asleepNanos;
            roster.all().forEach(member -> member.watcherLate(own, gap));
            if (!roster.all().isEmpty()) {
                tell(
                        nowNanos,
                        "",
                        WorkerState.UNKNOWN,
                        "the monitor itself stood still for " + seconds(gap) + ", which counts as nobody's silence");
            }
        }
        return lastEntry - asleepNanos;
    }

    private void settle(String name, MonitoredWorker member, long own, long nowNanos, String arrival) {
        WorkerState before = member.state();
        WorkerState judged = member.judge(own);
        boolean held = judged == WorkerState.DEAD && member.countsAsAlive() && trouble.holds(own);
        WorkerState after = !held ? judged : member.heard() ? WorkerState.SUSPECTED : WorkerState.UNKNOWN;
        if (after != before) {
            member.become(after, nowNanos);
            tell(
                    nowNanos,
                    name,
                    after,
                    sentence(name, member, own, nowNanos, before == WorkerState.REJOINED ? "" : arrival));
        }
        member.newsOfReadiness()
                .ifPresent(reason -> tell(
                        nowNanos,
                        name,
                        after,
                        reason.isEmpty() ? name + " is ready again" : name + " lives but is not ready: " + reason));
    }

    private static String sentence(String name, MonitoredWorker member, long own, long nowNanos, String arrival) {
        String silence = " after " + seconds(member.silentNanos(nowNanos)) + " of silence";
        return switch (member.state()) {
            case SUSPECTED -> name + " is suspected" + silence + ": " + member.suspicion(own);
            case DEAD ->
                member.heard()
                        ? name + " is dead" + silence
                        : name + " has not been heard since the monitor's restart: dead";
            case LEFT -> name + " has left";
            case ALIVE -> arrival.isEmpty() ? name + " has been back for a timeout: alive" : arrival;
            case REJOINED -> arrival.isEmpty() ? name + " is trusted again" : arrival;
            default -> name + " is not known yet";
        };
    }

    private void tell(long nowNanos, String name, WorkerState to, String sentence) {
        numbered++;
        StateChange change = new StateChange(numbered, nowNanos, name, to, sentence);
        add(change, changes, CHANGES_KEPT);
        add(change, news, NEWS_PER_WORKER * (1 + rules.bounds().members()));
    }

    private static void add(StateChange change, Deque<StateChange> to, int most) {
        to.add(change);
        if (to.size() > most) {
            to.remove();
        }
    }

    static String seconds(long nanos) {
        return Amounts.time(nanos);
    }

    /** Asks this worker for its health from now on, if it is known. */
    public void probe(String name, long nowNanos) {
        roster.find(name).ifPresent(member -> member.readiness().probe(nowNanos));
    }

    /** Whether it is time to ask this worker, which has not left; the next time is a period later. */
    public boolean probeDue(String name, long nowNanos) {
        return roster.find(name)
                .filter(member -> member.state() != WorkerState.LEFT)
                .flatMap(member -> member.readiness().live())
                .map(probe -> probe.due(nowNanos))
                .orElse(false);
    }

    /** What a worker answered to both questions; a failure is also an answer that did not come in time. */
    public void probed(String name, boolean livez, boolean readyz, long nowNanos) {
        MonitoredWorker member = roster.find(name).orElse(null);
        if (member == null || member.readiness().live().isEmpty()) {
            return;
        }
        enter(nowNanos);
        if (member.readiness().live().get().answered(livez)) {
            String outcome = livez ? " answers its liveness probe again" : " fails its liveness probe";
            tell(
                    nowNanos,
                    name,
                    member.state(),
                    name + outcome + ", " + seconds(member.silentNanos(nowNanos)) + " after its last heartbeat");
        }
        member.readiness().ready().orElseThrow().answered(readyz);
        wake(nowNanos);
    }

    /** All workers, by name. */
    public List<WorkerView> members(long nowNanos) {
        return views(roster.all(), nowNanos);
    }

    /** The next workers in the order of their names, at most so many. */
    public List<WorkerView> membersAfter(String name, int most, long nowNanos) {
        return views(roster.after(name, most), nowNanos);
    }

    private List<WorkerView> views(Collection<MonitoredWorker> some, long nowNanos) {
        long own = nowNanos - asleepNanos;
        return some.stream().map(member -> member.view(own, nowNanos)).toList();
    }

    /** The number of the newest change; 0 before the first. */
    public long newestChange() {
        return numbered;
    }

    /** All changes since this was asked last, oldest first; where nobody asks for long, the newest of them. */
    public List<StateChange> news() {
        List<StateChange> all = List.copyOf(news);
        news.clear();
        return all;
    }

    /** The newest changes, oldest first. */
    public List<StateChange> changes() {
        return List.copyOf(changes);
    }

    /** Why nobody is declared dead although silent for so long; empty when verdicts are given. */
    public String holding(long nowNanos) {
        return trouble.holds(nowNanos - asleepNanos) ? holding : "";
    }

    /** How long the monitor stood still since it started. */
    public long asleepNanos() {
        return asleepNanos;
    }
}
