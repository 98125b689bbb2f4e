package dev.raftbeat.lab.quality;

import dev.raftbeat.lab.detector.DetectorSpec;
import dev.raftbeat.lab.detector.FailureDetector;
import dev.raftbeat.lab.quality.HeartbeatStream.Beat;
import dev.raftbeat.progress.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;

/**
 * One detector over streams of heartbeats.
 *
 * <p>Mistakes are counted as they happen. Crashes are drawn from a seed, at moments spread evenly over the stream, each in
 * a world of its own that is the same up to it: what had been sent by then still arrives, and nothing after. So thousands
 * of crashes are measured on one stream, and all detectors meet the same ones. The first hundred heartbeats, a tenth
 * of a shorter stream, are for the detectors to learn and count for nothing.
 */
public final class DetectorTrial {
    private static final int CRASHES = 5_000;
    /** So often, in heartbeats, it is asked whether to go on. */
    private static final int LOOK_BEATS = 1 << 16;

    private static final int WARM_UP = 100;
    private static final int WARM_UP_SHARE = 10;
    private static final int RUN_INTERVALS = 100;
    private static final long MICROS_MAX = 86_400_000_000L;
    private static final long NANOS_PER_MICRO = 1_000;

    private final DetectorSpec spec;
    private final Progress progress;
    private final Histogram detections = new Histogram(MICROS_MAX, 3);
    private final Histogram killed = new Histogram(MICROS_MAX, 3);
    private long mistakes;
    private long mistakenNanos;
    private long aliveNanos;
    private int worstRun;

    private DetectorTrial(DetectorSpec spec, Progress progress) {
        this.spec = spec;
        this.progress = progress;
    }

    /**
     * Runs the detector afresh over each stream, and sums up.
     *
     * @param seed draws the crashes
     */
    public static Quality run(DetectorSpec spec, List<HeartbeatStream> streams, long seed) {
        return run(spec, streams, seed, new Progress());
    }

    /** The same; it counts as one unit, and ends with a {@link dev.raftbeat.progress.StoppedException} when stopped. */
    static Quality run(DetectorSpec spec, List<HeartbeatStream> streams, long seed, Progress progress) {
        DetectorTrial trial = new DetectorTrial(spec, progress);
        long beats = streams.stream().mapToLong(HeartbeatStream::size).sum();
        SplittableRandom random = new SplittableRandom(seed);
        for (HeartbeatStream stream : streams) {
            // Streams of a recording differ in length; each gets its share of the crashes.
            int crashes = (int) Math.ceil((double) CRASHES * stream.size() / Math.max(1, beats));
            trial.over(stream, crashes, random.split());
        }
        progress.advance(1);
        return new Quality(
                spec,
                trial.detections,
                trial.killed,
                trial.mistakes,
                trial.mistakenNanos,
                trial.aliveNanos,
                trial.worstRun);
    }

    private void over(HeartbeatStream stream, int crashes, SplittableRandom random) {
        int warmUp = Math.min(WARM_UP, stream.size() / WARM_UP_SHARE);
        if (stream.size() - warmUp < 2) {
            return;
        }
        Watch watch = new Watch(spec.create(stream.intervalNanos()), stream);
        watch.run(progress);
        long from = stream.beat(warmUp).arrived();
        long to = stream.beat(stream.size() - 1).arrived();
        aliveNanos += to - from;
        count(watch, from, to, RUN_INTERVALS * stream.intervalNanos());
        for (int i = 0; i < crashes; i++) {
            long crash = from + (long) (random.nextDouble() * (to - from));
            record(detections, watch, crash);
        }
        stream.crashed().ifPresent(crash -> record(killed, watch, crash));
    }

    private static void record(Histogram into, Watch watch, long crash) {
        long after = Math.max(0, watch.suspectedFrom(crash) - crash);
        into.recordValue(Math.min(MICROS_MAX, after / NANOS_PER_MICRO));
    }

    private void count(Watch watch, long from, long to, long runNanos) {
        int oldest = 0;
        for (int i = 0; i < watch.mistakes.size(); i++) {
            long began = watch.mistakes.get(i).from();
            mistakenNanos += Math.max(0, Math.min(to, watch.mistakes.get(i).to()) - Math.max(from, began));
            if (began < from || began >= to) {
                continue;
            }
            mistakes++;
            while (watch.mistakes.get(oldest).from() < Math.max(from, began - runNanos)) {
                oldest++;
            }
            worstRun = Math.max(worstRun, i - oldest + 1);
        }
    }

    private record Mistake(long from, long to) {}

    /** One detector at work over one stream, with what it thought when. */
    private static final class Watch {
        private final FailureDetector detector;
        private final HeartbeatStream stream;
        private final long[] acceptedSent;
        /** For each accepted heartbeat, when the process is suspected if no later one comes. */
        private final long[] suspectFrom;

        private int accepted;
        private final List<Mistake> mistakes = new ArrayList<>();
        private boolean suspecting;
        private long due = FailureDetector.NEVER;

        Watch(FailureDetector detector, HeartbeatStream stream) {
            this.detector = detector;
            this.stream = stream;
            this.acceptedSent = new long[stream.size()];
            this.suspectFrom = new long[stream.size()];
        }

        void run(Progress progress) {
            Map.Entry<Long, Long> stall = stream.stalls().firstEntry();
            for (int i = 0; i < stream.size(); i++) {
                if (i % LOOK_BEATS == 0) {
                    progress.check();
                }
                Beat beat = stream.beat(i);
                long now = beat.arrived();
                while (stall != null && stall.getValue() <= now) {
                    stall(stall.getKey(), stall.getValue());
                    stall = stream.stalls().higherEntry(stall.getKey());
                }
                suspectBy(now);
                if (detector.heartbeat(now, beat.sequence())) {
                    heard(now, beat.sent());
                }
            }
        }

        /** The watcher stood still: what fell due meanwhile is looked at when it goes on, before what has arrived. */
        private void stall(long began, long ended) {
            suspectBy(began);
            detector.watcherLate(ended, ended - began);
            if (!suspecting) {
                if (detector.suspects(ended)) {
                    begin(ended);
                }
                due = detector.nextChangeAt(ended);
                remember();
            }
        }

        private void suspectBy(long now) {
            if (!suspecting && due < now) {
                begin(due);
            }
        }

        private void begin(long at) {
            suspecting = true;
            mistakes.add(new Mistake(at, FailureDetector.NEVER));
        }

        private void heard(long now, long sent) {
            boolean suspects = detector.suspects(now);
            if (suspecting && !suspects) {
                mistakes.add(new Mistake(mistakes.remove(mistakes.size() - 1).from(), now));
                suspecting = false;
            } else if (!suspecting && suspects) {
                begin(now);
            }
            due = detector.nextChangeAt(now);
            acceptedSent[accepted] = sent;
            accepted++;
            remember();
        }

        private void remember() {
            if (accepted > 0) {
                suspectFrom[accepted - 1] =
                        suspecting ? mistakes.get(mistakes.size() - 1).from() : due;
            }
        }

        /** When a process that crashed at this time is suspected for good. */
        long suspectedFrom(long crash) {
            int i = Arrays.binarySearch(acceptedSent, 0, accepted, crash);
            int last = i >= 0 ? i : -i - 2;
            // Before the first of them the answer of the first is as good as any.
            return stream.whenAwake(suspectFrom[Math.max(0, last)]);
        }
    }
}
