package dev.raftbeat.lab.monitor;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.FaultValue;
import dev.raftbeat.fault.word.WorkerLine;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.text.CleanText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What is broken on purpose between workers and this monitor, in the words of the fault language ({@link WorkerLine}). It
 * acts here, on what arrives, so that it works on any worker; the worker itself lives on, and may turn to another monitor.
 * Any number of threads may use it.
 */
final class WorkerFaults {
    static final Duration DELAY_MAX = Duration.ofSeconds(10);

    /** All lines in force together, in characters: a status tells them in one record, which has a bound. */
    private static final int TEXT_MAX = MonitorLimits.BODY_MAX;

    private static final int SENTENCE_MAX = 300;
    private static final Map<String, String> UNDOES = Map.of("join", "cut", "resume", "pause");

    private final RandomGenerator chance;
    /** What is in force, by the worker's name and by the word. */
    private final Map<String, Map<String, FaultValue>> broken = new TreeMap<>();

    WorkerFaults(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * Breaks or mends something: all of these lines, or none.
     *
     * @throws HttpRefusal 400, when it cannot be done
     */
    synchronized void apply(String text) {
        Map<String, Map<String, FaultValue>> next = new TreeMap<>();
        broken.forEach((name, values) -> next.put(name, new TreeMap<>(values)));
        try {
            WorkerLine.parseAll(text).forEach(line -> apply(line, next));
        } catch (FaultSyntaxException e) {
            throw HttpRefusal.bad(CleanText.quoted(e.getMessage(), SENTENCE_MAX));
        }
        next.values().removeIf(Map::isEmpty);
        if (lines(next).stream().mapToInt(line -> line.length() + 1).sum() > TEXT_MAX) {
            throw HttpRefusal.bad("these are too many faults for one status; one line with \"all\" breaks all workers");
        }
        broken.clear();
        broken.putAll(next);
    }

    private static void apply(WorkerLine line, Map<String, Map<String, FaultValue>> to) {
        if (line.word().equals("heal")) {
            to.clear();
        }
        if (line.value() instanceof FaultValue.Delay delay && longest(delay).compareTo(DELAY_MAX) > 0) {
            throw HttpRefusal.bad("a heartbeat is slowed by 10s at the most");
        }
        String word = UNDOES.getOrDefault(line.word(), line.word());
        boolean undoes = !word.equals(line.word()) || line.value().isZero();
        for (String name : line.workers()) {
            if (!name.equals(WorkerLine.ALL) && !BeatCodec.isName(name)) {
                throw HttpRefusal.bad("a worker's name is 1 to 64 printable ASCII characters, not \""
                        + CleanText.quoted(name, SENTENCE_MAX) + "\"");
            }
            Map<String, FaultValue> values = to.computeIfAbsent(name, absent -> new TreeMap<>());
            if (!undoes) {
                values.put(word, line.value());
            } else if (values.remove(word) == null && of(to, WorkerLine.ALL).containsKey(word)) {
                throw HttpRefusal.bad(
                        "\"" + line(word, WorkerLine.ALL, of(to, WorkerLine.ALL).get(word))
                                + "\" is in force for all workers, and can only be undone for all");
            }
        }
    }

    private static Duration longest(FaultValue.Delay delay) {
        return Duration.ofNanos(delay.amount()).plusNanos(spread(delay));
    }

    private static long spread(FaultValue.Delay delay) {
        return delay.spread().map(span -> span.nanos(0)).orElse(0L);
    }

    private static String line(String word, String name, FaultValue value) {
        String worker = WorkerLine.typed(name);
        return value instanceof FaultValue.Percent
                ? word + " " + value + " " + worker
                : (word + " " + worker + " " + value).stripTrailing();
    }

    private static List<String> lines(Map<String, Map<String, FaultValue>> of) {
        return of.entrySet().stream()
                .flatMap(one -> one.getValue().entrySet().stream()
                        .map(fault -> line(fault.getKey(), one.getKey(), fault.getValue())))
                .toList();
    }

    private static Map<String, FaultValue> of(Map<String, Map<String, FaultValue>> broken, String worker) {
        return broken.getOrDefault(worker, Map.of());
    }

    /** The lines that are in force, in the order of the workers' names. */
    synchronized List<String> active() {
        return lines(broken);
    }

    /** Whether what this worker sends now, or what it is asked, is lost. */
    synchronized boolean loses(String worker) {
        return loses(of(broken, worker)) || loses(of(broken, WorkerLine.ALL));
    }

    private boolean loses(Map<String, FaultValue> faults) {
        return faults.containsKey("cut")
                || faults.containsKey("pause")
                || faults.get("lose") instanceof FaultValue.Percent lost
                        && chance.nextDouble() * 100 < lost.percent().doubleValue();
    }

    /** How much later it arrives. */
    synchronized Duration delay(String worker) {
        long nanos = Math.max(delayNanos(of(broken, worker)), delayNanos(of(broken, WorkerLine.ALL)));
        return Duration.ofNanos(nanos);
    }

    private long delayNanos(Map<String, FaultValue> faults) {
        if (!(faults.get("slow") instanceof FaultValue.Delay delay)) {
            return 0;
        }
        long spread = spread(delay);
        return Math.max(0, delay.amount() + (spread == 0 ? 0 : chance.nextLong(-spread, spread + 1)));
    }
}
