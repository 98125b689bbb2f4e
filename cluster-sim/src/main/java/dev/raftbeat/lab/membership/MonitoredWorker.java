package dev.raftbeat.lab.membership;

import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.detector.Suspicion;
import java.util.Optional;
import java.util.OptionalLong;

/** One worker as a monitor knows it. Times called own stand still while the monitor does; the others do not. */
final class MonitoredWorker {
    static final String HERE = "here";
    static final String BEFORE = "before the restart";

    private final MonitorRules rules;
    private final long knownSinceOwn;
    private final Readiness readiness;
    private String client;
    private boolean claimed;
    private long bytesBeyondShare;
    private WorkerHeartbeat last;
    private FailureDetector detector;
    private boolean heard;
    private boolean recalled;
    /** When its newest heartbeat came, as far as is known: at the earliest, at the latest, and as the detector learned it. */
    private long heardOwn;

    private long latestOwn;
    private long learnedOwn;
    private boolean learned;
    private long heardNanos;
    private String heardBy;
    private long beats;
    private long flaps;
    /** Whether an earlier life was heard after a later one had died: then the later one is no news when it is told of. */
    private boolean outlived;

    private boolean back;
    private long backOwn;
    private WorkerState state = WorkerState.UNKNOWN;
    private long stateNanos;

    MonitoredWorker(MonitorRules rules, String client, WorkerHeartbeat first, long ownNanos, long nowNanos) {
        this.rules = rules;
        this.client = client;
        this.last = first;
        this.knownSinceOwn = ownNanos;
        this.readiness = new Readiness(rules);
        this.stateNanos = nowNanos;
        this.heardBy = BEFORE;
        this.heardNanos = nowNanos;
        this.detector = fresh();
    }

    private FailureDetector fresh() {
        return rules.detector().create(last.rhythm().orElse(rules.expectedNanos()));
    }

    /** What was known of it before the monitor restarted, at this time of the clock. */
    void recall(WorkerView kept, long savedNanos) {
        recalled = true;
        heardNanos = savedNanos - Math.max(1, kept.ageNanos().orElse(0));
        flaps = kept.flaps();
        if (kept.state().gone()) {
            state = kept.state();
            stateNanos = savedNanos - kept.inStateNanos();
        }
    }

    /**
     * Takes in a heartbeat that is not of an earlier life.
     *
     * @return whether it was news; false for a late one
     */
    boolean beat(WorkerHeartbeat beat, long ownNanos, long nowNanos) {
        outlived |= beat.generation() < last.generation();
        prepare(beat, ownNanos);
        if (!learn(beat, ownNanos)) {
            return false;
        }
        beats++;
        latestOwn = ownNanos;
        adopt(beat, ownNanos, nowNanos, HERE);
        return true;
    }

    /** A moment, by the monitor's own time and by its clock. */
    record Entry(long ownNanos, long nowNanos) {}

    /**
     * Takes in a heartbeat that another monitor heard, when it is newer than all that is known here. The same heartbeat is
     * told again and again, and seems now older, now younger: it teaches a detector once.
     */
    void sighted(Sighting told, Entry at) {
        WorkerHeartbeat beat = told.beat();
        long heardAt = at.ownNanos() - told.ageNanos();
        boolean isEarlier = beat.generation() < last.generation()
                && !(mayBe(beat.generation(), at.ownNanos()) && heardAt > latestOwn);
        boolean newLife = beat.generation() > last.generation() && (heardAt > heardOwn || !outlived);
        boolean farewell = beat.condition().leaving()
                && !last.condition().leaving()
                && at.ownNanos() - told.leastAgeNanos() > heardOwn;
        if (isEarlier || heard && !newLife && !farewell && heardAt <= heardOwn) {
            return;
        }
        if (heard && !newLife && !farewell && !another(beat, heardAt)) {
            refine(told, at);
            return;
        }
        if (told.ageNanos() < deadAfterNanos(beat)) {
            prepare(beat, at.ownNanos());
        }
        if (!heard || newLife || heardAt > heardOwn) {
            // A detector that knows nothing yet would take the age of the answer for the silence of the worker.
            if (learned || told.ageNanos() <= beat.rhythm().orElse(rules.expectedNanos())) {
                learn(beat, heardAt);
            }
            adopt(beat, heardAt, at.nowNanos() - told.ageNanos(), told.by());
        }
        outlived |= beat.generation() < last.generation();
        last = beat;
        latestOwn = at.ownNanos() - told.leastAgeNanos();
    }

