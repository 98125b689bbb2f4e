package dev.raftbeat.lab.monitor;

import dev.raftbeat.fault.FaultSyntaxException;
import dev.raftbeat.fault.SpellingSuggestion;
import dev.raftbeat.fault.TypedDuration;
import dev.raftbeat.http.HttpRefusal;
import dev.raftbeat.text.Amounts;
import dev.raftbeat.wire.Plain;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What is broken on purpose between workers and this monitor, in the words of the fault language: {@code cut w1}, {@code
 * lose 30% w1,w2}, {@code slow w1 200ms}, {@code pause w1}, and {@code join}, {@code resume}, {@code heal}. It acts here, on
 * what arrives, so that it works on any worker; the worker itself lives on, and may turn to another monitor. Any number of
 * threads may use it.
 */
final class WorkerFaults {
    static final String SYNTAX = "cut WORKERS, join WORKERS, lose PERCENT WORKERS, slow WORKERS TIME, pause WORKERS, "
            + "resume WORKERS or heal";
    private static final List<String> WORDS = List.of("cut", "join", "lose", "slow", "pause", "resume", "heal");
    private static final int NAMES_MAX = 1_000;
    static final Duration DELAY_MAX = Duration.ofSeconds(10);
    private static final String ALL = "all";

    /** @param lost in percent, 0 to 100 */
    private record Broken(boolean cut, boolean paused, BigDecimal lost, TypedDuration delay) {
        private static final Broken NOT = new Broken(false, false, BigDecimal.ZERO, TypedDuration.ofNanos(0));

        private List<String> lines(String name) {
            List<String> lines = new ArrayList<>();
            if (cut) {
                lines.add("cut " + name);
            }
            if (paused) {
                lines.add("pause " + name);
            }
            if (lost.signum() > 0) {
                lines.add("lose " + lost.toPlainString() + "% " + name);
            }
            if (delay.amount().signum() > 0) {
                lines.add("slow " + name + " " + delay);
            }
            return lines;
        }

        private boolean loses(RandomGenerator chance) {
            return cut || paused || chance.nextDouble() * 100 < lost.doubleValue();
        }
    }

    private final RandomGenerator chance;
    private final Map<String, Broken> broken = new TreeMap<>();

    WorkerFaults(RandomGenerator chance) {
        this.chance = chance;
    }

    /**
     * Breaks or mends something.
     *
     * @throws HttpRefusal 400, when it is no such line
     */
    synchronized void apply(String line) {
        String[] words = line.strip().split("\\s+");
        switch (words[0]) {
            case "heal" -> {
                require(words.length == 1, line);
                broken.clear();
            }
            case "cut", "join" -> {
                boolean cut = words[0].equals("cut");
                change(words, 2, 1, line, old -> new Broken(cut, old.paused, old.lost, old.delay));
            }
            case "pause", "resume" -> {
                boolean paused = words[0].equals("pause");
                change(words, 2, 1, line, old -> new Broken(old.cut, paused, old.lost, old.delay));
            }
            case "lose" -> {
                BigDecimal lost = percent(words.length > 1 ? words[1] : "", line);
                change(words, 3, 2, line, old -> new Broken(old.cut, old.paused, lost, old.delay));
            }
            case "slow" -> {
                TypedDuration delay = delay(words.length > 2 ? words[2] : "", line);
                change(words, 3, 1, line, old -> new Broken(old.cut, old.paused, old.lost, delay));
            }
            default ->
                throw refusal(
                        "there is no word \"" + Plain.text(words[0]) + "\"" + SpellingSuggestion.hint(words[0], WORDS));
        }
    }

    private static HttpRefusal refusal(String what) {
        return HttpRefusal.bad(what + "; a line is " + SYNTAX);
    }

    private static void require(boolean so, String line) {
        if (!so) {
            throw refusal("\"" + Plain.text(line.strip()) + "\" cannot be read");
        }
    }

    private static BigDecimal percent(String text, String line) {
        return Amounts.percent(text)
                .filter(percent -> percent.compareTo(BigDecimal.valueOf(100)) <= 0)
                .map(BigDecimal::stripTrailingZeros)
                .orElseThrow(() -> refusal("\"" + Plain.text(line.strip()) + "\" has no percentage from 0% to 100%"));
    }

    private static TypedDuration delay(String text, String line) {
        try {
            TypedDuration span = TypedDuration.parse(text);
            require(span.unit() != TypedDuration.Unit.E, line);
            if (span.nanos(0) > DELAY_MAX.toNanos()) {
                throw HttpRefusal.bad("a heartbeat is slowed by 10s at the most");
            }
            return span;
        } catch (FaultSyntaxException e) {
            throw refusal("\"" + Plain.text(line.strip()) + "\" has no time (units: " + Amounts.UNITS + ")");
        }
    }

    private interface Change {
        Broken of(Broken old);
    }

    private void change(String[] words, int length, int at, String line, Change change) {
        require(words.length == length, line);
        Map<String, Broken> next = new TreeMap<>(broken);
        for (String name : words[at].split(",", -1)) {
            require(BeatCodec.isName(name), line);
            Broken after = change.of(next.getOrDefault(name, Broken.NOT));
            if (after.lines(name).isEmpty()) {
                next.remove(name);
            } else {
                next.put(name, after);
            }
        }
        if (next.size() > NAMES_MAX) {
            throw HttpRefusal.bad(
                    "faults for " + NAMES_MAX + " workers are as many as there may be; \"all\" means all");
        }
        broken.clear();
        broken.putAll(next);
    }

    /** The lines that are in force, in the order of the workers' names. */
    synchronized List<String> active() {
        return broken.entrySet().stream()
                .flatMap(one -> one.getValue().lines(one.getKey()).stream())
                .toList();
    }

    /** Whether what this worker sends now, or what it is asked, is lost. */
    synchronized boolean loses(String worker) {
        return of(worker).loses(chance) || of(ALL).loses(chance);
    }

    /** How much later it arrives. */
    synchronized Duration delay(String worker) {
        long nanos = Math.max(of(worker).delay.nanos(0), of(ALL).delay.nanos(0));
        return Duration.ofNanos(nanos);
    }

    private Broken of(String worker) {
        return broken.getOrDefault(worker, Broken.NOT);
    }
}
