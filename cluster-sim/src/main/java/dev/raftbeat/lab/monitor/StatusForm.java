package dev.raftbeat.lab.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.detector.Suspicion;
import dev.raftbeat.lab.membership.MonitorReport;
import dev.raftbeat.lab.membership.StateChange;
import dev.raftbeat.lab.membership.WorkerHeartbeat;
import dev.raftbeat.lab.membership.WorkerState;
import dev.raftbeat.lab.membership.WorkerView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import tools.jackson.databind.util.RawValue;

/** The documents that a status is made of, their fields in their order. All times are in seconds; what is empty is a null. */
final class StatusForm {
    private static final double LEVEL_MAX = 1e9;

    private StatusForm() {}

    /** The monitor itself. */
    record Head(
            String id,
            double now,
            double up,
            String detector,
            double timeout,
            double stoodStill,
            Optional<String> holding,
            Optional<List<String>> faults,
            List<MonitorReport.PeerView> peers) {
        static Head of(MonitorReport head) {
            return new Head(
                    head.monitor(),
                    head.wallSeconds(),
                    MonitorLimits.seconds(head.upNanos()),
                    head.detector(),
                    MonitorLimits.seconds(head.timeoutNanos()),
                    MonitorLimits.seconds(head.asleepNanos()),
                    Optional.of(head.holding()),
                    Optional.of(head.faults()),
                    head.peers());
        }

        MonitorReport report(List<StateChange> changes, int unread) {
            return new MonitorReport(
                    id,
                    now,
                    MonitorLimits.nanos(up),
                    detector,
                    MonitorLimits.nanos(timeout),
                    MonitorLimits.nanos(stoodStill),
                    List.of(),
                    peers,
                    changes,
                    holding.orElse(""),
                    faults.orElse(List.of()),
                    unread);
        }
    }

    /** Something that changed. */
    record Change(long number, double at, String nodeId, String state, String sentence) {
        static Change of(StateChange change) {
            return new Change(
                    change.number(),
                    MonitorLimits.seconds(change.atNanos()),
                    change.nodeId(),
                    change.to().word(),
                    change.sentence());
        }

        StateChange change() {
            return new StateChange(number, MonitorLimits.nanos(at), nodeId, word(WorkerState.class, state), sentence);
        }
    }

    /** What the detector says of a worker. */
    record Judgement(double level, double threshold, String unit, String opinion) {
        private static Judgement of(Suspicion suspicion) {
            return new Judgement(
                    Math.min(LEVEL_MAX, Math.round(suspicion.level() * 1e3) / 1e3),
                    suspicion.threshold(),
                    suspicion.unit(),
                    suspicion.opinion().name().toLowerCase(Locale.ROOT));
        }

        private Suspicion suspicion() {
            if (!(level >= 0) || !(threshold > 0) || !Double.isFinite(threshold)) {
                throw new IllegalArgumentException("a level is 0 or more, and a threshold more than 0");
            }
            return new Suspicion(word(Suspicion.Opinion.class, opinion), level, threshold, unit);
        }
    }

    /** The outcomes of two probes. */
    record Probe(boolean livez, boolean readyz, long answers, int inRow) {}

    /** One worker; what its heartbeat carried is told as it came. */
    record Worker(
            String nodeId,
            Optional<Double> lastSeen,
            Optional<Double> age,
            Optional<Boolean> alive,
            String state,
            double inState,
            Judgement suspicion,
            double deadAfter,
            boolean ready,
            Optional<String> notReadyBecause,
            long generation,
            OptionalLong seq,
            double ts,
            Optional<Double> interval,
            Optional<Double> baseInterval,
            long beats,
            OptionalLong flaps,
            String heardBy,
            @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Probe> probe,
            Map<String, Object> metadata) {
        static Worker of(WorkerView member, double wallSeconds) {
            WorkerHeartbeat last = member.last();
            Optional<Double> age = member.ageNanos().isPresent()
                    ? Optional.of(MonitorLimits.seconds(member.ageNanos().getAsLong()))
                    : Optional.empty();
            Map<String, Object> metadata = new TreeMap<>();
            last.metadata().forEach((name, json) -> metadata.put(name, new RawValue(json)));
            return new Worker(
                    last.nodeId(),
                    age.map(seconds -> Math.round((wallSeconds - seconds) * 1e6) / 1e6),
                    age,
                    member.state().alive(),
                    member.state().word(),
                    MonitorLimits.seconds(member.inStateNanos()),
                    Judgement.of(member.suspicion()),
                    MonitorLimits.seconds(member.deadAfterNanos()),
                    member.notReady().isEmpty(),
                    member.notReady(),
                    last.generation(),
                    last.sequence() == FailureDetector.UNNUMBERED
                            ? OptionalLong.empty()
                            : OptionalLong.of(last.sequence()),
                    last.timestamp(),
                    rhythm(last.rhythm().intervalNanos()),
                    rhythm(last.rhythm().baseNanos()),
                    member.beats(),
                    OptionalLong.of(member.flaps()),
                    member.heardBy(),
                    member.probes().map(one -> new Probe(one.live(), one.ready(), one.answers(), one.inRow())),
                    metadata);
        }

        private static Optional<Double> rhythm(long nanos) {
            return nanos == 0 ? Optional.empty() : Optional.of(MonitorLimits.exactSeconds(nanos));
        }

        /** @param last its newest heartbeat, which is read more strictly than the rest */
        WorkerView member(WorkerHeartbeat last) {
            return new WorkerView(
                    word(WorkerState.class, state),
                    MonitorLimits.nanos(inState),
                    age.isPresent() ? OptionalLong.of(MonitorLimits.nanos(age.get())) : OptionalLong.empty(),
                    suspicion.suspicion(),
                    MonitorLimits.nanos(deadAfter),
                    notReadyBecause,
                    beats,
                    flaps.orElse(0),
                    heardBy,
                    probe.map(one -> new WorkerView.Probes(one.livez, one.readyz, one.answers, one.inRow)),
                    last);
        }
    }

    private static <E extends Enum<E>> E word(Class<E> words, String word) {
        return Enum.valueOf(words, word.toUpperCase(Locale.ROOT));
    }
}