    /** The known heartbeat again, or one so soon after it that it counts as the same. */
    private void refine(Sighting told, Entry at) {
        if (!state.gone()) {
            heardOwn = at.ownNanos() - told.ageNanos();
            heardNanos = at.nowNanos() - told.ageNanos();
            last = told.beat();
        }
        latestOwn = Math.min(latestOwn, at.ownNanos() - told.leastAgeNanos());
    }

    /**
     * Whether this is not the heartbeat that is known. Without numbers the time has to tell: it came when the known one
     * had surely come already, and not so soon after that a worker has told two monitors the same.
     */
    private boolean another(WorkerHeartbeat beat, long heardAt) {
        boolean numbered =
                beat.sequence() != FailureDetector.UNNUMBERED && last.sequence() != FailureDetector.UNNUMBERED;
        if (numbered) {
            return beat.sequence() > last.sequence()
                    || beat.sequence() < last.sequence() && state.gone() && heardAt > latestOwn;
        }
        return heardAt > latestOwn && heardAt - learnedOwn >= beat.rhythm().orElse(rules.expectedNanos()) / 2;
    }

    private boolean learn(WorkerHeartbeat beat, long ownNanos) {
        if (!detector.heartbeat(ownNanos, beat.sequence())) {
            return false;
        }
        detector.expectEvery(beat.rhythm().orElse(rules.expectedNanos()));
        learnedOwn = ownNanos;
        learned = true;
        return true;
    }

    /**
     * Whether a heartbeat of this generation may be taken. A late one of an earlier life wakes nobody. But anybody can claim
     * a generation once, and would keep the worker out for good: so it holds until twice the time to its death has passed.
     */
    boolean mayBe(long generation, long ownNanos) {
        return generation >= last.generation() || state.gone() && ownNanos - sinceOwn() >= 2 * deadAfterNanos(last);
    }

    private void prepare(WorkerHeartbeat beat, long ownNanos) {
        boolean another = beat.generation() != last.generation();
        boolean longGone =
                state == WorkerState.DEAD || state == WorkerState.LEFT && ownNanos - heardOwn >= deadAfterNanos(last);
        if (another || state.gone()) {
            back = true;
            backOwn = ownNanos;
        }
        // An outage that was declared is no interval between heartbeats, and numbers may begin again after it.
        if (another || longGone) {
            last = beat;
            detector = fresh();
            learned = false;
            if (state == WorkerState.DEAD && !another) {
                detector.distrust();
            }
        }
    }

    private void adopt(WorkerHeartbeat beat, long ownHeard, long nanos, String by) {
        heard = true;
        heardOwn = ownHeard;
        heardNanos = nanos;
        heardBy = by;
        last = beat;
    }

    /** Whether it is not gone, as far as was found last, or was not before the restart. */
    boolean countsAsAlive() {
        return !state.gone() && (heard ? state != WorkerState.UNKNOWN : recalled);
    }

    /** Whether it has missed more than one heartbeat, and half of the time after which it is dead has passed. */
    boolean isSilent(long ownNanos) {
        long silent = ownNanos - sinceOwn();
        long interval = last.rhythm().orElse(rules.expectedNanos());
        return silent >= deadAfterNanos(last) / 2 && silent > interval + interval / 2
                || judge(ownNanos) == WorkerState.DEAD;
    }

