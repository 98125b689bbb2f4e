package dev.raftbeat.lab.membership;

import java.util.Optional;

/** Whether work can be sent to one worker that lives: by what it says of itself, and by what it answers when it is asked. */
final class Readiness {
    private final MonitorRules rules;
    private Optional<Probe> live = Optional.empty();
    private Optional<Probe> ready = Optional.empty();
    private Optional<String> told = Optional.empty();

    Readiness(MonitorRules rules) {
        this.rules = rules;
    }

    /** It is asked from now on. */
    void probe(long nowNanos) {
        if (live.isEmpty()) {
            live = Optional.of(new Probe(rules.probe(), true, nowNanos));
            ready = Optional.of(new Probe(rules.probe(), false, nowNanos));
        }
    }

    Optional<Probe> live() {
        return live;
    }

    Optional<Probe> ready() {
        return ready;
    }

    /** Why no work should be sent there; empty when it is ready. */
    Optional<String> notReady(WorkerState state, WorkerCondition condition) {
        if (!state.alive().orElse(false)) {
            return Optional.of(state.gone() ? state.word() : "not heard yet");
        }
        if (ready.isPresent() && !ready.get().passing()) {
            return Optional.of(ready.get().answers() == 0 ? "not probed yet" : "its readiness probe fails");
        }
        return condition.reasonNotReady(rules.overload());
    }

    /** Why it is not ready although it lives, if that is so and has not been told yet, or empty text when it is again. */
    Optional<String> news(WorkerState state, WorkerCondition condition) {
        if (!state.alive().orElse(false)) {
            told = Optional.empty();
            return Optional.empty();
        }
        Optional<String> now = notReady(state, condition);
        boolean early = ready.isPresent() && ready.get().answers() == 0;
        if (early || now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(now.orElse(""));
    }

    Optional<WorkerView.Probes> view() {
        return live.map(probe ->
                new WorkerView.Probes(probe.passing(), ready.orElseThrow().passing(), probe.answers(), probe.inRow()));
    }
}
