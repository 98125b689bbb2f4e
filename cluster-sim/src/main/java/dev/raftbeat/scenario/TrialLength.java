package dev.raftbeat.scenario;

import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.word.SettingWords;
import dev.raftbeat.protocol.Settings;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a trial can take, known before it is played.
 *
 * @param seconds of the cluster's time at the most, by the largest election timeout that a line may set
 * @param rounds how many heartbeats or election timeouts can follow one another in it, by the shortest that a line may set
 */
public record TrialLength(double seconds, double rounds) {

    /** Of a trial as it stands, at its own pace. */
    public static TrialLength of(Trial trial) {
        long longest = trial.settings().electionNanosMax();
        long shortest =
                Math.min(trial.settings().heartbeatNanos(), trial.settings().electionNanosMin());
        for (FaultValue value : timesSet(trial)) {
            longest = Math.max(longest, longestNanos(value));
            shortest = Math.max(1, Math.min(shortest, shortestNanos(value, shortest)));
        }
        double nanos = 0;
        for (ScenarioStep step : trial.steps()) {
            if (step instanceof ScenarioStep.RunFor run) {
                nanos += run.time().nanos(longest);
            } else if (step instanceof ScenarioStep.RunUntil run) {
                nanos += run.within().orElse(TrialRun.PATIENCE).nanos(longest);
            } else if (step instanceof ScenarioStep.Break line && line.within().isPresent()) {
                nanos += line.within().get().nanos(longest);
            }
        }
        return new TrialLength(nanos / 1e9, nanos / shortest);
    }

    private static List<FaultValue> timesSet(Trial trial) {
        List<FaultValue> all = new ArrayList<>();
        for (ScenarioStep step : trial.steps()) {
            if (step instanceof ScenarioStep.Break line
                    && line.fault().word().isSetting()
                    && line.fault().word() != SettingWords.SET_WINDOW) {
                all.add(line.fault().value());
            }
        }
        return all;
    }

    private static long longestNanos(FaultValue value) {
        if (value instanceof FaultValue.Range range) {
            return range.most().nanos(0);
        }
        return value instanceof FaultValue.AtPace at ? at.pace().settings().electionNanosMax() : 0;
    }

    private static long shortestNanos(FaultValue value, long electionNanos) {
        if (value instanceof FaultValue.Range range) {
            return range.least().nanos(0);
        } else if (value instanceof FaultValue.Time time) {
            return time.span().orElseThrow().nanos(electionNanos);
        } else if (value instanceof FaultValue.AtPace at) {
            Settings paced = at.pace().settings();
            return Math.min(paced.heartbeatNanos(), paced.electionNanosMin());
        }
        return Long.MAX_VALUE;
    }
}