    /** From when its silence counts. */
    private long sinceOwn() {
        return heard ? heardOwn : knownSinceOwn;
    }

    /** What is to be thought of it now. */
    WorkerState judge(long ownNanos) {
        if (last.condition().leaving()) {
            return WorkerState.LEFT;
        }
        if (!heard) {
            boolean waited = ownNanos - knownSinceOwn >= deadAfterNanos(last);
            return waited || state == WorkerState.DEAD ? WorkerState.DEAD : WorkerState.UNKNOWN;
        }
        if (ownNanos - heardOwn >= deadAfterNanos(last)) {
            return WorkerState.DEAD;
        }
        if (detector.suspects(ownNanos)) {
            return WorkerState.SUSPECTED;
        }
        back = back && ownNanos - backOwn < rules.timeoutNanos();
        return back ? WorkerState.REJOINED : WorkerState.ALIVE;
    }

    /** When the judgement changes by silence alone, in own time; {@link FailureDetector#NEVER} for the dead. */
    long nextChangeOwn(long ownNanos) {
        if (state.gone()) {
            return FailureDetector.NEVER;
        }
        long death = sinceOwn() + deadAfterNanos(last);
        long suspicion = heard ? detector.nextChangeAt(ownNanos) : FailureDetector.NEVER;
        long trust = back ? backOwn + rules.timeoutNanos() : FailureDetector.NEVER;
        return Math.min(death, Math.min(suspicion, trust));
    }

    private long deadAfterNanos(WorkerHeartbeat beat) {
        return (long) (rules.timeoutNanos() * beat.rhythm().stretch());
    }

    void become(WorkerState next, long nowNanos) {
        boolean lost = state == WorkerState.SUSPECTED || state == WorkerState.DEAD;
        if (lost && (next == WorkerState.ALIVE || next == WorkerState.REJOINED)) {
            flaps++;
        }
        state = next;
        stateNanos = nowNanos;
    }

    void watcherLate(long ownNanos, long lateNanos) {
        detector.watcherLate(ownNanos, lateNanos);
    }

    Readiness readiness() {
        return readiness;
    }

    /** Of its readiness, as {@link Readiness#news}. */
    Optional<String> newsOfReadiness() {
        return readiness.news(state, last.condition());
    }

    WorkerState state() {
        return state;
    }

    boolean deadFor(long nanos, long nowNanos) {
        return state.gone() && nowNanos - stateNanos >= nanos;
    }

    long generation() {
        return last.generation();
    }

    String nodeId() {
        return last.nodeId();
    }

    WorkerHeartbeat last() {
        return last;
    }

    /** The address that named it, or who told of it. */
    String client() {
        return client;
    }

    /** Whether it has been heard here, and so counts as its client's own. */
    boolean claimed() {
        return claimed;
    }

    void claim(String address) {
        client = address;
        claimed = true;
    }

    long knownSinceOwn() {
        return knownSinceOwn;
    }

    long stateNanos() {
        return stateNanos;
    }

    /** What its metadata take beyond the share of each worker, as it was counted last. */
    long bytesBeyondShare() {
        return bytesBeyondShare;
    }

    void countBeyondShare(long bytes) {
        bytesBeyondShare = bytes;
    }

    boolean heard() {
        return heard;
    }

    boolean isNew() {
        return !heard && !recalled;
    }

    long silentNanos(long nowNanos) {
        return nowNanos - heardNanos;
    }

    Suspicion suspicion(long ownNanos) {
        return detector.level(ownNanos);
    }

    WorkerView view(long ownNanos, long nowNanos) {
        return new WorkerView(
                state,
                nowNanos - stateNanos,
                OptionalLong.of(Math.max(0, nowNanos - heardNanos)),
                detector.level(ownNanos),
                deadAfterNanos(last),
                readiness.notReady(state, last.condition()),
                beats,
                flaps,
                heardBy,
                readiness.view(),
                last);
    }
}
